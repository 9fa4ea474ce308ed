"""The PostgreSQL and Redis of the tests: one of each a session, in a folder of their own.

Loaded as a plugin (``-p tests.services``), because Django's settings read the environment before
any conftest is imported. The main process starts the services; xdist's workers inherit their
addresses, and take a database (pytest-django's suffix) and a Redis number of their own.
A running development system is never touched, whatever the environment says.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import psutil
import pytest

from config.embedded import places
from config.embedded.postgres import Postgres
from config.embedded.redis import Redis

_MARK = "SOFIA_TEST_SERVICES"  # the folder, told to the workers
_PREFIX = "sofia-test-"
# What a developer's shell may hold and a test must not see: keys, model choice, reporting.
_FOREIGN = (
    "_API_KEY",
    "LLM_PROVIDER",
    "LLM_FALLBACK_PROVIDER",
    "EMBEDDING_PROVIDER",
    "EMBEDDING_MODEL",
    "SENTRY_DSN",
    "OTLP_ENDPOINT",
)


def _worker_number() -> int:
    """0 in the main process; 1, 2, … in xdist's workers."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    return int(worker.removeprefix("gw")) + 1 if worker.startswith("gw") else 0


def _point_environment_at(folder: Path) -> None:
    for name in [name for name in os.environ if name.endswith(_FOREIGN)]:
        del os.environ[name]
    var = folder / "var"
    os.environ["ENV_FILE"] = os.devnull  # nor what a developer keeps in .env
    os.environ["WAKE_WORKERS"] = "0"  # tests run what is due themselves
    os.environ["DEBUG"] = "1"  # fixed secrets; pytest-django itself sets settings.DEBUG to False
    os.environ["VAR_DIR"] = str(var)
    os.environ["DATABASE_URL"] = places.postgres_url(var)
    os.environ["REDIS_URL"] = f"{places.redis_url(var)}?db={_worker_number()}"


class Services:
    """What one test session runs on."""

    def __init__(self, folder: Path) -> None:
        """Reckon the places; nothing is started yet."""
        self.folder = folder
        self._owner = os.getpid()
        atexit.register(self.stop)  # also when the session ends before it began
        self._postgres = Postgres(folder / "var", fast=True)
        self._redis = Redis(folder / "var")

    def start(self) -> None:
        """Start both; they end with this process even when it is killed."""
        self._postgres.start()
        self._postgres.ensure_database()
        self._redis.start()

    def stop(self) -> None:
        """Stop both and remove their data; again is harmless, and so is a forked copy of us."""
        if os.getpid() != self._owner:
            return
        self._redis.stop()
        self._postgres.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def _prepare() -> Services | None:
    """Choose the folder before settings are read; answer the services when they are ours."""
    if _worker_number():
        _point_environment_at(Path(os.environ[_MARK]))
        return None
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    folder.chmod(0o711)  # PostgreSQL's account passes through when we are root
    os.environ[_MARK] = str(folder)
    _point_environment_at(folder)
    return Services(folder)


def _sweep() -> None:
    """Remove the folders of sessions that were killed; their services died with them."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        owner = folder.name.removeprefix(_PREFIX).split("-")[0]
        if owner.isdigit() and not psutil.pid_exists(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


_services = _prepare()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Start the services before workers are made and tests collected."""
    if _services is not None and not (config.option.help or config.option.version):
        _services.start()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure() -> None:
    """Stop them after the last test of the last worker."""
    if _services is not None:
        _services.stop()

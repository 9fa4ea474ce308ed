"""A whole throwaway Sofía: own folder, own services, own port, gone when it is stopped.

PostgreSQL is as durable as in a real run: a benchmark that skips the disk measures nothing.
"""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet

from config.embedded import logs, places, plan, probe
from config.embedded.child import Child, ChildSpec
from config.embedded.errors import StartError
from config.embedded.plan import Options
from config.embedded.postgres import Postgres
from config.embedded.redis import Redis

# What the person's shell may hold and this system must not see.
_FOREIGN: Final = (
    *("_API_KEY", "_BASE_URL", "_MODEL", "_API_URL", "_FILE", "LLM_PROVIDER"),
    *("LLM_FALLBACK_PROVIDER", "SENTRY_DSN", "OTLP_ENDPOINT", "DATABASE_URL", "REDIS_URL"),
)
_READY_WITHIN: Final = 90.0


class System:
    """Web, worker and beat on services of their own; ``settings`` are further variables.

    ``seed`` is the command, given to this Python, that fills the empty database.
    """

    def __init__(
        self,
        settings: Mapping[str, str],
        *,
        seed: Sequence[str] = ("-m", "config.bench.seed"),
    ) -> None:
        self._seed = tuple(seed)
        self.secret = secrets.token_hex(16)
        self.port = free_port()
        self._folder = Path(tempfile.mkdtemp(prefix="sofia-bench-"))
        self._folder.chmod(0o711)  # PostgreSQL's account passes through when we are root
        var = self._folder / "var"
        self.logs = var / "log"
        self.database_url = places.postgres_url(var)
        self.redis_url = places.redis_url(var)
        self.postgres, self.redis = Postgres(var), Redis(var)
        options = Options(
            host="127.0.0.1",
            port=self.port,
            var=var,
            base_domain="localhost",
            debug=False,
            database_url=self.database_url,
            embedded_postgres=True,
            embedded_redis=True,
        )
        own = {name: value for name, value in os.environ.items() if not name.endswith(_FOREIGN)}
        self.environment = plan.environment(
            options,
            {
                **own,
                # As a deployment runs: Django keeps every query in memory where DEBUG=1.
                "DEBUG": "0",
                "DJANGO_SETTINGS_MODULE": "config.settings",
                "BASE_DOMAIN": "localhost",
                "LOG_LEVEL": "WARNING",
                "SECRET_KEY": secrets.token_hex(32),
                "FIELD_ENCRYPTION_KEY": Fernet.generate_key().decode(),
                "META_APP_SECRET": self.secret,
                "META_VERIFY_TOKEN": secrets.token_hex(8),
                "WAKE_WORKERS": "1",
                **settings,
            },
        )
        self._plan = plan.sofia(options, self.environment)
        self._children = {
            spec.name: Child(replace(spec, echo=False)) for spec in self._plan.processes
        }

    def start(self) -> None:
        """Bring everything up and wait until it serves; StartError when it does not."""
        self.postgres.start()
        self.postgres.ensure_database()
        self.redis.start()
        self.run(*self._plan.prepare.argv)
        self.run(sys.executable, *self._seed)
        for child in self._children.values():
            child.start()
        self.wait_until_ready()

    def wait_until_ready(self, *, seconds: float = _READY_WITHIN) -> None:
        """Wait until /readyz answers 200."""
        until = time.monotonic() + seconds
        while not probe.is_serving("127.0.0.1", self.port, name="localhost"):
            if time.monotonic() > until:
                raise StartError(f"The throwaway system does not serve: {self.last_words()}")
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop everything and remove its folder; again is harmless."""
        for child in reversed(self._children.values()):
            child.stop()
        self.redis.stop()
        self.postgres.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def workers(self) -> list[str]:
        """Names of the worker processes."""
        return [name for name in self._children if name.startswith("worker")]

    def child(self, name: str) -> Child:
        """The process of that name: web, worker, worker-2 or beat."""
        return self._children[name]

    def pid(self, name: str) -> int:
        """Its process number; StartError when it does not run."""
        process = self._children[name].process
        if process is None or process.poll() is not None:
            raise StartError(f"{name} of the throwaway system ended: {self.last_words()}")
        return process.pid

    def service_pids(self) -> dict[str, int]:
        """Process numbers of PostgreSQL and Redis."""
        pids = {"postgres": self.postgres.pid, "redis": self.redis.pid}
        return {name: pid for name, pid in pids.items() if pid is not None}

    def kill(self, name: str) -> None:
        """End a process as a crash does: SIGKILL to it and all it started."""
        self._children[name].kill()
        self._children[name].process = None

    def restart(self, name: str) -> None:
        """Start a killed process again, as the supervisor does."""
        self._children[name].start()

    def last_words(self) -> str:
        """The last line that any process logged."""
        found = [
            f"{name}: {line}"
            for name, child in self._children.items()
            for line in logs.tail(child.spec.log, lines=1)
        ]
        return " | ".join(found) or "nothing was logged"

    def run(self, *argv: str) -> None:
        """Run one of our commands in this system's environment; StartError when it fails."""
        done = subprocess.run(  # noqa: S603 - our own commands
            argv,
            env=self.environment,
            cwd=plan.PROJECT,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise StartError(f"{' '.join(argv[1:])} failed: {(done.stderr or done.stdout)[-2000:]}")


def model_vendor(system: System, port: int, *, seconds: float) -> Child:
    """A model vendor on the loopback that thinks so long; it dies with us, however we die."""
    return Child(
        ChildSpec(
            name="model",
            argv=(sys.executable, "-m", "config.bench.model", str(port), str(seconds)),
            log=system.logs / "model.log",
            cwd=plan.PROJECT,
            echo=False,
        )
    )


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe_socket:
        probe_socket.bind(("127.0.0.1", 0))
        return int(probe_socket.getsockname()[1])

"""``manage.py evals``: how good Sofía is, in a throwaway database of its own."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from agents.evals.registry import SAMPLES, CannotEvaluate, absent, chosen, provider_check
from agents.evals.run import place_make
from config.embedded import places
from config.embedded.errors import StartError
from config.embedded.plan import PROJECT
from config.embedded.postgres import Postgres
from config.embedded.redis import Redis

#: Where data sets lie when nobody says where.
SHARED: Final = PROJECT.parent / "shared" / "data"


class Command(BaseCommand):
    help = "Measure how well Sofía understands and acts, on the data sets of a folder."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which data, which model, and where the figures go."""
        parser.add_argument("--data", type=Path, metavar="DIR", help="the folder of the data sets")
        parser.add_argument("--provider", default="offline", help="which model answers")
        parser.add_argument("--only", default="", help="some of the data sets, with commas")
        parser.add_argument(
            "--whole", action="store_true", help="every row of the large data sets too"
        )
        parser.add_argument(
            "--out", type=Path, metavar="DIR", help="where runs are kept; var/evals unless said"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check what was asked, then measure in a process that sees only throwaway services."""
        data: Path = options["data"] or (SHARED if SHARED.is_dir() else SAMPLES)
        out: Path = options["out"] or Path(settings.VAR_DIR) / "evals"
        try:
            provider_check(options["provider"])
            sets = chosen(data, options["only"])
            place_make(out)
        except CannotEvaluate as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Data in {data}, model provider {options['provider']}.\n")
        left_out = [] if options["only"] else absent(data)
        if left_out:
            self.stdout.write(f"Not there and left out: {', '.join(left_out)}.\n")
        self.stdout.flush()
        try:
            with _services(needed=any(each.needs_broker for each in sets)) as environment:
                argv = [sys.executable, "-m", "agents.evals"]
                argv += ["--data", str(data.resolve()), "--out", str(out.resolve())]
                argv += ["--only", ",".join(each.name for each in sets)]
                argv += ["--whole"] if options["whole"] else []
                _run(argv, {**environment, **_model(options["provider"])})
        except StartError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            raise CommandError("Stopped before the end.") from None


def _model(provider: str) -> dict[str, str]:
    """The one model that answers: figures of a fallback would be another's."""
    return {"LLM_PROVIDER": provider, "LLM_FALLBACK_PROVIDER": provider}


@contextmanager
def _services(*, needed: bool) -> Iterator[dict[str, str]]:
    """A migrated database and a Redis in a folder that is gone afterwards, by their environment.

    Not ``needed``, they are named but not started: understanding alone asks neither.
    """
    folder = Path(tempfile.mkdtemp(prefix="sofia-evals-"))
    folder.chmod(0o711)  # PostgreSQL's account passes through when we are root
    var = folder / "var"
    environment = _environment(var)
    postgres, redis = Postgres(var, fast=True), Redis(var)
    try:
        if needed:
            postgres.start()
            postgres.ensure_database()
            redis.start()
            migrate = ["manage.py", "migrate_schemas", "--verbosity", "0", "--skip-checks"]
            _run([sys.executable, *migrate], environment)
        yield environment
    finally:
        redis.stop()
        postgres.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _environment(var: Path) -> dict[str, str]:
    """What the measuring process is told; keys and models of vendors stay as they are."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        # As a deployment runs: Django keeps every query in memory where DEBUG=1.
        "DEBUG": "0",
        "BASE_DOMAIN": "localhost",
        "SECRET_KEY": secrets.token_hex(32),
        "FIELD_ENCRYPTION_KEY": Fernet.generate_key().decode(),
        "META_APP_SECRET": secrets.token_hex(8),
        "META_VERIFY_TOKEN": secrets.token_hex(8),
        "VAR_DIR": str(var),
        "DATABASE_URL": places.postgres_url(var),
        "REDIS_URL": places.redis_url(var),
        "SENTRY_DSN": "",
        "OTEL_EXPORTER_OTLP_ENDPOINT": "",
        "WAKE_WORKERS": "0",  # turns are run where they are measured
        "COALESCE_SECONDS": "0",
        "LOG_LEVEL": "ERROR",
        "PYTHONHASHSEED": "0",  # the same run twice gives the same figures
        "PYTHONUTF8": "1",
    }


def _run(argv: list[str], environment: dict[str, str]) -> None:
    done = subprocess.run(argv, env=environment, cwd=PROJECT, check=False)  # noqa: S603 - our own
    if done.returncode:
        sys.exit(done.returncode)  # it has said why

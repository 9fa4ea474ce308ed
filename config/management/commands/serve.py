"""``manage.py serve``: the whole system in the foreground, with the services it needs."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from config.embedded import places
from config.embedded.plan import Options
from config.embedded.start import serve


class Command(BaseCommand):
    """Start PostgreSQL and Redis unless given, migrate, seed, and run web, worker and beat."""

    help = "Run everything in the foreground until Ctrl-C or SIGTERM."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Let the port and the data directory differ from the environment's."""
        parser.add_argument("--host", default=settings.HOST, help="address to listen on")
        parser.add_argument("--port", type=int, default=settings.PORT, help="port of the web")
        parser.add_argument(
            "--var", type=Path, default=settings.VAR_DIR, help="directory of data, logs and sockets"
        )

    def handle(self, *args: object, **options: object) -> None:
        """Serve, and end with the supervisor's exit code."""
        var = Path(str(options["var"])).absolute()
        given_database = os.environ.get("DATABASE_URL") or os.environ.get("DATABASE_URL_FILE")
        given_redis = os.environ.get("REDIS_URL") or os.environ.get("REDIS_URL_FILE")
        code = serve(
            Options(
                host=str(options["host"]),
                port=int(str(options["port"])),
                var=var,
                base_domain=settings.BASE_DOMAIN,
                debug=settings.DEBUG,
                database_url=settings.DATABASE_URL if given_database else places.postgres_url(var),
                embedded_postgres=not given_database,
                embedded_redis=not given_redis,
            )
        )
        sys.exit(code)

"""``mcp --port 8001``: the MCP server by itself, without pages and API."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from agents.mcp.alone import McpAlone
from crm.brokers.models import Broker


class Command(BaseCommand):
    help = "Serve MCP by itself; brokers are told apart by host, or one is named with --broker."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen, and for whom."""
        parser.add_argument("--host", default=settings.HOST, help="address to listen on")
        parser.add_argument("--port", type=int, default=8001)
        parser.add_argument(
            "--broker", default="", metavar="SLUG", help="serve this one, whatever the host"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Serve until Ctrl-C or SIGTERM."""
        slug = options["broker"]
        if slug and not Broker.objects.filter(schema_name=slug).exists():
            raise CommandError(f"There is no broker {slug}.")
        config = uvicorn.Config(
            McpAlone(slug=slug),
            host=options["host"],
            port=options["port"],
            ws="none",
            lifespan="on",
            log_level="warning",
            timeout_graceful_shutdown=5,
        )
        self.stdout.write(f"MCP answers at http://{options['host']}:{options['port']}/mcp")
        uvicorn.Server(config).run()

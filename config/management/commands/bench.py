"""``manage.py bench``: how fast it is, in a throwaway system of its own."""

from __future__ import annotations

import os
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError

from config.bench import report
from config.bench.parts import PARTS, Bench
from config.embedded.errors import StartError


class Command(BaseCommand):
    help = "Measure the webhook, the turn, a hundred conversations and pacing; three minutes."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What to measure and where to write it."""
        parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
        parser.add_argument("--only", default="", help=f"some of {', '.join(PARTS)}, with commas")

    def handle(self, *args: Any, **options: Any) -> None:
        """Measure, print the table, and fail when a message was lost or answered twice."""
        wanted = [part for part in options["only"].split(",") if part] or list(PARTS)
        if unknown := sorted(set(wanted) - set(PARTS)):
            raise CommandError(f"There is no part {unknown[0]!r}: choose of {', '.join(PARTS)}.")
        found: dict[str, Any] = {"cores": os.cpu_count(), "load_before": os.getloadavg()[0]}
        bench = Bench()
        try:
            begun = time.monotonic()
            self.stdout.write("Starting a throwaway system …")
            bench.start()
            self.stdout.write(f"It serves after {time.monotonic() - begun:.0f} s.")
            for part in (part for part in PARTS if part in wanted):
                self.stdout.write(f"Measuring: {part} …")
                self.stdout.flush()
                found[part] = report.figures(getattr(bench, part)())
        except StartError as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            raise CommandError("Stopped before the end.") from None
        finally:
            bench.stop()
        self.stdout.write("")
        self.stdout.write(report.table(list(report.rows(found))))
        self.stdout.write(
            f"\n{found['cores']} cores; load of the machine before: {found['load_before']:.1f}. "
            "Times are whole: the load's own processes ran on the same cores. "
            "The hundred leads began within the first 5 s."
        )
        if options["json"]:
            self._write(options["json"], found)
        if (hundred := found.get("hundred")) and (hundred["lost"] or hundred["twice"]):
            raise CommandError("A message was lost or answered twice.")

    def _write(self, path: Path, found: dict[str, Any]) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2))
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}") from error
        self.stdout.write(f"Written to {path}.")

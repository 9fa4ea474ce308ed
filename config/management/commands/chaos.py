"""``manage.py chaos``: pull every plug, and hold the books against the database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import orjson
from django.core.management.base import BaseCommand, CommandError

from config.chaos import balance
from config.chaos.run import SABOTAGES, Plan, run
from config.embedded.errors import StartError


class Command(BaseCommand):
    help = "Prove that messaging loses nothing and says nothing twice; at most three minutes."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How much harm, and for how long."""
        plan = Plan()
        parser.add_argument("--leads", type=int, default=plan.leads, help="how many write")
        parser.add_argument("--messages", type=int, default=plan.messages, help="in all")
        parser.add_argument("--seconds", type=float, default=plan.seconds, help="they write for")
        parser.add_argument("--seed", type=int, default=plan.seed, help="of the dice")
        parser.add_argument("--json", type=Path, metavar="FILE", help="write the balance there too")
        parser.add_argument(
            "--sabotage", choices=SABOTAGES, default="", help="break a promise: it must be noticed"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Run it, print the balance, and fail when any line of it is off."""
        if not 1 <= options["leads"] <= options["messages"]:
            raise CommandError("There must be a lead, and a message for each.")
        plan = Plan(
            leads=options["leads"],
            messages=options["messages"],
            seconds=options["seconds"],
            seed=options["seed"],
            sabotage=options["sabotage"],
        )
        try:
            found = run(plan, self._say)
        except (StartError, TimeoutError) as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt:
            raise CommandError("Stopped before the end.") from None
        self._say(f"\nAfter {found.seconds:.0f} s, {len(found.books.mischief)} plugs pulled:")
        for word, count in sorted(found.books.refusals.items()):
            self._say(f"       {word}: {count}")
        self._say("")
        self._say(balance.table(found.lines))
        for word, count in found.notes.items():
            self._say(f"       {word}: {count}")
        if options["json"]:
            options["json"].write_bytes(orjson.dumps(found.as_dict(), option=orjson.OPT_INDENT_2))
        if not found.holds:
            raise CommandError("The balance is off.")
        self._say("\nEvery line of the balance holds.")

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()

"""``manage.py train_claims``: learn anew which sentences tell of a doing outside the chat."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from agents.guardrails.voter.votes import LISTENED_FROM
from agents.guardrails.voter.weights import FILE
from agents.guardrails.voter.wordings import FOLDER, read_all


class Command(BaseCommand):
    help = "Train the voter that hears deeds no tool did in words the rules do not know."
    requires_system_checks = []  # it reads files and writes one; no database is needed

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--wordings", type=Path, default=FOLDER)
        parser.add_argument(
            "--measure",
            action="store_true",
            help="first tell how it fares on each batch left out of the training (a minute)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # numpy is loaded for training only, not for `manage.py help`.
        from agents.guardrails.voter.training import cross_validated, trained

        wordings = read_all(options["wordings"])
        if options["measure"]:
            self.stdout.write("left out of training      heard  of  imagined  of")
            for each in cross_validated(wordings, listened_from=LISTENED_FROM):
                heard = f"{each.heard:8} {each.told:4} {each.imagined:8} {each.plain:5}"
                self.stdout.write(f"  {each.batch:<20} {heard}")
        trained(wordings).save()
        self.stdout.write(f"{FILE.name}: {len(wordings)} wordings, {FILE.stat().st_size:,} bytes")

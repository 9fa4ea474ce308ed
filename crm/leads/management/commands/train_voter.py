"""``manage.py train_voter``: learn the weights of the second voter anew from its wordings."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from crm.leads.voter.wordings import FOLDER, read_all


class Command(BaseCommand):
    help = "Train the voter that hears opt-outs and calls for a person in new words."
    requires_system_checks = []  # it reads files and writes one; no database is needed

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--wordings", type=Path, default=FOLDER)
        parser.add_argument(
            "--measure",
            action="store_true",
            help="first tell how it fares on wordings left out, in five parts (a minute)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # numpy is loaded for training only, not for `manage.py help`.
        from crm.leads.voter.measuring import cross_validated
        from crm.leads.voter.training import trained
        from crm.leads.voter.weights import FILE

        wordings = read_all(options["wordings"])
        if options["measure"]:
            self.stdout.write("left out of training    recall precision  of")
            for tally in cross_validated(wordings):
                self.stdout.write(
                    f"  {tally.call:<20}   {tally.recall:6.3f}    {tally.precision:6.3f}"
                    f"  {tally.heard + tally.missed}"
                )
        trained(wordings).save()
        self.stdout.write(f"{FILE.name}: {len(wordings)} wordings, {FILE.stat().st_size:,} bytes")

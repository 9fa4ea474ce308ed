"""``manage.py train_voter``: learn the weights of the second voters anew from their wordings."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.management.base import BaseCommand

if TYPE_CHECKING:
    from crm.core.linear.measuring import Tally
    from crm.core.linear.weights import Weights

_W = TypeVar("_W")


class Command(BaseCommand):
    help = (
        "Train the second voters: `calls` hears opt-outs and calls for a person, `doings` what a "
        "reply tells of elsewhere, both in words no rule knows."
    )
    requires_system_checks = []  # it reads files and writes them; no database is needed

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("voter", choices=["calls", "doings", "both"])
        parser.add_argument(
            "--measure",
            action="store_true",
            help="first tell how it fares on wordings left out of its training (a minute)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # numpy is loaded for training only, not for `manage.py help`.
        from agents.guardrails.voter import training as doings
        from agents.guardrails.voter.votes import MODEL as DOINGS
        from agents.guardrails.voter.wordings import read_all as read_doings
        from crm.leads.voter import training as calls
        from crm.leads.voter.votes import MODEL as CALLS
        from crm.leads.voter.wordings import read_all as read_calls

        measure = options["measure"]
        if options["voter"] != "doings":
            measured = calls.cross_validated if measure else None
            self._teach(CALLS.file, read_calls(), calls.taught, measured)
        if options["voter"] != "calls":
            told = doings.cross_validated if measure else None
            self._teach(DOINGS.file, read_doings(), doings.taught, told)

    def _teach(
        self,
        file: Path,
        wordings: Sequence[_W],
        taught: Callable[[Sequence[_W]], Weights],
        measured: Callable[[Sequence[_W]], list[Tally]] | None,
    ) -> None:
        if measured:
            self.stdout.write("left out of training      recall precision   heard    of  imagined")
            for each in measured(wordings):
                there = each.heard + each.missed
                self.stdout.write(
                    f"  {each.name:<22} {each.recall:7.3f}   {each.precision:7.3f} {each.heard:7}"
                    f" {there:5}  {each.imagined:4} of {each.imagined + each.left_alone}"
                )
        taught(wordings).save(file)
        size = file.stat().st_size
        self.stdout.write(
            f"{file.parent.parent.name}/{file.parent.name}/{file.name}: "
            f"{len(wordings)} wordings, {size:,} bytes"
        )

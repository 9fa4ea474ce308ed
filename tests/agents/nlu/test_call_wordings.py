"""Hundreds of wordings written to be new: each calls for a person, or only sounds like it."""

from __future__ import annotations

from crm.leads.voter.wordings import FOLDER
from tests.agents.nlu.cast import hear

_KINDS = {"M ", "C ", "E ", "L ", "O ", "H ", "- "}


def test_wordings_written_to_be_new_are_told_apart() -> None:
    lines = (FOLDER / "rules_calls.txt").read_text("utf-8").splitlines()
    said = [line for line in lines if line[:2] in _KINDS]
    assert len(said) > 600
    wrong = [
        line for line in said if (hear("CL", line[2:]).reason is None) != line.startswith("- ")
    ]
    assert not wrong

"""The training set: what leads write, one message a line, marked by what it calls for.

``S`` asks for silence; ``H`` for a person; ``M`` needs a repair; ``C`` complains; ``E`` is in
danger; ``L`` brings the law; ``O`` makes an offer; ``-`` none of these. Several letters stand for
several things. The two files by which the rules are tested (``rules_*.txt``) have their own marks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

#: What a message may call for, in the order of the weights.
CALLS: Final = (
    "silence",
    "asked_for_person",
    "repair",
    "complaint",
    "danger",
    "legal",
    "offer",
)
#: What the weights tell of a text: each call, and whether it calls for a person at all, which is
#: learned by itself, since much that calls for one is hard to put under one head.
LABELS: Final = (*CALLS, "a_person")
FOLDER: Final = Path(__file__).with_name("wordings")

_MARKS: Final = dict(zip("SHMCELO", CALLS, strict=True))
_ALL: Final = frozenset(CALLS)
_OTHERS: Final = _ALL - {"silence"}


@dataclass(frozen=True, slots=True)
class Wording:
    """One message: what it calls for, and what about it nobody has judged."""

    text: str
    calls: frozenset[str]
    unjudged: frozenset[str]
    batch: str


def read_all(folder: Path = FOLDER) -> list[Wording]:
    """Every wording of the folder, each text once; raises ValueError for a mark that is none."""
    found: dict[str, Wording] = {}
    # A text that stands twice counts as one of the test of the rules, which must come out right.
    for path in sorted(folder.glob("*.txt"), key=lambda path: (path.stem[:6] != "rules_", path)):
        for wording in _read(path):
            found.setdefault(wording.text.casefold(), wording)
    return list(found.values())


def _read(path: Path) -> Iterator[Wording]:
    batch = path.stem
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# batch"):
            batch = f"{path.stem} {line.removeprefix('# ')}"
        if not line or line.startswith("#"):
            continue
        if path.stem == "rules_silence":
            yield _of_silence(line, batch)
        else:
            # "? C …": the rules do not hear it yet, which is what the voter is for.
            marks, _, text = line.removeprefix("? ").partition(" ")
            yield _of_marks(marks, text, batch)


def _of_marks(marks: str, text: str, batch: str) -> Wording:
    if not text or not (marks == "-" or set(marks) <= _MARKS.keys()):
        raise ValueError(f"{batch}: no mark of the training set: {marks} {text}")
    calls = frozenset(_MARKS[mark] for mark in marks if mark != "-")
    # Who threatens with the law in the test of the rules often asks for silence as well.
    legal = batch.startswith("rules_") and "legal" in calls
    return Wording(text, calls, frozenset({"silence"}) if legal else frozenset(), batch)


def _of_silence(line: str, batch: str) -> Wording:
    mark, _, text = line.partition(" ")
    if mark in {"+", "?"}:
        return Wording(text, frozenset({"silence"}), frozenset({"legal"}), batch)
    return Wording(text, frozenset(), _OTHERS, batch)

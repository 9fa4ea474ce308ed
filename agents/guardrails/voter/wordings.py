"""The training set: one sentence a line, ``told*.txt`` tell of a doing outside the chat,
``plain*.txt`` do not. ``# batch`` lines name what was written together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from agents.guardrails.voter.evened import evened

FOLDER: Final = Path(__file__).with_name("wordings")


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence, evened; whether it tells of a doing; and its batch."""

    text: str
    tells: bool
    batch: str


def read_all(folder: Path = FOLDER) -> list[Wording]:
    """Every wording of the folder, each once."""
    found: dict[str, Wording] = {}
    for path in sorted(folder.glob("*.txt")):
        for wording in _read(path):
            found.setdefault(wording.text, wording)
    return list(found.values())


def _read(path: Path) -> Iterator[Wording]:
    batch = path.stem
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# batch "):
            batch = line.removeprefix("# batch ")
        elif line:
            yield Wording(evened(line), path.stem.startswith("told"), batch)

"""What the world outside saw, written down as it happened; held against the database later."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

MARK: Final = re.compile(r"#m(\d+)")


@dataclass(frozen=True, slots=True)
class Person:
    """A lead of this world: where they write, and to whom."""

    number: int
    channel: str
    broker: str
    peer: str

    @property
    def name(self) -> str:
        return f"{self.channel}:{self.peer}"


@dataclass(frozen=True, slots=True)
class Accepted:
    """A message a vendor took from us: when (monotonic), for whom, with our id if it came along."""

    at: float
    channel: str
    peer: str
    text: str
    our_id: str
    external_id: str
    is_answered: bool  # whether we were told that it was taken


@dataclass(slots=True)
class Books:
    """Everything written by leads and people, and everything that reached the vendors."""

    sent: dict[int, Person] = field(default_factory=dict)  # mark -> who wrote it
    replies: dict[str, str] = field(default_factory=dict)  # a person's words -> lead's name
    echoes: dict[str, str] = field(default_factory=dict)  # likewise, from the phone
    accepted: dict[str, list[Accepted]] = field(default_factory=lambda: defaultdict(list))
    mischief: list[str] = field(default_factory=list)
    refusals: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def take(
        self, channel: str, peer: str, text: str, *, our_id: str, external_id: str, told: bool
    ) -> Accepted:
        """A vendor accepted this message."""
        entry = Accepted(time.monotonic(), channel, peer, text, our_id, external_id, told)
        self.accepted[f"{channel}:{peer}"].append(entry)
        return entry

    def refuse(self, why: str) -> None:
        """A vendor failed on purpose."""
        self.refusals[why] += 1


def mark_of(text: str) -> int:
    """The number of the last ``#m…`` in a text, 0 without one."""
    found = MARK.findall(text)
    return int(found[-1]) if found else 0

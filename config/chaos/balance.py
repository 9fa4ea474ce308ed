"""The balance: the books of the world held against the database, line by line."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from config.chaos.books import Accepted, Books, Person, mark_of
from config.chaos.database import Row

#: Channels that tell nothing of what they took and cannot be asked: there a person has to look.
SILENT: Final = frozenset({"telegram"})
_OVER: Final = frozenset({"sent", "delivered", "read"})
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Line:
    """One promise: what was found, what should have been, and who it failed."""

    name: str
    found: int
    wanted: int
    offenders: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return self.found == self.wanted and not self.offenders

    def as_dict(self) -> dict[str, Any]:
        """The line for machines."""
        return {
            "name": self.name,
            "found": self.found,
            "wanted": self.wanted,
            "holds": self.holds,
            "offenders": self.offenders,
        }


@dataclass(slots=True)
class Thread:
    """A lead's side of the world and ours."""

    lead: Person
    rows: list[Row] = field(default_factory=list)
    accepted: list[Accepted] = field(default_factory=list)

    @property
    def ours(self) -> list[Row]:
        return [row for row in self.rows if row.direction == "out" and row.status != "cancelled"]

    @property
    def heard(self) -> list[Row]:
        return [row for row in self.rows if row.direction == "in"]


def balance(books: Books, rows: Iterable[Row], *, waiting: int, failed: int) -> list[Line]:
    """Every promise as a line."""
    threads = _threads(books, list(rows))
    return [
        _stored(books, threads),
        _foreign(books, threads),
        _answered(threads),
        _duplicates(threads),
        _lost(books, threads),
        _unsure(threads),
        _talked_over(books, threads),
        _order(threads),
        Line("given up by the system", failed, 0),
        Line("still waiting", waiting, 0),
    ]


def notes(rows: Iterable[Row]) -> Mapping[str, int]:
    """What is counted apart: unsure where the channel is silent, and conversations handed over."""
    found = list(rows)
    return {
        "unsure on silent channels": sum(
            row.status == "unsure" and row.channel in SILENT for row in found
        ),
        **Counter(
            f"handed over: {reason}"
            for _id, reason in {
                (row.conversation, row.reason) for row in found if row.holder == "queue"
            }
        ),
        "cancelled by a takeover": sum(row.status == "cancelled" for row in found),
    }


def _threads(books: Books, rows: list[Row]) -> dict[str, Thread]:
    threads = {person.name: Thread(person) for person in books.sent.values()}
    by_conversation: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_conversation[row.conversation].append(row)
    for each in by_conversation.values():
        marks = [mark_of(row.text) for row in each if row.direction == "in"]
        lead = next((books.sent[mark] for mark in marks if mark in books.sent), None)
        if lead is not None:
            threads[lead.name].rows += each
    for name, thread in threads.items():
        thread.accepted = books.accepted.get(name, [])
    return threads


def _stored(books: Books, threads: Mapping[str, Thread]) -> Line:
    found = Counter(mark_of(row.text) for each in threads.values() for row in each.heard)
    wrong = [f"#m{mark} is there {found[mark]} times" for mark in books.sent if found[mark] != 1]
    return Line("stored = sent in", sum(found.values()), len(books.sent), wrong)


def _foreign(books: Books, threads: Mapping[str, Thread]) -> Line:
    """Nothing of one lead or one broker at another's."""
    wrong = []
    for each in threads.values():
        wrong += [
            f"{row.id} at {row.broker} is {each.lead.broker}'s"
            for row in each.rows
            if row.broker != each.lead.broker
        ]
        for entry in each.accepted:
            mark = mark_of(entry.text)
            if mark and books.sent[mark] is not each.lead:
                wrong.append(f"{each.lead.name} was told #m{mark} of {books.sent[mark].name}")
    return Line("at somebody else's", len(wrong), 0, wrong)


def _answered(threads: Mapping[str, Thread]) -> Line:
    """Sofía's last word takes the lead's last word into account, or a person has the thread."""
    wrong = []
    for each in threads.values():
        holder = each.rows[-1].holder if each.rows else ""
        if holder == "sofia":
            said = [row for row in each.ours if row.author == "sofia"]
            if not said or mark_of(said[-1].text) != mark_of(each.heard[-1].text):
                wrong.append(f"{each.lead.name} waits for an answer to {each.heard[-1].text!r}")
        elif holder == "queue" and not each.ours:
            wrong.append(f"{each.lead.name} was handed over without a word")
        elif not holder:
            wrong.append(f"{each.lead.name} is unknown")
    return Line("answered = conversations", len(threads) - len(wrong), len(threads), wrong)


def _duplicates(threads: Mapping[str, Thread]) -> Line:
    wrong = []
    for each in threads.values():
        seen = Counter(entry.our_id or entry.text for entry in each.accepted)
        wrong += [f"{each.lead.name} got {key!r} {n} times" for key, n in seen.items() if n > 1]
        # Two answers with the same mark would be two answers to the same words.
        marks = Counter(mark_of(row.text) for row in each.ours if row.author == "sofia")
        wrong += [
            f"{each.lead.name}: #m{m} answered {n} times" for m, n in marks.items() if m and n > 1
        ]
    return Line("duplicates", len(wrong), 0, wrong)


def _lost(books: Books, threads: Mapping[str, Thread]) -> Line:
    """What we say was sent reached the vendor, and nothing else was left unsent."""
    wrong = []
    for each in threads.values():
        if each.lead.channel == "webchat":
            reached = {entry.our_id for entry in each.accepted}
            gone = [row for row in each.ours if row.id not in reached]
        else:
            told = {entry.text for entry in each.accepted} | set(books.echoes)
            gone = [row for row in each.ours if row.status in _OVER and row.text not in told]
            gone += [row for row in each.ours if row.status not in _OVER | {"unsure"}]
        wrong += [f"{each.lead.name}: {row.id} is {row.status} and did not arrive" for row in gone]
    return Line("lost", len(wrong), 0, wrong)


def _unsure(threads: Mapping[str, Thread]) -> Line:
    wrong = [
        f"{each.lead.name}: {row.id}"
        for each in threads.values()
        for row in each.ours
        if row.status == "unsure" and row.channel not in SILENT
    ]
    return Line("unsure where the channel tells", len(wrong), 0, wrong)


def _talked_over(books: Books, threads: Mapping[str, Thread]) -> Line:
    """Nothing of Sofía's was written after a person's message, or arrived after it."""
    wrong = []
    for each in threads.values():
        taken = False
        for row in each.ours:
            if taken and row.author == "sofia":
                wrong.append(f"{each.lead.name}: {row.id} follows a person's message")
            taken = taken or row.author == "person"
        texts = {row.text: row.author for row in each.ours}
        taken = False
        for entry in each.accepted:
            author = texts.get(entry.text, "")
            if taken and author == "sofia":
                wrong.append(f"{each.lead.name}: {entry.text!r} arrived after a person's message")
            taken = taken or entry.text in books.replies
    return Line("Sofía's after a person's", len(wrong), 0, wrong)


def _order(threads: Mapping[str, Thread]) -> Line:
    wrong = []
    for each in threads.values():
        marks = [mark for entry in each.accepted if (mark := mark_of(entry.text))]
        if any(later <= earlier for earlier, later in pairwise(marks)):
            wrong.append(f"{each.lead.name} heard {marks}")
    return Line("out of order", len(wrong), 0, wrong)


def table(lines: Iterable[Line]) -> str:
    """The balance for people, with the first offenders of every line that does not hold."""
    out = []
    for line in lines:
        mark = "ok " if line.holds else "OFF"
        out.append(f"  {mark}  {line.name:<34}{line.found:>7}  of {line.wanted}")
        out += [f"         {each}" for each in line.offenders[:_SHOWN]]
        if len(line.offenders) > _SHOWN:
            out.append(f"         and {len(line.offenders) - _SHOWN} more")
    return "\n".join(out)

"""Whose a change is: a delivery parted by person, who then waits for their own rows only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

#: Lists of entries in a change, and where an entry tells the person. The phone comes first: news
#: of a changed number know no other id.
_PEOPLE: Final = {
    "messages": ("from", "from_user_id"),
    "statuses": ("recipient_id", "recipient_user_id"),
    "message_echoes": ("to", "to_user_id"),
    "user_preferences": ("wa_id", "user_id"),
}


def by_person(value: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The change's value once for each person it speaks of, with their entries alone.

    The person is told by the id the change has for them, "" where it has none. What concerns
    nobody in particular (a template's fate) comes whole.
    """
    people: dict[str, dict[str, list[Any]]] = defaultdict(dict)
    for name, ids in _PEOPLE.items():
        entries = value.get(name)
        for entry in entries if isinstance(entries, list) else []:
            person = _person(entry, ids) or _only_contact(value)
            people[person].setdefault(name, []).append(entry)
    if len(people) < 2:
        yield next(iter(people), ""), value
        return
    rest = {name: part for name, part in value.items() if name not in _PEOPLE}
    for person, parts in people.items():
        yield person, {**rest, **parts}


def _person(entry: Any, ids: tuple[str, ...]) -> str:
    if not isinstance(entry, dict):
        return ""
    return next((str(entry[name]) for name in ids if entry.get(name)), "")


def _only_contact(value: dict[str, Any]) -> str:
    """Who the one introduced person is: an entry without an id of its own is theirs."""
    contacts = value.get("contacts")
    if not isinstance(contacts, list) or len(contacts) != 1:
        return ""
    return _person(contacts[0], _PEOPLE["user_preferences"])

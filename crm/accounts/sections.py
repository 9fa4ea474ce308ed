"""The pages of the settings: each package registers its own, and the frame lists them.

A section says one line of truth about itself (how many, what is wrong), so that the overview shows
where something has to be done before anything is opened.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crm.accounts.models import User
from crm.accounts.permissions import can


@dataclass(frozen=True, slots=True)
class Truth:
    """How a section stands, in one line; ``kind`` is good, wait, late or nothing."""

    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the settings. ``views`` are how the names of its views begin."""

    name: str
    label: str | Promise
    icon: str
    view: str
    views: tuple[str, ...]
    ability: str
    truth: Callable[[], Truth]


@dataclass(frozen=True, slots=True)
class Entry:
    """A section as the frame lists it for one person."""

    section: Section
    url: str
    is_here: bool

    @property
    def truth(self) -> Truth:
        """How it stands; asked for by the overview only."""
        return self.section.truth()


@dataclass(frozen=True, slots=True)
class Group:
    """Sections that belong together."""

    label: str | Promise
    entries: list[Entry]


#: The groups in their order.
CHANNELS: Final = "channels"
OFFICE: Final = "office"
SYSTEMS: Final = "systems"

_groups: Final[dict[str, tuple[str | Promise, list[Section]]]] = {
    CHANNELS: (_("Channels and messages"), []),
    OFFICE: (_("Your office"), []),
    SYSTEMS: (_("Other systems"), []),
}


def register(group_name: str, section: Section) -> None:
    """Put a section into its group; once, whoever calls."""
    sections = _groups[group_name][1]
    if all(known.name != section.name for known in sections):
        sections.append(section)


def groups_for(user: User, *, view_name: str = "") -> list[Group]:
    """The groups with the sections this person may open; none that would be empty."""
    found = []
    for label, sections in _groups.values():
        entries = [
            Entry(each, reverse(each.view), _is_here(each, view_name))
            for each in sections
            if can(user, each.ability)
        ]
        if entries:
            found.append(Group(label, entries))
    return found


def _is_here(section: Section, view_name: str) -> bool:
    return any(view_name.startswith(each) for each in section.views)

"""A tool call as a small card: what was looked at, what came of it, and the way to it.

A card is ``{"tool", "ok", "count", "links": [{"kind", "id", "label"}]}``, plain JSON that is kept
with the answer; words and addresses are made when it is drawn, in the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from crm.core.links import link
from crm.core.text import clip
from crm.leads.selectors import as_uuid

_MOST_LINKS: Final = 6
_LABEL: Final = 80
_ROUTES: Final = {
    "lead": "leads:lead-detail",
    "unit": "inventory:unit-detail",
    "conversation": "conversations:thread",
}
_WORDS: Final[Mapping[str, tuple[str, str | Promise]]] = {
    "open_work": ("list-todo", _("What is to do")),
    "leads_waiting": ("hourglass", _("Leads waiting for an answer")),
    "lead_find": ("users", _("Leads")),
    "lead_read": ("user", _("The lead")),
    "lead_matches": ("target", _("What fits the lead")),
    "unit_match": ("search", _("Inventory")),
    "unit_list": ("building-2", _("Inventory")),
    "unit_read": ("building-2", _("The listing")),
    "conversation_list": ("inbox", _("Conversations")),
    "conversation_read": ("message-square", _("The conversation")),
    "document_search": ("book-open", _("Your documents")),
    "document_list": ("book-open", _("Your documents")),
    "document_read": ("book-open", _("A document")),
    "pipeline_funnel": ("columns-3", _("The pipeline")),
    "pipeline_stages": ("columns-3", _("The stages")),
    "response_times": ("clock", _("Response times")),
    "viewing_list": ("calendar", _("Viewings")),
    "availability_find": ("calendar", _("Free times")),
    "people_list": ("users", _("The team")),
    "campaign_segments": ("layers", _("Groups of leads")),
}


@dataclass(frozen=True, slots=True)
class Link:
    """Where a card leads."""

    label: str
    url: str
    opens_panel: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A card as a page draws it."""

    icon: str
    title: str
    count: int | None
    ok: bool
    links: list[Link]


def card_of(tool: str, result: Mapping[str, Any], *, ok: bool) -> dict[str, Any]:
    """What is kept of a call."""
    links = {(each["kind"], each["id"]): each for each in _links(result)} if ok else {}
    return {
        "tool": tool,
        "ok": ok,
        "count": _count(result) if ok else None,
        "links": list(links.values())[:_MOST_LINKS],
    }


def shown(card: Mapping[str, Any]) -> Shown:
    """The card in words."""
    name = str(card.get("tool", ""))
    icon, words = _WORDS.get(name, ("wrench", tool_word(name)))
    ok = bool(card.get("ok"))
    links = [
        Link(str(each["label"]), link(_ROUTES[each["kind"]], pk), each["kind"] == "lead")
        for each in card.get("links") or []
        if each.get("kind") in _ROUTES and (pk := as_uuid(each.get("id"))) is not None
    ]
    return Shown(icon if ok else "triangle-alert", str(words), card.get("count"), ok, links)


def tool_word(name: str) -> str:
    """What a tool looked at, in a word or two."""
    _icon, words = _WORDS.get(name, ("", name.replace("_", " ").capitalize()))
    return str(words)


def _count(result: Mapping[str, Any]) -> int | None:
    if isinstance(result.get("count"), int):
        return int(result["count"])
    lists = [value for value in result.values() if isinstance(value, list)]
    return sum(len(each) for each in lists) if lists else None


def _links(value: Any, kind: str = "") -> Iterator[dict[str, str]]:
    """Leads, units and conversations a result names, in its order."""
    if isinstance(value, list | tuple):
        for each in value:
            yield from _links(each, kind)
        return
    if not isinstance(value, Mapping):
        return
    found = _named(value)
    if found is not None:
        yield found
    for name, each in value.items():
        if isinstance(each, Mapping | list | tuple):
            yield from _links(each, name)


def _named(row: Mapping[str, Any]) -> dict[str, str] | None:
    own = str(row.get("id") or "")
    if "lead_id" in row and row.get("name"):
        return _link("lead", row["lead_id"], row["name"])
    if own and "ref" in row and "property_type" in row:
        return _link("unit", own, f"{row['ref']} · {row.get('title') or ''}".strip(" ·"))
    if own and "stage" in row and "score" in row:
        contact = row.get("contact")
        name = row.get("name") or (contact.get("name") if isinstance(contact, Mapping) else "")
        return _link("lead", own, name or row.get("phone") or "—")
    return None


def _link(kind: str, pk: Any, label: Any) -> dict[str, str]:
    return {"kind": kind, "id": str(pk), "label": clip(str(label), _LABEL)}

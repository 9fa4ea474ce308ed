"""What a reply rests on: the documents and listings it names that its own calls brought."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from agents.guardrails.fence import unfenced
from crm.core.text import clip

_PASSAGE = 400


@dataclass(frozen=True, slots=True)
class Citation:
    """A document's passage (``title``, ``text``), or a listing (``title`` is its reference)."""

    kind: str
    title: str
    text: str
    id: str = ""


def citations_of(reply: str, results: Iterable[Any]) -> list[Citation]:
    """Each document and listing that the reply names, once, in the order they were found."""
    found: dict[tuple[str, str], Citation] = {}
    for result in results:
        for each in _sources(result):
            if each.title and each.title in reply:
                found.setdefault((each.kind, each.title), each)
    return list(found.values())


def _sources(value: Any) -> Iterator[Citation]:
    if isinstance(value, list):
        for each in value:
            yield from _sources(each)
    if not isinstance(value, Mapping):
        return
    if isinstance(value.get("document"), str) and "text" in value:
        yield Citation("document", value["document"], clip(unfenced(str(value["text"])), _PASSAGE))
    elif "ref" in value and "property_type" in value:
        title = f"{value.get('title') or ''} · {value.get('price_text') or ''}"
        yield Citation("unit", str(value["ref"]), title.strip(" ·"), str(value.get("id") or ""))
    for each in value.values():
        if isinstance(each, Mapping | list):
            yield from _sources(each)

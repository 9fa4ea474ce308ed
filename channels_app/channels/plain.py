"""What a message says where a channel can show nothing but text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from channels_app.channels.base import Outgoing


def plain_text(outgoing: Outgoing) -> str:
    """The message as text: choices as numbered lines, a place as its words and a map's link."""
    lines = [outgoing.text] if outgoing.text else []
    lines += [f"{number}. {line}" for number, line in enumerate(_choices(outgoing.payload), 1)]
    place = outgoing.payload.get("location")
    if outgoing.kind == "location" and isinstance(place, Mapping):
        lines += place_lines(place)
    return "\n".join(lines)


def place_lines(place: Mapping[str, Any]) -> list[str]:
    """A place's name, address and a link that any phone opens as a map."""
    words = [str(place[key]) for key in ("name", "address") if place.get(key)]
    latitude, longitude = place.get("latitude"), place.get("longitude")
    return [*words, f"https://maps.google.com/?q={latitude},{longitude}"]


def _choices(payload: Mapping[str, Any]) -> list[str]:
    found = []
    for name in ("buttons", "rows"):
        rows = payload.get(name)
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, Mapping) and row.get("title"):
                about = str(row.get("description") or "")
                found.append(f"{row['title']}{': ' if about else ''}{about}")
    return found

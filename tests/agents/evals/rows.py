"""Rows as files hold them, and files of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from agents.evals.profile import FIELDS

AREAS = ["Ñuñoa", "Providencia", "La Reina"]


def say(text: str, intent: Any = "give_info", **row: Any) -> dict[str, Any]:
    """A message of a lead with its gold."""
    return {"text": text, "intent": intent, "sets": {}, "clears": [], "escalate": False, **row}


def chat(*messages: dict[str, Any], **row: Any) -> dict[str, Any]:
    """A conversation in Santiago in May 2026; its profile is what its messages come to."""
    known: dict[str, Any] = dict.fromkeys(FIELDS)
    for message in messages:
        known.update(dict.fromkeys(message["clears"]))
        known.update(message["sets"])
    return {
        "id": "c-1",
        "lang": "es",
        "country": "CL",
        "today": "2026-05-04",
        "broker": {"city": "Santiago", "currency": "CLP", "areas": AREAS},
        "messages": list(messages),
        "profile": known,
        "final": {
            "escalate": any(message["escalate"] for message in messages),
            "reason": None,
            "opt_out": False,
            "qualified_expected": "maybe",
        },
        **row,
    }


def write(folder: Path, name: str, *rows: Any) -> Path:
    """A JSONL file of these rows; a text stands as it is."""
    path = folder / name
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path

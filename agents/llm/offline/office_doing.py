"""What a person of the office asks to have done: rules from their words to calls that change
something. Each waits for their yes before it is made, so a rule may be plain."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from agents.llm.offline.office_scene import OfficeScene

Call = tuple[str, Mapping[str, Any]]

_FLAGS: Final = re.IGNORECASE | re.DOTALL
_A: Final = r"(?:una?\s+|a\s+)?"
_OPENS: Final = r"^\W*(?:por favor,?\s+|please,?\s+)?"
_DOINGS: Final = (
    (
        "lead_note",
        re.compile(
            _OPENS + r"(?:an[oó]ta\w*|ap[uú]nta\w*|note\b"
            rf"|(?:deja|agrega|pon|add|leave|make)\w*\s+{_A}"
            r"(?:nota|note))\b[^:]*?(?::|\bque\b|\bthat\b)\s*(?P<text>\S.*)$",
            _FLAGS,
        ),
    ),
    (
        "task_add",
        re.compile(
            _OPENS + r"(?:recu[eé]rdame|remind me"
            rf"|(?:agrega|crea|add|create)\w*\s+{_A}(?:tarea|task))\b"
            r"(?:[^:]*?(?::|\bque\b|\bto\b))?\s*(?P<text>\S.*)$",
            _FLAGS,
        ),
    ),
    (
        "conversation_reply",
        re.compile(
            _OPENS + r"(?:resp[oó]nde\w*|cont[eé]sta\w*|escr[ií]be\w*|dile|m[aá]nda\w*|env[ií]a\w*"
            r"|reply|answer|write|tell|send|message)\b[^:]{1,80}:\s*(?P<text>\S.*)$",
            _FLAGS,
        ),
    ),
    (
        "conversation_take",
        re.compile(_OPENS + r"(?:t[oó]ma(?:r|la)?|take(?: over)?)\b.*\b(?:conversaci[oó]n|hilo"
                   r"|conversation|thread|chat)\b(?P<text>)", _FLAGS),
    ),
    (
        "conversation_release",
        re.compile(_OPENS + r"(?:devu[eé]lve\w*|give\b.*\bback|return)\b.*\b"
                   r"(?:sof[ií]a)\b(?P<text>)", _FLAGS),
    ),
)  # fmt: skip
_OF_THREADS: Final = frozenset({"conversation_reply", "conversation_take", "conversation_release"})


def doing_of(scene: OfficeScene) -> tuple[str, str] | None:
    """The tool and the words the question asks to have done with a lead it names, if it does."""
    if not (scene.name or scene.pointed("lead")):
        return None
    for tool, pattern in _DOINGS:
        found = pattern.match(scene.text)
        if found and tool in scene.tools:
            return tool, found.group("text").strip()
    return None


def doing_calls(scene: OfficeScene, tool: str, text: str) -> list[Call]:
    """The next call on the way: who it is, their thread where it needs one, then the thing."""
    if scene.was_called(tool):
        return []
    pk = _lead_id(scene)
    if not pk:
        return [] if scene.done else [("lead_find", {"q": scene.name, "limit": 6})]
    if tool == "lead_note":
        return [(tool, {"lead_id": pk, "text": text})]
    if tool == "task_add":
        return [(tool, {"lead_id": pk, "title": text[:200]})]
    threads = scene.result("conversation_list")
    if threads is None:
        return [("conversation_list", {"lead_id": pk, "limit": 1})]
    rows = threads.get("results") or []
    if tool not in _OF_THREADS or not rows:
        return []
    named: dict[str, Any] = {"conversation_id": str(rows[0].get("id"))}
    return [(tool, named | {"text": text} if text else named)]


def _lead_id(scene: OfficeScene) -> str:
    if not scene.name:
        return scene.pointed("lead")
    found = scene.result("lead_find")
    rows = (found or {}).get("results") or []
    return str(rows[0].get("id")) if len(rows) == 1 else ""

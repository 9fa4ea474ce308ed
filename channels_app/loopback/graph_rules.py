"""What the Graph API accepts as a message, as strictly as it does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

_BUTTON_TYPES: Final = {"quick_reply", "url", "flow", "copy_code"}
_MEDIA: Final = ("image", "video", "audio", "document", "sticker")


class Refused(Exception):
    """The Graph API would answer with this code and message."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def words_of(body: dict[str, Any]) -> str:
    """What the message says to a person; raises :class:`Refused` for one Meta would not take."""
    if body.get("messaging_product") != "whatsapp":
        raise Refused(100, "(#100) The parameter messaging_product is required.")
    if not (body.get("to") or body.get("recipient")):
        raise Refused(100, "(#100) The parameter to is required.")
    kind = body.get("type", "text")
    check = _KINDS.get(kind) if isinstance(kind, str) else None
    part = body.get(kind) if check else None
    if check is None or not isinstance(part, dict):
        raise Refused(100, f"(#100) Param type must be one of {sorted(_KINDS)}")
    return check(part)


def _text(part: dict[str, Any]) -> str:
    return _within(part, "body", 4096)


def _media(part: dict[str, Any]) -> str:
    if not (part.get("id") or part.get("link")):
        raise Refused(131053, "(#131053) Media upload error")
    return _within(part, "caption", 1024, least=0)


def _reaction(part: dict[str, Any]) -> str:
    if not part.get("message_id"):
        raise Refused(131009, "(#131009) Parameter value is not valid")
    return str(part.get("emoji") or "")


def _location(part: dict[str, Any]) -> str:
    for name in ("latitude", "longitude"):
        if not isinstance(part.get(name), int | float | str) or part[name] == "":
            raise Refused(131009, f"(#131009) {name} is not valid")
    return str(part.get("name") or "")


def _template(part: dict[str, Any]) -> str:
    language = part.get("language")
    if not part.get("name") or not (isinstance(language, dict) and language.get("code")):
        raise Refused(132001, "(#132001) Template name does not exist in the translation")
    told = []
    for component in _objects(part, "components"):
        parameters = _objects(component, "parameters")
        if str(component.get("type")).lower() == "button":
            if (
                str(component.get("sub_type")).lower() not in _BUTTON_TYPES
                or "index" not in component
            ):
                raise Refused(132012, "(#132012) Parameter format does not match")
            continue
        for parameter in parameters:
            text = str(parameter.get("text") or "")
            if not text or "\n" in text or "\t" in text or "    " in text:
                raise Refused(132018, "(#132018) Param text cannot have new-line or tab")
            told.append(text)
    return f"[{part['name']}] {' · '.join(told)}".strip()


def _interactive(part: dict[str, Any]) -> str:
    action = part.get("action")
    if not isinstance(action, dict):
        raise Refused(131009, "(#131009) Parameter action is not valid")
    kind = part.get("type")
    if kind == "button":
        _check_rows([each.get("reply") for each in _objects(action, "buttons")], 3, 20, 256)
    elif kind == "list":
        sections = _objects(action, "sections")
        rows = [row for section in sections for row in _objects(section, "rows")]
        _check_rows(rows, 10, 24, 200)
        _within(action, "button", 20)
    elif kind == "flow":
        parameters = action.get("parameters")
        if not isinstance(parameters, dict) or not parameters.get("flow_cta"):
            raise Refused(131009, "(#131009) flow_cta is required")
    else:
        raise Refused(131009, "(#131009) Parameter type is not valid")
    for name, place in (("header", "text"), ("footer", "text")):
        if isinstance(part.get(name), dict):
            _within(part[name], place, 60, least=0)
    body = part.get("body")
    return _within(body if isinstance(body, dict) else {}, "text", 4096 if kind == "list" else 1024)


def _check_rows(rows: list[Any], most: int, title: int, key: int) -> None:
    if not 1 <= len(rows) <= most or not all(isinstance(row, dict) for row in rows):
        raise Refused(131009, f"(#131009) 1 to {most} choices")
    for row in rows:
        _within(row, "title", title)
        _within(row, "id", key)
        _within(row, "description", 72, least=0)
    for name in ("title", "id"):
        if len({row[name] for row in rows}) != len(rows):
            raise Refused(131009, f"(#131009) Duplicated {name}")


def _within(part: dict[str, Any], name: str, most: int, *, least: int = 1) -> str:
    text = part.get(name, "")
    if not isinstance(text, str) or not least <= len(text) <= most:
        raise Refused(100, f"(#100) Param {name} must be {least} to {most} characters long.")
    return text


def _objects(part: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = part.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


_KINDS: Final[dict[str, Callable[[dict[str, Any]], str]]] = {
    "text": _text,
    "reaction": _reaction,
    "location": _location,
    "template": _template,
    "interactive": _interactive,
    **dict.fromkeys(_MEDIA, _media),
}

"""A message of ours as the Graph API wants it, every limit kept before the network is touched.

Source: developers.facebook.com/documentation/business-messaging/whatsapp/messages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, cast

from django.utils.translation import gettext_noop

from channels_app.channels.base import Advice, Outgoing, SendError
from channels_app.channels.whatsapp import limits
from crm.core.text import storable_json

#: Meta refuses line breaks, tabs and rows of spaces in a template's values.
_SPACES: Final = re.compile(r"\s+")
_MEDIA: Final = ("image", "video", "audio", "document", "sticker")

Part = tuple[str, dict[str, Any]]


def body_of(outgoing: Outgoing, *, file: tuple[str, str] | None = None) -> dict[str, Any]:
    """The body of ``POST /{number}/messages``; ``file`` is the kind and id of an uploaded one.

    Our own message's id travels along and comes back in receipts. Raises :class:`SendError` for
    what WhatsApp could only refuse.
    """
    kind, part = _media(outgoing, *file) if file else _part(outgoing)
    body: dict[str, Any] = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "type": kind,
        kind: part,
        "biz_opaque_callback_data": outgoing.message_id,
    }
    if outgoing.peer.startswith("+"):
        body["to"] = outgoing.peer.lstrip("+")
    else:
        # Somebody who goes by a username and shows no number.
        body["recipient"] = outgoing.peer
    if outgoing.reply_to and kind != "reaction":
        body["context"] = {"message_id": outgoing.reply_to}
    # Half of an emoji cannot be encoded, whatever it came in with.
    return cast(dict[str, Any], storable_json(body))


def _part(outgoing: Outgoing) -> Part:
    make = _KINDS.get(outgoing.kind)
    if make is None:
        raise SendError("kind", f"WhatsApp cannot send a message of kind {outgoing.kind}.", _DEAD)
    return make(outgoing)


def _text(outgoing: Outgoing) -> Part:
    if not outgoing.text.strip():
        raise SendError("empty", gettext_noop("There is nothing to send."), _DEAD)
    if len(outgoing.text) > limits.TEXT:
        raise SendError("too_long", gettext_noop("WhatsApp takes at most 4,096 characters."), _DEAD)
    return "text", {"body": outgoing.text, "preview_url": False}


def _choice(outgoing: Outgoing) -> Part:
    """Buttons where they fit, else a list, else the choices as numbered lines: no word is lost."""
    payload = outgoing.payload
    given = payload.get("buttons") or payload.get("rows") or []
    text = outgoing.text
    if not text.strip():
        raise SendError("empty", gettext_noop("There is nothing to send."), _DEAD)
    fits = outgoing.kind == "buttons" and len(given) <= limits.BUTTONS
    if given and fits and len(text) <= limits.BUTTONS_BODY:
        return "interactive", _interactive("button", payload, text, {"buttons": _buttons(given)})
    if given and len(given) <= limits.ROWS and len(text) <= limits.LIST_BODY:
        section: dict[str, Any] = {"rows": _rows(given)}
        if payload.get("title"):
            section["title"] = limits.cut(str(payload["title"]), limits.ROW_TITLE)
        button = limits.cut(str(payload.get("button") or "☰"), limits.BUTTON_TITLE)
        return "interactive", _interactive(
            "list", payload, text, {"button": button, "sections": [section]}
        )
    lines = [
        f"{number}. {each.get('title')}"
        for number, each in enumerate((row for row in given if row.get("title")), start=1)
    ]
    words = "\n".join([text, "", *lines] if lines else [text])
    if len(words) > limits.TEXT:
        raise SendError("too_long", gettext_noop("WhatsApp takes at most 4,096 characters."), _DEAD)
    return "text", {"body": words, "preview_url": False}


def _buttons(given: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    rows = limits.choices(given, title=limits.BUTTON_TITLE, key=limits.BUTTON_ID)
    if not rows:
        raise SendError("empty", "The buttons have no titles.", _DEAD)
    return [{"type": "reply", "reply": {"id": key, "title": title}} for key, title, _ in rows]


def _rows(given: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    rows = limits.choices(given, title=limits.ROW_TITLE, key=limits.ROW_ID)
    if not rows:
        raise SendError("empty", "The rows have no titles.", _DEAD)
    return [
        {"id": key, "title": title} | ({"description": more} if more else {})
        for key, title, more in rows
    ]


def _interactive(
    kind: str, payload: Mapping[str, Any], text: str, action: dict[str, Any]
) -> dict[str, Any]:
    made: dict[str, Any] = {"type": kind, "body": {"text": text}, "action": action}
    if payload.get("header"):
        header = limits.cut(str(payload["header"]), limits.HEADER)
        made["header"] = {"type": "text", "text": header}
    if payload.get("footer"):
        made["footer"] = {"text": limits.cut(str(payload["footer"]), limits.HEADER)}
    return made


def _template(outgoing: Outgoing) -> Part:
    template = outgoing.payload.get("template")
    if not isinstance(template, Mapping) or not template.get("name"):
        raise SendError("no_template", "The message names no template.", _DEAD)
    values = [_SPACES.sub(" ", str(value)).strip() for value in template.get("values") or []]
    places = [str(place) for place in template.get("places") or []]
    if len(places) != len(values):
        places = [str(number) for number in range(1, len(values) + 1)]
    by_place = dict(zip(places, values, strict=True))
    header = [str(place) for place in template.get("header") or []]
    body = [str(place) for place in template.get("body") or ([] if header else places)]
    components = [
        {"type": part, "parameters": [_parameter(place, by_place) for place in named]}
        for part, named in (("header", header), ("body", body))
        if named
    ]
    components += _template_buttons(template.get("buttons") or [])
    made: dict[str, Any] = {
        "name": str(template["name"]),
        "language": {"code": str(template.get("language") or "en")},
    }
    return "template", made | ({"components": components} if components else {})


def _parameter(place: str, values: Mapping[str, str]) -> dict[str, str]:
    if not values.get(place):
        raise SendError("template_value", f"The template's place {place} is empty.", _DEAD)
    parameter = {"type": "text", "text": values[place]}
    return parameter if place.isdigit() else {**parameter, "parameter_name": place}


def _template_buttons(buttons: Sequence[Any]) -> list[dict[str, Any]]:
    """A text alone is the payload of a quick reply; a link's button names what ends its address."""
    made = []
    for index, each in enumerate(buttons):
        button = each if isinstance(each, Mapping) else {"payload": str(each)}
        is_link = button.get("type") == "url"
        value = (
            {"type": "text", "text": str(button.get("text") or "")}
            if is_link
            else {"type": "payload", "payload": str(button.get("payload") or "")}
        )
        made.append(
            {
                "type": "button",
                "sub_type": "url" if is_link else "quick_reply",
                "index": str(button.get("index", index)),
                "parameters": [value],
            }
        )
    return made


def _media(outgoing: Outgoing, kind: str, media_id: str) -> Part:
    part: dict[str, Any] = {"id": media_id}
    if outgoing.text:
        part["caption"] = outgoing.text
    if kind == "document" and outgoing.file and outgoing.file.filename:
        part["filename"] = outgoing.file.filename
    return kind, part


def _known_media(outgoing: Outgoing) -> Part:
    """A file WhatsApp has already, by its id."""
    media = outgoing.payload.get("media")
    if not isinstance(media, Mapping) or not media.get("id"):
        raise SendError("no_file", "The message's file is missing.", _DEAD)
    return _media(outgoing, outgoing.kind, str(media["id"]))


def _reaction(outgoing: Outgoing) -> Part:
    target = str(outgoing.payload.get("reaction_to") or outgoing.reply_to)
    if not target:
        raise SendError("no_target", "The reaction names no message.", _DEAD)
    return "reaction", {"message_id": target, "emoji": outgoing.text}


def _location(outgoing: Outgoing) -> Part:
    place = outgoing.payload.get("location")
    if not isinstance(place, Mapping) or not {"latitude", "longitude"} <= place.keys():
        raise SendError("no_place", "The message names no place.", _DEAD)
    kept = ("latitude", "longitude", "name", "address")
    return "location", {key: place[key] for key in kept if place.get(key) is not None}


def _flow(outgoing: Outgoing) -> Part:
    flow = outgoing.payload.get("flow")
    if not isinstance(flow, Mapping) or not flow.get("id") or not flow.get("token"):
        raise SendError("no_flow", "The message names no form.", _DEAD)
    if not outgoing.text.strip() or len(outgoing.text) > limits.BUTTONS_BODY:
        raise SendError("flow_text", "A form needs a text of 1 to 1,024 characters.", _DEAD)
    parameters: dict[str, Any] = {
        "flow_message_version": "3",
        "flow_token": str(flow["token"]),
        "flow_id": str(flow["id"]),
        "flow_cta": limits.cut(str(flow.get("button") or "☰"), limits.BUTTON_TITLE),
        "flow_action": "data_exchange",
    }
    if flow.get("screen"):
        # Begins on a screen that is known, without asking our endpoint for the first one.
        parameters["flow_action"] = "navigate"
        parameters["flow_action_payload"] = {"screen": str(flow["screen"])} | (
            {"data": flow["data"]} if flow.get("data") else {}
        )
    if flow.get("mode") == "draft":
        parameters["mode"] = "draft"
    action = {"name": "flow", "parameters": parameters}
    return "interactive", _interactive("flow", flow, outgoing.text, action)


_DEAD: Final = Advice.DEAD
_KINDS: Final[dict[str, Callable[[Outgoing], Part]]] = {
    "text": _text,
    "buttons": _choice,
    "list": _choice,
    "template": _template,
    "reaction": _reaction,
    "location": _location,
    "flow": _flow,
    **dict.fromkeys(_MEDIA, _known_media),
}

"""Sending over the Bot API. Source: core.telegram.org/bots/api#available-methods.

Text goes out without a parse mode: nothing a lead or a document wrote can be markup, and no text
is refused for an unclosed bracket.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

from channels_app.channels.base import Advice, File, Outgoing, SendError
from channels_app.channels.plain import place_lines
from channels_app.channels.splitting import parts
from channels_app.channels.telegram.api import send_method
from channels_app.channels.telegram.choices import callback_data, options
from channels_app.channels.telegram.entities import utf16_length

TEXT_LIMIT: Final = 4096
CAPTION_LIMIT: Final = 1024
UPLOAD_LIMIT: Final = 50 * 1024 * 1024
_PHOTO_LIMIT: Final = 10 * 1024 * 1024
_BUTTON_LIMIT: Final = 64
_LONGEST_PATIENCE: Final = 5.0
_PLAIN: Final = {"link_preview_options": {"is_disabled": True}}

#: What the type of a file makes of it; any other is a document, which shows as its name.
_METHODS: Final = {
    "image/jpeg": "photo",
    "image/png": "photo",
    "image/webp": "photo",
    "audio/ogg": "voice",
    "audio/mpeg": "audio",
    "audio/mp4": "audio",
    "video/mp4": "video",
}

#: A method, its parameters, and the file that travels with them.
Step: TypeAlias = tuple[str, dict[str, Any], File | None]


def send(outgoing: Outgoing) -> str:
    """Send one message, in several if it is too long; returns the last one's id.

    The id is ``chat:message``, since Telegram counts messages in each chat. Once a part is out a
    failure of the next is unsure: trying again would say the first part twice.
    """
    if outgoing.kind == "reaction":
        return _react(outgoing)
    first, *others = _steps(outgoing)
    external_id = _send_one(outgoing, first)
    for step in others:
        try:
            external_id = _send_patiently(outgoing, step)
        except SendError as error:
            raise SendError(
                "partly", f"Only a part of the message was sent: {error}", Advice.UNSURE
            ) from error
    return external_id


def _send_patiently(outgoing: Outgoing, step: Step) -> str:
    """Send a further part; one message a second and chat is the limit, so a wait is likely."""
    try:
        return _send_one(outgoing, step)
    except SendError as error:
        wait = error.retry_after or 0.0
        if error.advice != Advice.WAIT or wait > _LONGEST_PATIENCE:
            raise
        time.sleep(wait)
        return _send_one(outgoing, step)


def _steps(outgoing: Outgoing) -> list[Step]:
    """The calls that say all of the message, in order; buttons stand under the last."""
    steps: list[Step] = []
    text = _with_descriptions(outgoing)
    place = outgoing.payload.get("location")
    if outgoing.file is not None:
        caption = text if utf16_length(text) <= CAPTION_LIMIT else ""
        name = _file_kind(outgoing.file)
        steps.append((f"send{name.title()}", {"caption": caption} if caption else {},
                      outgoing.file))  # fmt: skip
        text = "" if caption else text
    elif outgoing.kind == "location" and isinstance(place, Mapping):
        text = "\n".join(part for part in (text, *place_lines(place)[:-1]) if part)
        point = {key: place.get(key) for key in ("latitude", "longitude")}
        steps.append(("sendLocation", point, None))
    if text or not steps:
        steps += [
            ("sendMessage", {"text": part, **_PLAIN}, None)
            for part in parts(text, TEXT_LIMIT, utf16_length)
        ]
    keyboard = _keyboard(outgoing.payload)
    if keyboard:
        steps[-1][1]["reply_markup"] = {"inline_keyboard": keyboard}
    if outgoing.reply_to:
        _chat, _colon, message_id = outgoing.reply_to.rpartition(":")
        if message_id.isdigit() and _chat == outgoing.peer:
            # The person may have deleted it since; the answer is wanted all the same.
            steps[0][1]["reply_parameters"] = {
                "message_id": int(message_id),
                "allow_sending_without_reply": True,
            }
    return steps


def _send_one(outgoing: Outgoing, step: Step) -> str:
    method, body, file = step
    said = {"chat_id": outgoing.peer, **body}
    if file is None:
        result = send_method(outgoing.account, method, said)
    else:
        result = _upload(outgoing, method, said, file)
    if not isinstance(result, dict) or not isinstance(result.get("message_id"), int):
        raise SendError("no_id", "The channel accepted without an id.", Advice.UNSURE)
    return f"{outgoing.peer}:{result['message_id']}"


def _upload(outgoing: Outgoing, method: str, body: Mapping[str, Any], file: File) -> Any:
    field = method.removeprefix("send").lower()
    try:
        with Path(file.path).open("rb") as content:
            part = (file.filename or field, content, file.mime_type or "application/octet-stream")
            return send_method(outgoing.account, method, body, files={field: part})
    except OSError as error:
        raise SendError("no_file", "The file to send is gone.", Advice.DEAD) from error


def _file_kind(file: File) -> str:
    kind = _METHODS.get(file.mime_type.partition(";")[0].strip().lower(), "document")
    if kind == "photo":
        try:
            kind = "photo" if Path(file.path).stat().st_size <= _PHOTO_LIMIT else "document"
        except OSError:
            return "document"
    return kind


def _react(outgoing: Outgoing) -> str:
    """Set or take back an emoji on their message; it has no id of its own."""
    chat, _colon, message_id = str(outgoing.payload.get("reaction_to") or "").rpartition(":")
    if chat != outgoing.peer or not message_id.isdigit():
        raise SendError("no_message", "There is no message to react to.", Advice.DEAD)
    emoji = [{"type": "emoji", "emoji": outgoing.text}] if outgoing.text else []
    send_method(
        outgoing.account,
        "setMessageReaction",
        {"chat_id": chat, "message_id": int(message_id), "reaction": emoji},
    )
    return ""


def _with_descriptions(outgoing: Outgoing) -> str:
    """The text, and below it what a list's rows say besides their titles."""
    rows = outgoing.payload.get("rows")
    lines = [
        f"• {row['title']}: {row['description']}"
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict) and row.get("title") and row.get("description")
    ]
    return "\n".join([outgoing.text, "", *lines]) if lines else outgoing.text


def _keyboard(payload: Mapping[str, Any]) -> list[list[dict[str, str]]]:
    """One choice a line, as thumbs like it."""
    return [
        [{"text": title[:_BUTTON_LIMIT], "callback_data": callback_data(choice_id)}]
        for choice_id, title in options(payload)
    ]

"""The forms Twilio posts, as it wrote them: nothing trimmed, nothing decoded twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias
from urllib.parse import parse_qsl

Pairs: TypeAlias = Sequence[tuple[str, str]]

_MOST_FIELDS: Final = 1000
_INBOUND: Final = {"received", "receiving"}


def pairs_of(body: bytes) -> Pairs:
    """A form's pairs in the order given; ValueError for more than Twilio ever sends.

    Bytes that are no UTF-8 are kept as they came, since they were signed as they came.
    """
    return parse_qsl(
        body.decode("utf-8", "surrogateescape"),
        keep_blank_values=True,
        errors="surrogateescape",
        max_num_fields=_MOST_FIELDS,
    )


def first_values(form: Pairs) -> dict[str, str]:
    """Each name's first value."""
    found: dict[str, str] = {}
    for name, value in form:
        found.setdefault(name, value)
    return found


def status_of(form: Mapping[str, str]) -> str:
    """What a receipt says became of a message; "" for a form that is no receipt."""
    status = form.get("MessageStatus") or form.get("SmsStatus") or ""
    return "" if status.lower() in _INBOUND else status.lower()


def message_sid(form: Mapping[str, str]) -> str:
    """The message a form speaks of."""
    return form.get("MessageSid") or form.get("SmsSid") or ""

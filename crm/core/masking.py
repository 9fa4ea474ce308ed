"""Personal data and credentials taken out of text before it is written anywhere but the database.

Phones keep their last two digits and e-mail addresses their first letter and domain's last part,
so that two lines about the same person can still be told to be so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

HIDDEN = "***"

_EMAIL = re.compile(r"[\w.+%-]{1,64}@(?:[\w-]{1,63}\.)+(\w{2,24})")
# At least eight digits, with the separators people put between them, not part of a longer word,
# number, UUID or path.
_PHONE = re.compile(r"(?<![\w.\-/:])\+?\(?\d(?:[ .()\-]{0,2}\d){7,14}(?![\w\-])")
_PHONE_LINK = re.compile(r"(?i)\b(wa\.me/)\+?\d{5,13}(?=\d\d\b)")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\b")
_HEADER = re.compile(r"(?i)\b(bearer|api-key|basic|token)\s+[\w.~+/=:\-]{6,}")
_JWT = re.compile(r"\beyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]{4,}")
_VENDOR_KEY = re.compile(
    r"\b(?:sk-[\w-]{8,}|gsk_\w{8,}|AIza[\w-]{20,}|EAA\w{20,}|SG\.[\w.-]{16,}"
    # A Telegram bot's token stands in the address of every call: /bot<number>:<token>/sendMessage.
    r"|(?:bot)?\d{6,12}:[\w-]{30,})"
)
_ASSIGNED = re.compile(
    r"(?i)([\"']?\b[\w-]*(?:password|passwd|secret|token|api[_-]?key|authorization|signature|cookie"
    r"|sessionid|csrf|sofia_chat)[\w-]*[\"']?\s*[:=]\s*)([\"'][^\"']*[\"']|[^\s,;&}\]]+)"
)
_URL_LOGIN = re.compile(r"(?<=://)([^/\s:@]*):([^/\s@]+)@")
_SENSITIVE_NAME = re.compile(
    r"(?i)password|passwd|secret|token|api[_-]?key|authorization|signature|cookie|session|csrf"
)
_PERSONAL_NAME = re.compile(r"(?i)^(?:phone|email|e_mail|mobile|from|to|wa_id|peer)$")


def mask(text: str) -> str:
    """The text with phones, e-mail addresses, tokens and passwords made unreadable."""
    text = _URL_LOGIN.sub(rf"\1:{HIDDEN}@", text)
    text = _HEADER.sub(rf"\1 {HIDDEN}", text)
    text = _JWT.sub(HIDDEN, text)
    text = _VENDOR_KEY.sub(HIDDEN, text)
    text = _ASSIGNED.sub(rf"\1{HIDDEN}", text)
    text = _EMAIL.sub(_masked_email, text)
    text = _PHONE_LINK.sub(rf"\1{HIDDEN}", text)
    return _PHONE.sub(_masked_phone, text)


def mask_value(value: Any, *, name: str = "") -> Any:
    """A value with everything sensitive in it masked, whatever its nesting; ``name`` is its key."""
    if name and _SENSITIVE_NAME.search(name):
        # A count of tokens is no token.
        is_secret = bool(value) and not isinstance(value, bool | int | float)
        return HIDDEN if is_secret else value
    if isinstance(value, str):
        if name and _PERSONAL_NAME.match(name):
            return mask(value) if mask(value) != value else f"{value[:1]}{HIDDEN}"
        return mask(value)
    if isinstance(value, Mapping):
        return {str(key): mask_value(item, name=str(key)) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return type(value)(mask_value(item) for item in value)
    if isinstance(value, int) and not isinstance(value, bool) and len(str(abs(value))) >= 9:
        return mask(str(value))
    if isinstance(value, bytes):
        return mask(value.decode("utf-8", "replace"))
    if value is None or isinstance(value, bool | int | float):
        return value
    # Anything else ends up as its text, a request with its address for instance.
    return mask(str(value))


def _masked_email(found: re.Match[str]) -> str:
    return f"{found[0][0]}{HIDDEN}@{HIDDEN}.{found[1]}"


def _masked_phone(found: re.Match[str]) -> str:
    text = found[0]
    if _DATE.match(text):
        return text
    return f"{HIDDEN}{text.rstrip(' )')[-2:]}"

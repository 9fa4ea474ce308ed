"""What the Graph API's error codes mean for us, and how they are told to people.

Decided on ``error.code``, not on the HTTP status alone. The words are stored in English and
translated where they are shown. Source:
developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

import httpx
import orjson
from django.utils.translation import gettext_noop

from channels_app.channels.base import Advice, SendError
from channels_app.channels.calls import json_of, retry_after

#: The person switched off marketing messages of this number, in WhatsApp itself.
NO_MARKETING: Final = 131050


@dataclass(frozen=True, slots=True)
class Meaning:
    """What may be done about a code, in words for the thread; ``wait`` is in seconds.

    ``holds`` says whom the wait concerns: this conversation, or all that the number sends.
    """

    advice: Advice
    words: str = ""
    wait: float | None = None
    scope: Literal["messages", "marketing"] = "messages"
    holds: Literal["conversation", "account"] = "conversation"


_TOKEN: Final = Meaning(
    Advice.PAUSE, gettext_noop("WhatsApp no longer accepts this number's token: connect it again.")
)
_PERMISSION: Final = Meaning(
    Advice.PAUSE, gettext_noop("WhatsApp has not given this number the permission to send.")
)
_BLOCKED: Final = Meaning(
    Advice.PAUSE, gettext_noop("WhatsApp has blocked this account: see Meta's business page.")
)
_UNREGISTERED: Final = Meaning(
    Advice.PAUSE, gettext_noop("This number is not registered with WhatsApp's Cloud API.")
)
_BILLING: Final = Meaning(
    Advice.PAUSE, gettext_noop("WhatsApp asks for a valid way to pay for this account.")
)
_TROUBLE: Final = Meaning(Advice.AGAIN, gettext_noop("WhatsApp has trouble of its own."))
_FAST: Final = Meaning(
    Advice.WAIT,
    gettext_noop("Too many messages at once for WhatsApp; it goes out later."),
    6.0,
    holds="account",
)
_PAIR: Final = Meaning(
    Advice.WAIT,
    gettext_noop("Too many messages to this person at once for WhatsApp; it goes out later."),
    6.0,
)
_SPAM: Final = Meaning(
    Advice.WAIT,
    gettext_noop("WhatsApp slows this number down because people blocked or reported it."),
    900.0,
    holds="account",
)
_OURS: Final = Meaning(Advice.DEAD, gettext_noop("WhatsApp did not accept the message's form."))
_MEDIA: Final = Meaning(Advice.DEAD, gettext_noop("WhatsApp could not take the file."))
_TEMPLATE: Final = Meaning(
    Advice.DEAD, gettext_noop("WhatsApp did not accept the template as it is.")
)
_TEMPLATE_OFF: Final = Meaning(
    Advice.DEAD, gettext_noop("WhatsApp has paused or disabled this template.")
)

_MEANINGS: Final[dict[int, Meaning]] = {
    **dict.fromkeys((0, 190), _TOKEN),
    **dict.fromkeys((3, 10, 131005), _PERMISSION),
    **dict.fromkeys((368, 131031), _BLOCKED),
    **dict.fromkeys((133010, 131045), _UNREGISTERED),
    131042: _BILLING,
    **dict.fromkeys((1, 2, 131000, 131016, 131057, 133004), _TROUBLE),
    **dict.fromkeys((4, 80007, 130429, 133016), _FAST),
    131056: _PAIR,
    131048: _SPAM,
    131047: Meaning(
        Advice.TEMPLATE,
        gettext_noop("They wrote more than 24 hours ago: WhatsApp takes only templates now."),
    ),
    NO_MARKETING: Meaning(
        Advice.OPTED_OUT,
        gettext_noop("This person has switched off marketing messages in WhatsApp."),
        scope="marketing",
    ),
    # Trying again soon only makes it last longer.
    131049: Meaning(
        Advice.DEAD,
        gettext_noop("WhatsApp lets nobody send this person more marketing messages for now."),
    ),
    130472: Meaning(
        Advice.DEAD, gettext_noop("WhatsApp holds this message back as part of an experiment.")
    ),
    131026: Meaning(Advice.DEAD, gettext_noop("This number cannot be reached on WhatsApp.")),
    131062: Meaning(
        Advice.DEAD, gettext_noop("WhatsApp needs this person's phone number for such a message.")
    ),
    130497: Meaning(
        Advice.DEAD, gettext_noop("WhatsApp lets this account send nothing to that country.")
    ),
    131021: Meaning(Advice.DEAD, gettext_noop("A number cannot write to itself.")),
    **dict.fromkeys((33, 100, 131008, 131009), _OURS),
    **dict.fromkeys((131051, 131052, 131053), _MEDIA),
    **dict.fromkeys((132000, 132001, 132005, 132007, 132012, 132018), _TEMPLATE),
    **dict.fromkeys((132015, 132016), _TEMPLATE_OFF),
}
_UNKNOWN: Final = Meaning(Advice.DEAD)
#: A gateway that gave up waiting does not know what became of the request behind it.
_GATEWAYS: Final = {httpx.codes.BAD_GATEWAY, httpx.codes.GATEWAY_TIMEOUT}


def meaning_of(code: int) -> Meaning:
    """What a code means; one that nobody has told us is final."""
    if 200 <= code <= 299:
        return _PERMISSION
    return _MEANINGS.get(code, _UNKNOWN)


def words_of(code: int, otherwise: str) -> str:
    """The code in words for people, or what Meta said."""
    return meaning_of(code).words or otherwise


def error_of(response: httpx.Response, *, is_send: bool = True) -> SendError:
    """The answer as an error; ``is_send`` says that the call may have sent a message."""
    error = json_of(response).get("error")
    details = error if isinstance(error, dict) else {}
    code = details.get("code")
    said = str(details.get("message") or f"HTTP {response.status_code}")
    wait = retry_after(response) or _regain_seconds(response)
    if not isinstance(code, int) or isinstance(code, bool):
        return _without_code(response.status_code, said, wait, is_send=is_send)
    meaning = meaning_of(code)
    if meaning is _UNKNOWN and (
        details.get("is_transient") or response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR
    ):
        meaning = _TROUBLE
    if meaning is _UNKNOWN and response.status_code == httpx.codes.TOO_MANY_REQUESTS:
        meaning = _FAST
    return SendError(
        str(code),
        meaning.words or said,
        meaning.advice,
        retry_after=wait or meaning.wait,
        scope=meaning.scope,
        holds=meaning.holds,
    )


def _without_code(status: int, said: str, wait: float | None, *, is_send: bool) -> SendError:
    name = f"http_{status}"
    if status == httpx.codes.TOO_MANY_REQUESTS:
        return SendError(
            name, _FAST.words, Advice.WAIT, retry_after=wait or _FAST.wait, holds=_FAST.holds
        )
    if status in _GATEWAYS and is_send:
        return SendError(name, gettext_noop("WhatsApp may have taken the message."), Advice.UNSURE)
    if status >= httpx.codes.INTERNAL_SERVER_ERROR:
        return SendError(name, _TROUBLE.words, retry_after=wait)
    if status == httpx.codes.UNAUTHORIZED:
        return SendError(name, _TOKEN.words, Advice.PAUSE)
    return SendError(name, said, Advice.DEAD)


def _regain_seconds(response: httpx.Response) -> float | None:
    """Seconds until a business account may call again; the header says minutes."""
    try:
        usage: Any = orjson.loads(response.headers.get("x-business-use-case-usage", ""))
        minutes = [
            float(row.get("estimated_time_to_regain_access") or 0)
            for rows in usage.values()
            for row in rows
        ]
    except (ValueError, TypeError, AttributeError):
        return None
    longest = max(minutes, default=0.0)
    return longest * 60 if longest > 0 else None

"""What Twilio's error codes mean for a message. Source: twilio.com/docs/api/errors.

Decided on the code; the HTTP status only where Twilio told none.
"""

from __future__ import annotations

from typing import Final

import httpx

from channels_app.channels.base import Advice, SendError
from channels_app.channels.calls import json_of, retry_after

_LATER: Final = 15 * 60.0
_WAIT: Final = 2.0

#: Codes and what may be done; whatever is not here is dead.
ADVICE: Final[dict[int, Advice]] = {
    # The person, or their carrier, wants nothing from this number.
    21610: Advice.OPTED_OUT,
    # The account, its token or its sender: the next message would fare no better.
    20003: Advice.PAUSE,  # wrong token
    20005: Advice.PAUSE,  # account not active
    20006: Advice.PAUSE,  # access denied
    20404: Advice.PAUSE,  # no such account
    21212: Advice.PAUSE,  # sender not valid
    21603: Advice.PAUSE,  # no sender given
    21701: Advice.PAUSE,  # no such messaging service
    21703: Advice.PAUSE,  # a messaging service without numbers
    30002: Advice.PAUSE,  # account suspended
    # Too fast.
    14107: Advice.WAIT,
    20429: Advice.WAIT,
    21611: Advice.WAIT,  # the sender's queue is full
    30001: Advice.WAIT,  # likewise
    30022: Advice.WAIT,
    63018: Advice.WAIT,
    # Trouble on their side, or a phone that is off.
    20500: Advice.AGAIN,
    20503: Advice.AGAIN,
    30003: Advice.AGAIN,
    # WhatsApp by Twilio: free text is over.
    63016: Advice.TEMPLATE,
}
_SLOWLY: Final = {30003: _LATER, 21611: 60.0, 30001: 60.0}


def error_of(response: httpx.Response) -> SendError:
    """The error of an answer that accepted nothing."""
    answer = json_of(response)
    code = answer.get("code")
    status = response.status_code
    text = str(answer.get("message") or f"HTTP {status}")
    if isinstance(code, int) and not isinstance(code, bool):
        name, advice = str(code), ADVICE.get(code, _by_status(status))
    else:
        name, advice = f"http_{status}", _by_status(status, is_told=False)
    wait = retry_after(response) or (_SLOWLY.get(code) if isinstance(code, int) else None)
    if advice == Advice.WAIT:
        wait = wait or _WAIT
    return SendError(name, text, advice, retry_after=wait)


def _by_status(status: int, *, is_told: bool = True) -> Advice:
    if status == httpx.codes.TOO_MANY_REQUESTS:
        return Advice.WAIT
    if status == httpx.codes.UNAUTHORIZED:
        return Advice.PAUSE
    if status in {httpx.codes.BAD_GATEWAY, httpx.codes.GATEWAY_TIMEOUT} and not is_told:
        # A gateway spoke for it: behind it the message may have been taken.
        return Advice.UNSURE
    return Advice.AGAIN if status >= httpx.codes.INTERNAL_SERVER_ERROR else Advice.DEAD

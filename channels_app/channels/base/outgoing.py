"""What goes out by a channel, how that may fail, and what a channel can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, Literal


class Advice(StrEnum):
    """What may be done about a send that did not go through."""

    AGAIN = "again"  # trouble on their side: try again with growing gaps
    WAIT = "wait"  # too fast: wait as told; not counted as a failed attempt
    TEMPLATE = "template"  # the window for free text is closed
    OPTED_OUT = "opted_out"  # the person wants no messages
    DEAD = "dead"  # trying again cannot help
    PAUSE = "pause"  # every further send of the account would fail the same way
    UNSURE = "unsure"  # the channel may have taken it: only a receipt can tell


class SendError(Exception):
    """A send that did not go through. ``retry_after`` is in seconds.

    ``scope`` says what somebody who opted out wants no more: any message, or marketing.
    ``holds`` says whom a WAIT concerns: this conversation, or every send of the account.
    """

    def __init__(
        self,
        code: str,
        message: str,
        advice: Advice = Advice.AGAIN,
        *,
        retry_after: float | None = None,
        scope: Literal["messages", "marketing"] = "messages",
        holds: Literal["conversation", "account"] = "conversation",
    ) -> None:
        super().__init__(message)
        self.code = code
        self.advice = advice
        self.retry_after = retry_after
        self.scope: Final = scope
        self.holds: Final = holds


@dataclass(frozen=True, slots=True)
class Account:
    """An account's credentials and settings, read before the network is touched."""

    channel: str
    account_id: str
    schema: str
    token: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    config: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class File:
    """A file to send: where its bytes lie, and what it is. ``ref`` is kept from an upload."""

    path: str
    mime_type: str
    filename: str
    kind: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Everything an adapter needs to send one message, read before the network is touched.

    ``kind`` is text, buttons, list, template, image, document … with its details in ``payload``:

    - buttons: ``{"buttons": [{"id", "title"}]}``; list: ``{"button", "rows": [{"id", "title",
      "description"?}]}``; a channel that has neither sends the titles as numbered lines;
    - template: ``{"template": {"name", "language", "values": [..], "buttons": [..]}}``, ``text``
      being the template as it reads with its values; ``"header"`` and ``"body"`` name the places
      of each part where there are any in the header, ``"places"`` what each value is for;
    - reaction: ``{"reaction_to": external id}``, ``text`` being the emoji, "" to take it back;
    - flow: ``{"flow": {"id", "token", "button", "screen"?, "data"?, "header"?, "footer"?}}``, a
      form inside the conversation;
    - location: ``{"location": {"latitude", "longitude", "name"?, "address"?}}``.
    """

    message_id: str
    peer: str
    kind: str
    text: str
    payload: Mapping[str, Any]
    account: Account
    reply_to: str = ""
    file: File | None = None
    sent_at: datetime | None = None

    @property
    def token(self) -> str:
        return self.account.token

    @property
    def account_id(self) -> str:
        return self.account.account_id

    @property
    def schema(self) -> str:
        return self.account.schema


class Receipts(StrEnum):
    """What a channel tells of messages we sent."""

    NONE = "none"  # nothing
    BY_ID = "by_id"  # by the id it gave us, which an interrupted attempt never learnt
    OURS = "ours"  # our own id is handed back: an interrupted attempt is settled by it


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can do and what it limits; pages and Sofía adapt to it.

    ``window`` is how long after the person's last message free text may be sent, None for ever.
    ``rate`` is messages a second for one account. ``is_repeatable`` says that sending a message
    twice shows it once. ``coalesce`` overrides how long a turn waits for the rest of a burst, in
    seconds. ``has_carrier_words`` says that words such as END and QUIT, which mobile carriers
    take for an opt-out, are one here too.
    """

    text_limit: int = 4096
    window: timedelta | None = None
    can_begin: bool = True
    has_templates: bool = False
    receipts: Receipts = Receipts.NONE
    is_repeatable: bool = False
    buttons: int = 0
    list_rows: int = 0
    media: Mapping[str, int] = field(default_factory=dict)  # kind -> most bytes
    shows_typing: bool = False
    rate: float = 20.0
    coalesce: float | None = None
    has_carrier_words: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a webhook call is answered with."""

    body: bytes = b"{}"
    content_type: str = "application/json"
    status: int = 200


OK: Final = Answer()

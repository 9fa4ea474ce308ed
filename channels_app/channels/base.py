"""What every channel looks like to the rest of the system: one small adapter.

An adapter proves that a delivery is genuine, splits it by the account it is for, reads one
account's part into typed items, and sends. Nothing above it knows a vendor's payload. What only
some channels can do (show that somebody is typing, hand out media, answer a handshake …) is a
protocol of its own here; :func:`channels_app.channels.registry.able` finds who can.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final, Literal, Protocol, TypeAlias, runtime_checkable

# --- what comes in ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Delivered:
    """A webhook call as it arrived: raw bytes, headers in lower case.

    ``url`` is the address as the caller wrote it, query included (some sign it); ``part`` names
    the endpoint where a channel has several (``status``, ``inbound`` …).
    """

    body: bytes
    headers: Mapping[str, str]
    url: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    part: str = ""


class BadSignature(Exception):
    """The call does not prove where it comes from: refuse it and keep nothing."""


class Unreadable(Exception):
    """Truly signed, but not in a form this adapter can split; kept for the superadmin."""


@dataclass(frozen=True, slots=True)
class Slice:
    """One account's part of a delivery. ``dedupe_key`` is equal for a repeated delivery."""

    account_id: str
    dedupe_key: str
    payload: Any


@dataclass(frozen=True, slots=True)
class Sender:
    """Who wrote, as the channel knows them; ``also`` are further identities of theirs."""

    peer: str
    identity_kind: str
    identity: str
    name: str = ""
    phone: str = ""
    language: str = ""
    also: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Media:
    """A file that came with a message: what the channel tells of it, and how to ask for it.

    ``ref`` is what the adapter's :class:`HandsOutMedia` needs to fetch the bytes. ``size`` is in
    bytes and ``seconds`` the length of a recording, 0 where the channel does not tell.
    """

    kind: Literal["image", "video", "audio", "document", "sticker"]
    ref: Mapping[str, Any]
    mime_type: str = ""
    filename: str = ""
    size: int = 0
    sha256: str = ""
    seconds: int = 0
    is_voice: bool = False


@dataclass(frozen=True, slots=True)
class InboundMessage:
    """A message of a lead. ``payload`` keeps what the text does not tell.

    ``reply_to`` is the external id of the message it answers.
    """

    external_id: str
    sender: Sender
    sent_at: datetime
    kind: str
    text: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""
    reply_to: str = ""
    media: tuple[Media, ...] = ()


@dataclass(frozen=True, slots=True)
class Echo:
    """A message a person of the broker sent from the channel's own app."""

    external_id: str
    sender: Sender
    sent_at: datetime
    kind: str
    text: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    media: tuple[Media, ...] = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """The writer changed a message's text, or with ``text`` None took it back."""

    external_id: str
    text: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class StatusUpdate:
    """What became of a message we sent; ``our_id`` is our own text handed back, if any.

    A failed one may carry the channel's advice as a refused send does: a closed window, a wish
    for silence (``scope`` as in :class:`SendError`), an account that cannot send any more.
    """

    external_id: str
    status: Literal["sent", "delivered", "read", "failed"]
    at: datetime
    our_id: str = ""
    error_code: str = ""
    error: str = ""
    advice: Advice | None = None
    scope: Literal["messages", "marketing"] = "messages"


@dataclass(frozen=True, slots=True)
class Preference:
    """The channel says that somebody wants no messages any more, or wants them again.

    ``scope`` is marketing where the channel's own switch concerns nothing else. ``is_undoing``
    marks a start that asks for nothing and only takes back the channel's own stop: who unblocks a
    bot has not taken back what they wrote.
    """

    sender: Sender
    wish: Literal["stop", "start"]
    at: datetime
    scope: Literal["messages", "marketing"] = "messages"
    words: str = ""
    is_undoing: bool = False


@dataclass(frozen=True, slots=True)
class IdentityChange:
    """The channel says that a person it knew by ``old`` is now known by ``new``."""

    old: tuple[str, str]
    new: tuple[str, str]
    peer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FormNotice:
    """Somebody filled in an ad's form. ``answers`` is None where they have to be asked for.

    ``answers`` maps the form's own question names to the values given, ``consents`` its tick
    boxes; ``labels`` is how a question or box reads to people where its name is a code; ``origin``
    tells campaign and ad. ``is_withdrawn`` says the person took it back. Answers that are not
    ``is_proven`` came by an address nobody else knows and no signature: where the channel can be
    asked, it is.
    """

    external_id: str
    form_id: str
    at: datetime
    answers: Mapping[str, Sequence[str]] | None = None
    consents: Mapping[str, bool] = field(default_factory=dict)
    origin: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    is_test: bool = False
    is_withdrawn: bool = False
    is_proven: bool = True


@dataclass(frozen=True, slots=True)
class TemplateUpdate:
    """What the channel decided about a message template of the account."""

    name: str
    language: str
    status: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AddressFailure:
    """The channel says that nothing reaches this address any more."""

    address: str
    at: datetime
    code: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something this adapter does not act on; its kind is kept in the ledger."""

    kind: str


Inbound: TypeAlias = (
    InboundMessage
    | Echo
    | Edit
    | StatusUpdate
    | Preference
    | IdentityChange
    | FormNotice
    | TemplateUpdate
    | AddressFailure
    | Unknown
)


# --- what goes out ----------------------------------------------------------------------------


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


class Adapter(Protocol):
    """One channel, as far as every channel goes."""

    name: str
    capabilities: Capabilities

    def split(self, delivered: Delivered) -> list[Slice]:
        """One slice an account; raises :class:`BadSignature` or :class:`Unreadable`."""
        ...

    def parse(self, account_id: str, payload: Any) -> list[Inbound]:
        """The items of one account's stored slice."""
        ...

    def send(self, outgoing: Outgoing) -> str:
        """Send and return the channel's id of the message; raises :class:`SendError`."""
        ...


# --- what only some channels can do -----------------------------------------------------------


@runtime_checkable
class Answers(Protocol):
    """Says something of its own to a delivery it took, or to a handshake by GET."""

    def acknowledgement(self, delivered: Delivered) -> Answer:
        """What a stored delivery is answered with."""
        ...


@runtime_checkable
class Refuses(Protocol):
    """Has a vendor who wants a refusal told in a form of its own."""

    def refusal(self, message: str) -> Answer:
        """What a call without a good proof is answered with."""
        ...


@runtime_checkable
class Handshakes(Protocol):
    """Proves to the vendor by a GET that the endpoint is ours."""

    def handshake(self, query: Mapping[str, str]) -> Answer:
        """The answer to the vendor's question; raises :class:`BadSignature` for a stranger's."""
        ...


@runtime_checkable
class ShowsPresence(Protocol):
    """Marks messages as read and shows that an answer is being written."""

    def show_presence(self, account: Account, *, peer: str, external_id: str, typing: bool) -> None:
        """Mark ``external_id`` as read and, if asked, show typing; raises :class:`SendError`."""
        ...


@runtime_checkable
class HandsOutMedia(Protocol):
    """Hands out the bytes of media that came in."""

    def media(self, account: Account, ref: Mapping[str, Any]) -> Iterator[bytes]:
        """The bytes in pieces; raises :class:`SendError`, permanent when they are gone."""
        ...


@runtime_checkable
class Looks(Protocol):
    """Can ask the channel whether an attempt nobody knows the outcome of went through."""

    def look_up(self, outgoing: Outgoing) -> str:
        """The channel's id of the message, "" if it has none; raises :class:`SendError`."""
        ...


@runtime_checkable
class HoldsForms(Protocol):
    """Keeps filled-in forms that a notice only names."""

    def form(self, account: Account, notice: FormNotice) -> FormNotice:
        """The notice with its answers; raises :class:`SendError`."""
        ...

    def forms_since(self, account: Account, since: datetime) -> Iterator[FormNotice]:
        """Forms filled in since then, to find those whose notice never came."""
        ...


@runtime_checkable
class KnownByMore(Protocol):
    """Delivers under further account ids, such as that of the company an account belongs to."""

    def further_ids(self, config: Mapping[str, Any]) -> list[str]:
        """The account ids besides its own that lead to the broker; may be others' as well."""
        ...


@runtime_checkable
class HoldsTemplates(Protocol):
    """Keeps the account's message templates."""

    def templates(self, account: Account) -> Iterator[Mapping[str, Any]]:
        """Each ``{"name", "language", "category", "status", "reason", "components"}``."""
        ...

"""What comes in from a channel: a delivery as it arrived, and the items read from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, TypeAlias

from channels_app.channels.base.outgoing import Advice
from crm.core.text import storable


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
    """One account's part of a delivery. ``dedupe_key`` is equal for a repeated delivery.

    What is of one ``lane`` is read in the order in which it came: one person's part, where the
    channel can tell whose it is, else the account's ("").
    """

    account_id: str
    dedupe_key: str
    payload: Any
    lane: str = ""


def lane_of(person: object) -> str:
    """The lane of a person by the channel's id of them, "" for none."""
    return storable(str(person or ""))[:128]


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

    @property
    def identities(self) -> tuple[tuple[str, str], ...]:
        """Everything the channel vouches for that they are known by."""
        return ((self.identity_kind, self.identity), *self.also)


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

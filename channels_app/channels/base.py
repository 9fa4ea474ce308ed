"""What every channel looks like to the rest of the system: one small adapter.

An adapter proves that a delivery is genuine, splits it by the account it is for, reads one
account's part into typed items, and sends. Nothing above it knows a vendor's payload.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol, TypeAlias

from channels_app.models import ChannelAccount
from crm.conversations.models import Conversation, Message


@dataclass(frozen=True, slots=True)
class Delivered:
    """A webhook call as it arrived: raw bytes, headers in lower case."""

    body: bytes
    headers: Mapping[str, str]


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
class InboundMessage:
    """A message of a lead. ``payload`` keeps what the text does not tell."""

    external_id: str
    sender: Sender
    sent_at: datetime
    kind: str
    text: str
    payload: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, slots=True)
class Echo:
    """A message a person of the broker sent from the channel's own app."""

    external_id: str
    sender: Sender
    sent_at: datetime
    kind: str
    text: str
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StatusUpdate:
    """What became of a message we sent; ``our_id`` is our own text handed back, if any."""

    external_id: str
    status: Literal["sent", "delivered", "read", "failed"]
    at: datetime
    our_id: str = ""
    error_code: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something this adapter does not act on; its kind is kept in the ledger."""

    kind: str


Inbound: TypeAlias = InboundMessage | Echo | StatusUpdate | Unknown


class SendError(Exception):
    """A send that did not go through.

    ``permanent`` means trying again cannot help. ``unsure`` means the channel may have taken it:
    only a receipt can tell. ``retry_after`` is in seconds. ``pause_account`` names trouble that
    every further send of the account would meet (a revoked token).
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        permanent: bool = False,
        unsure: bool = False,
        retry_after: float | None = None,
        pause_account: bool = False,
    ) -> None:
        super().__init__(message)
        self.code = code
        self.permanent = permanent
        self.unsure = unsure
        self.retry_after = retry_after
        self.pause_account = pause_account


@dataclass(frozen=True, slots=True)
class Outgoing:
    """Everything an adapter needs to send one message, read before the network is touched."""

    message_id: str
    peer: str
    kind: str
    text: str
    payload: Mapping[str, Any]
    token: str = field(repr=False)
    account_id: str
    schema: str

    @classmethod
    def of(
        cls,
        message: Message,
        conversation: Conversation,
        account: ChannelAccount | None,
        schema: str,
    ) -> Outgoing:
        """The outgoing form of a stored message."""
        return cls(
            message_id=str(message.pk),
            peer=conversation.peer,
            kind=message.kind,
            text=message.text,
            payload=message.payload,
            token=account.token if account else "",
            account_id=conversation.account_id,
            schema=schema,
        )


class Adapter(Protocol):
    """One channel. ``repeatable`` says that sending a message twice shows it once."""

    name: str
    repeatable: bool
    text_limit: int

    def split(self, delivered: Delivered) -> list[Slice]:
        """One slice an account; raises :class:`BadSignature` or :class:`Unreadable`."""
        ...

    def parse(self, account_id: str, payload: Any) -> list[Inbound]:
        """The items of one account's stored slice."""
        ...

    def send(self, outgoing: Outgoing) -> str:
        """Send and return the channel's id of the message; raises :class:`SendError`."""
        ...

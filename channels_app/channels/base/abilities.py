"""The adapter every channel has, and the protocols of what only some can do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Protocol, runtime_checkable

from channels_app.channels.base.incoming import (
    Delivered,
    FormNotice,
    Inbound,
    Slice,
)
from channels_app.channels.base.outgoing import Account, Answer, Capabilities, Outgoing


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

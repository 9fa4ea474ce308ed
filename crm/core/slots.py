"""Places in a page that a package above fills: a registry, so that nobody imports upwards.

The page of a lead belongs to ``crm.leads``, its conversation to a package that knows leads. The
lower one names the place, the upper one registers what stands there in its ``ready()``.
"""

from __future__ import annotations

from typing import Any, Protocol

from django.http import HttpRequest
from django.utils.safestring import SafeString


class Filler(Protocol):
    """Draws what it knows of ``subject`` for ``actor``; "" for nothing.

    ``request`` is absent when the piece goes out over the socket.
    """

    def __call__(self, *, actor: Any, subject: Any, request: HttpRequest | None) -> str: ...


_fillers: dict[str, list[Filler]] = {}


def register(slot: str, filler: Filler) -> None:
    """Let ``filler`` stand in ``slot``, after those registered before it."""
    _fillers.setdefault(slot, []).append(filler)


def render(
    slot: str, *, actor: Any, subject: Any, request: HttpRequest | None = None
) -> SafeString:
    """What all fillers of the slot say about ``subject``, joined."""
    parts = [
        filler(actor=actor, subject=subject, request=request) for filler in _fillers.get(slot, [])
    ]
    return SafeString("".join(parts))

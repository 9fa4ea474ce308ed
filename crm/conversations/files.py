"""What is known of a file when its message is written, fetched from its channel or not yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file a lead sent; ``ref`` is what the channel needs to hand out its bytes."""

    kind: str
    ref: Mapping[str, Any] = field(default_factory=dict)
    mime_type: str = ""
    filename: str = ""
    size: int = 0
    sha256: str = ""
    seconds: int = 0
    is_voice: bool = False


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file that lies in the broker's folder under ``name`` and may be sent."""

    name: str
    kind: str
    mime_type: str
    filename: str
    size: int
    sha256: str = ""

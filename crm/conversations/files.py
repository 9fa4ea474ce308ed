"""What is known of a file when its message is written, fetched from its channel or not yet."""

from __future__ import annotations

import mimetypes
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from crm.conversations.models import Attachment

_NAME_LIMIT: Final = 120
_FOLDERS: Final = re.compile(r"[\\/]")


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


def plain_name(name: str) -> str:
    """A stranger's file name as it may be shown: no folders, nothing invisible, not too long."""
    last = _FOLDERS.split(name)[-1]
    # Control and formatting characters could hide or turn round what the name ends in.
    seen = "".join(each for each in last if unicodedata.category(each)[0] != "C").strip(" .")
    stem, dot, ending = seen.rpartition(".")
    if len(seen) > _NAME_LIMIT and dot and len(ending) < 10:
        return f"{stem[: _NAME_LIMIT - len(ending) - 1]}.{ending}"
    return seen[:_NAME_LIMIT]


def shown_name(attachment: Attachment) -> str:
    """What the file is called when it is kept: its own name, or its kind and type."""
    return plain_name(attachment.filename) or (
        f"{attachment.kind or 'file'}{mimetypes.guess_extension(attachment.mime_type) or ''}"
    )

"""Raw mails as files: with their attachments they are too big for a row of the ledger.

A file is named after its bytes, so a repeated delivery writes the same one again.
"""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any, Final

from channels_app.channels.signing import digest
from crm.core.files import path_of
from crm.core.ids import uuid7
from crm.core.tenancy import in_schema

_FOLDER: Final = "mail"


def keep(schema: str, body: bytes) -> str:
    """Write the body into the broker's folder, safely on disk; returns its name there."""
    name = digest(body)
    name = f"{_FOLDER}/{name[:2]}/{name}"
    with in_schema(schema):
        path = path_of(name)
    if path.exists():
        return name
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{uuid7().hex}")
    with draft.open("wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return name


def inline(body: bytes) -> dict[str, str]:
    """The body inside a payload, for a mail whose broker is not known yet."""
    return {"body": b64encode(body).decode()}


def kept(schema: str, payload: Mapping[str, Any]) -> tuple[str, bytes]:
    """Name and bytes of a payload's mail; one that was inside the payload is written first.

    Raises OSError when the file is gone.
    """
    if payload.get("file"):
        name = str(payload["file"])
        with in_schema(schema):
            return name, path_of(name).read_bytes()
    body = b64decode(str(payload.get("body") or ""))
    return keep(schema, body), body

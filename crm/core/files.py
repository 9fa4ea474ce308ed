"""Where a broker's files lie: a folder of its own under MEDIA_ROOT, named by us alone.

A file is written beside where it will lie and takes its name when it is whole, so that whoever
finds a file finds all of it. Nothing a stranger wrote is ever part of a path.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings

from crm.core.ids import uuid7
from crm.core.tenancy import require_broker

#: How much of a file's beginning is looked at to tell its type.
HEAD: Final = 4096
_DRAFTS: Final = "drafts"
_DRAFT_SECONDS: Final = 24 * 3600.0


class FileTooBig(Exception):
    """More bytes came than the file may have."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it now lies on disk; ``head`` are its first bytes."""

    name: str
    size: int
    sha256: str
    head: bytes


def new_name(folder: str) -> str:
    """A name no file of the broker in hand has: nothing a stranger wrote is in it."""
    return name_for(folder, uuid7().hex)


def name_for(folder: str, key: str) -> str:
    """The name of the file that belongs to ``key``, the hex digits of an id of ours."""
    return f"{folder}/{key[-2:]}/{key}"


def path_of(name: str) -> Path:
    """Where the broker in hand's file of that name lies; ValueError for one that leads outside."""
    root = Path(settings.MEDIA_ROOT) / require_broker()
    path = (root / name).resolve()
    if root.resolve() not in path.parents:
        raise ValueError("This name leads out of the broker's folder.")
    return path


def write(name: str, pieces: Iterable[bytes], *, limit: int) -> Written:
    """Write the pieces under ``name``, whole and safely on disk, or nothing at all.

    Raises :class:`FileTooBig` at the first byte over ``limit``, OSError when the disk is full or
    away, and whatever the pieces raise.
    """
    path = path_of(name)
    draft = path_of(f"{_DRAFTS}/{uuid7().hex}")
    draft.parent.mkdir(parents=True, exist_ok=True)
    try:
        with draft.open("wb") as file:
            size, digest, head = 0, hashlib.sha256(), b""
            for piece in pieces:
                size += len(piece)
                if size > limit:
                    raise FileTooBig
                digest.update(piece)
                head += piece[: HEAD - len(head)] if len(head) < HEAD else b""
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return Written(name, size, digest.hexdigest(), head)


def drafts_clear() -> int:
    """Remove what writers that were killed left of the broker in hand's files; how many."""
    cleared: int = 0
    with contextlib.suppress(FileNotFoundError):
        for draft in path_of(_DRAFTS).iterdir():
            with contextlib.suppress(FileNotFoundError):
                if time.time() - draft.stat().st_mtime > _DRAFT_SECONDS:
                    draft.unlink()
                    cleared += 1
    return cleared


def folder_remove(schema: str) -> None:
    """Remove every file of a broker that is gone; what cannot be removed is left lying."""
    root = Path(settings.MEDIA_ROOT).resolve()
    folder = (root / schema).resolve()
    if folder.parent == root:
        shutil.rmtree(folder, ignore_errors=True)

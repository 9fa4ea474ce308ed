"""Folders with the permissions that PostgreSQL's account and our own privacy need."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from config.embedded.accounts import Account
from config.embedded.errors import StartError

_ENTER = stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH


def make_traversable(folder: Path) -> None:
    """Make a folder that, when we are root, PostgreSQL's account may pass through."""
    folder.mkdir(parents=True, exist_ok=True)
    mode = stat.S_IMODE(folder.stat().st_mode)
    if os.geteuid() == 0 and mode & _ENTER != _ENTER:
        folder.chmod(mode | _ENTER)


def make_private(folder: Path, account: Account | None) -> None:
    """Make a folder that only we, or as root PostgreSQL's account, may enter.

    Raise StartError when somebody else made it before us: in the shared temporary directory
    that would let them read, or answer, what is meant for our database.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    allowed = {os.geteuid()} | ({account.uid} if account else set())
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in allowed:
        raise StartError(f"{folder} belongs to another account: remove it, or move VAR_DIR.")
    if account is not None:
        account.own(folder)
    else:
        folder.chmod(0o700)

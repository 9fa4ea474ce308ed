"""One supervisor per data directory."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import IO

from config.embedded.errors import StartError


class VarLock:
    """An exclusive lock on ``var``; the kernel frees it when the process ends, however it ends."""

    def __init__(self, var: Path) -> None:
        """Name the lock; nothing is touched yet."""
        self._path = var / "supervisor.lock"
        self._file: IO[str] | None = None

    def acquire(self) -> None:
        """Take the lock or raise StartError naming the process that has it."""
        file = self._path.open("a+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            file.close()
            raise StartError(
                f"Sofía already runs on {self._path.parent} (process {holder}): "
                "stop it first, or give this one another VAR_DIR and PORT."
            ) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        self._file = file

    def release(self) -> None:
        """Let the next supervisor in. The file stays: removing it would race with an acquirer."""
        if self._file is not None:
            self._file.close()
            self._file = None

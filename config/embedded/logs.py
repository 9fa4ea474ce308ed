"""Log files of bounded size, and children's lines on the terminal under their names."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

LARGEST_LOG: Final = 5 * 1024 * 1024
_LONGEST_LINE: Final = 64 * 1024
_NAME_WIDTH: Final = 8


def rotate(path: Path, *, largest: int = LARGEST_LOG) -> None:
    """Move a log that has grown past ``largest`` bytes aside, over the previous one."""
    if path.exists() and path.stat().st_size > largest:
        path.rename(path.with_name(f"{path.name}.1"))


def tail(path: Path, *, lines: int = 15, start: int = 0) -> list[str]:
    """The last lines of what was written after byte ``start``."""
    if not path.exists():
        return []
    with path.open("rb") as file:
        file.seek(max(start, path.stat().st_size - _LONGEST_LINE))
        return file.read().decode("utf-8", "replace").splitlines()[-lines:]


def say(text: str) -> None:
    """Print a line of our own, at once; a closed terminal is no reason to stop serving."""
    with suppress(BrokenPipeError, OSError, ValueError):
        print(text, flush=True)


class Relay:
    """Copies one child's output: whole lines to the terminal under its name, bytes to its log."""

    def __init__(self, name: str, pipe: IO[bytes], log: Path) -> None:
        """Take over ``pipe``; ``copy`` is called when it has something to read."""
        self.name = name
        self.pipe = pipe
        self._log_path = log
        self._log = log.open("ab")
        self._rest = b""

    def copy(self) -> bool:
        """Take what is there; False when the child has closed its end."""
        data = os.read(self.pipe.fileno(), _LONGEST_LINE)
        if not data:
            return False
        self._write_log(data)
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > _LONGEST_LINE:
            lines, self._rest = [*lines, self._rest], b""
        for line in lines:
            self._echo(line)
        return True

    def close(self) -> None:
        """Show an unfinished last line and let go of pipe and log."""
        if self._rest:
            self._echo(self._rest)
        self.pipe.close()
        self._log.close()

    def _write_log(self, data: bytes) -> None:
        if self._log.tell() > LARGEST_LOG:
            self._log.close()
            rotate(self._log_path)
            self._log = self._log_path.open("ab")
        self._log.write(data)
        self._log.flush()

    def _echo(self, line: bytes) -> None:
        say(f"{self.name:<{_NAME_WIDTH}} | {line.decode('utf-8', 'replace').rstrip()}")


def speak_utf8() -> None:
    """Make the terminal's encoding UTF-8: an ASCII locale must not stop "Sofía" being printed."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")

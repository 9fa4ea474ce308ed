"""A progress bar for commands: one line that grows on a terminal, silent anywhere else."""

from __future__ import annotations

from typing import Final, Protocol

_WIDTH: Final = 30


class Stream(Protocol):
    """Where a bar is drawn."""

    def write(self, msg: str, *, ending: str = ...) -> object: ...
    def isatty(self) -> bool: ...


class Bar:
    """Draws how much of ``total`` is done, at most a hundred times."""

    def __init__(self, stream: Stream, *, total: int, label: str) -> None:
        self._stream = stream
        self._total = max(total, 1)
        self._label = label
        self._shown = -1
        self._visible = stream.isatty()

    def at(self, number: int) -> None:
        """Show that ``number`` are done."""
        percent = min(100, number * 100 // self._total)
        if not self._visible or percent == self._shown:
            return
        self._shown = percent
        filled = percent * _WIDTH // 100
        bar = "█" * filled + "·" * (_WIDTH - filled)
        self._stream.write(f"\r{self._label} {bar} {percent:3d} %", ending="")

    def done(self) -> None:
        """End the line."""
        if self._visible and self._shown >= 0:
            self._stream.write("")

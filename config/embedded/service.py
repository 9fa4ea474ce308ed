"""What the embedded services have in common: started, waited for, stopped, asked why not."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Final

from config.embedded import logs
from config.embedded.child import Child, ChildSpec
from config.embedded.errors import StartError

_BETWEEN_LOOKS: Final = 0.02


class Service(ABC):
    """One service that belongs to one ``var``; ``title`` is what a complaint calls it."""

    title: str
    log: Path
    _child: Child | None = None

    @abstractmethod
    def spec(self) -> ChildSpec:
        """How the supervisor runs it."""

    @abstractmethod
    def is_ready(self) -> bool:
        """Whether it answers now."""

    def start(self, *, timeout: float = 30.0) -> None:
        """Start it without a supervisor and wait until it serves; ``timeout`` is in seconds."""
        self._child = Child(self.spec())
        self._child.start()
        try:
            self.wait_ready(timeout)
        except StartError:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop what ``start`` started."""
        if self._child is not None:
            self._child.stop()
            self._child = None

    @property
    def pid(self) -> int | None:
        """Process number of what ``start`` started; None when it does not run."""
        process = self._child.process if self._child is not None else None
        return process.pid if process is not None else None

    def wait_ready(self, timeout: float) -> None:
        """Wait until it answers, or raise StartError with what its log says last."""
        deadline = time.monotonic() + timeout
        while not self.is_ready():
            died = self._child is not None and not self._child.is_running
            if died or time.monotonic() > deadline:
                raise StartError(self.complaint())
            time.sleep(_BETWEEN_LOOKS)

    def complaint(self) -> str:
        """One line saying that it does not start, with the last words of its log."""
        last = logs.tail(self.log, lines=1)
        said = last[0] if last else "it said nothing"
        return f"{self.title} did not start: {said} (more in {self.log})"

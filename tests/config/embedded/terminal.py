"""A person at a terminal: starts the stand-in system, reads its lines, presses Ctrl-C."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil

_PROJECT = Path(__file__).resolve().parents[3]


class Terminal:
    """One supervisor at a time on one ``var`` and port."""

    def __init__(self, var: Path, port: int) -> None:
        self.var = var
        self.port = port
        self.lines: list[str] = []
        self.process: subprocess.Popen[str] | None = None

    def start(self, *, port: int | None = None, web: str | None = None) -> Terminal:
        """Start the system; its lines are gathered from now on."""
        self.lines = []
        argv = ["tests.config.embedded.stand_in", str(self.var), str(port or self.port)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", *argv, *([web] if web else [])],
            cwd=_PROJECT,
            env={**os.environ, "MAKELEVEL": "1"},  # it ends when the tests are killed
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._read, args=(self.process,), daemon=True).start()
        return self

    def wait_for(self, words: str, *, times: int = 1, seconds: float = 20) -> str:
        """The line that holds the words (the n-th one), as soon as it is there."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = [line for line in list(self.lines) if words in line]
            if len(found) >= times:
                return found[times - 1]
            time.sleep(0.02)
        raise AssertionError(f"{words!r} did not come; there was: {self.lines}")

    def press(self, number: signal.Signals) -> int:
        """Send a signal and wait for the end; the exit code."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(15)

    def children(self) -> dict[str, psutil.Process]:
        """What runs now, by name, as the supervisor remembers it."""
        rows = json.loads((self.var / "children.json").read_text())
        return {row["name"]: psutil.Process(row["pid"]) for row in rows}

    def close(self) -> None:
        """End it whatever its state."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            self.lines.append(line.rstrip())


def wait_gone(processes: list[psutil.Process], *, seconds: float = 8) -> list[psutil.Process]:
    """Those still running after so many seconds at most."""
    _, alive = psutil.wait_procs(processes, timeout=seconds)
    return [process for process in alive if process.status() != psutil.STATUS_ZOMBIE]

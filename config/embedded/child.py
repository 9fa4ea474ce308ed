"""One supervised process: what to run, and its life from start to stop."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Final

from config.embedded import logs
from config.embedded.accounts import Account
from config.embedded.errors import StartError

_PR_SET_PDEATHSIG: Final = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None

FIRST_DELAY: Final = 0.5
LONGEST_DELAY: Final = 15.0
HEALTHY_AFTER: Final = 30.0


@dataclass(frozen=True)
class ChildSpec:
    """What to run under which name, and how to end it.

    ``grace`` is how many seconds the stop signal has before SIGKILL follows. ``log`` receives the
    output directly; with ``echo`` the output goes through the supervisor to the terminal too.
    ``before_start`` runs before every start, also the ones after a crash. ``niceness`` (0 to 19)
    makes a process give way to the others when there is more to do than cores to do it.
    """

    name: str
    argv: tuple[str, ...]
    log: Path
    env: Mapping[str, str] | None = None
    cwd: Path | None = None
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    niceness: int = 0
    orphan_signal: signal.Signals = signal.SIGKILL
    grace: float = 3.0
    echo: bool = True
    before_start: Callable[[], None] | None = None


@dataclass
class Backoff:
    """Seconds to wait before the next start: doubling while it keeps crashing."""

    delay: float = FIRST_DELAY
    crashes: int = 0

    def after_crash(self, *, lived: float) -> float:
        """Count a crash after ``lived`` seconds and say how long to wait now."""
        if lived >= HEALTHY_AFTER:
            self.delay, self.crashes = FIRST_DELAY, 0
        wait, self.delay = self.delay, min(self.delay * 2, LONGEST_DELAY)
        self.crashes += 1
        return wait


@dataclass
class Child:
    """A process started from a spec; at most one at a time."""

    spec: ChildSpec
    backoff: Backoff = field(default_factory=Backoff)
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    due_at: float | None = None

    def start(self) -> IO[bytes] | None:
        """Start it in a session of its own; answer the pipe of its output when it echoes.

        Call from the main thread only: Linux sends the death signal when the thread that
        started the process ends.
        """
        if self.spec.before_start is not None:
            self.spec.before_start()
        self.spec.log.parent.mkdir(parents=True, exist_ok=True)
        logs.rotate(self.spec.log)
        self.due_at, self.started_at = None, time.monotonic()
        if self.spec.echo:
            self.process = self._popen(subprocess.PIPE)
            return self.process.stdout
        with self.spec.log.open("ab") as log:
            self.process = self._popen(log)
        return None

    def exit_code(self) -> int | None:
        """Code of a process that ended by itself (negative: signal), once; None while it runs."""
        if self.process is None:
            return None
        code = self.process.poll()
        if code is not None:
            self.process = None
        return code

    @property
    def is_running(self) -> bool:
        """Whether there is a process that has not ended."""
        return self.process is not None and self.process.poll() is None

    def lived(self) -> float:
        """Seconds since the last start."""
        return time.monotonic() - self.started_at

    def send(self, number: signal.Signals) -> None:
        """Send a signal to the process itself, which passes on what its own children need."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)

    def kill(self) -> None:
        """End the process and everything in its group at once, and collect it."""
        if self.process is None:
            return
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Ask it to end, wait for its grace, then insist."""
        self.send(self.spec.stop_signal)
        if self.process is not None:
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(self.spec.grace)
        self.kill()
        self.process = None

    def _popen(self, output: int | IO[bytes]) -> subprocess.Popen[bytes]:
        account = self.spec.account
        try:
            return subprocess.Popen(
                self.spec.argv,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                env=None if self.spec.env is None else dict(self.spec.env),
                cwd=self.spec.cwd,
                user=account.uid if account else None,
                group=account.gid if account else None,
                extra_groups=[] if account else None,
                start_new_session=True,
                preexec_fn=_before_exec(self.spec.orphan_signal, self.spec.niceness),
            )
        except OSError as error:
            raise StartError(f"{self.spec.name} cannot be started: {error}") from error


def _before_exec(orphan_signal: signal.Signals, niceness: int) -> Callable[[], None] | None:
    """What the child asks of the kernel before it becomes the program.

    Its niceness, and (Linux only) ``orphan_signal`` when we die, however we die.
    """
    libc = _LIBC
    if libc is None and not niceness:
        return None
    parent = os.getpid()

    def ask_kernel() -> None:
        if niceness:
            os.nice(niceness)
        if libc is None:
            return
        libc.prctl(_PR_SET_PDEATHSIG, int(orphan_signal), 0, 0, 0)
        if os.getppid() != parent:  # we died between fork and here: the signal would never come
            os._exit(1)

    return ask_kernel


def ending(code: int) -> str:
    """Words for how a process ended: ``signal 9`` or ``exit code 1``."""
    return f"signal {-code}" if code < 0 else f"exit code {code}"

"""Runs children in the foreground: starts them in order, restarts what crashes, stops all.

One thread and one loop: it waits for output, for signals and for the next thing due, and
nothing else happens anywhere. Starting processes from one thread also is what makes the
kernel's "your parent died" signal dependable.
"""

from __future__ import annotations

import os
import selectors
import signal
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from config.embedded import logs
from config.embedded.child import Child, ChildSpec, ending
from config.embedded.errors import StartError
from config.embedded.orphans import Register

_TICK: Final = 0.05
# A child that crashes this often in a row before the system ever served will not come up.
_HOPELESS: Final = 4
# Stop signals closer together than this are one wish to stop.
_ONE_WISH: Final = 0.5
_STOP_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class AskedToStopError(Exception):
    """End the start-up early: a stop signal came."""


class Supervisor:
    """The children of one terminal session, in the order they were started."""

    def __init__(
        self, register: Register, *, must_stop: Callable[[], bool] = lambda: False
    ) -> None:
        """Begin with nothing running; ``must_stop`` is asked about once a second."""
        self._register = register
        self._must_stop = must_stop
        self._selector = selectors.DefaultSelector()
        self._children: list[Child] = []
        self._commands: list[Child] = []
        self._relays: dict[int, logs.Relay] = {}
        self._stop_requests = 0
        self._asked_at = float("-inf")
        self._has_served = False

    @contextmanager
    def signals(self) -> Iterator[None]:
        """Hear Ctrl-C, SIGTERM and the ends of children while inside."""
        receiver, sender = socket.socketpair()
        receiver.setblocking(False)
        sender.setblocking(False)
        before = {number: signal.getsignal(number) for number in (*_STOP_SIGNALS, signal.SIGCHLD)}
        for number in _STOP_SIGNALS:
            signal.signal(number, self._on_stop_signal)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # only to wake the loop
        previous = signal.set_wakeup_fd(sender.fileno(), warn_on_full_buffer=False)
        self._selector.register(receiver, selectors.EVENT_READ)
        try:
            yield
        finally:
            self._selector.unregister(receiver)
            signal.set_wakeup_fd(previous)
            for number, handler in before.items():
                signal.signal(number, handler)
            receiver.close()
            sender.close()

    def add(self, spec: ChildSpec) -> Child:
        """Start a child that is to run until we stop."""
        child = Child(spec)
        self._children.append(child)
        self._start(child)
        return child

    def wait_for(
        self,
        condition: Callable[[], bool],
        *,
        seconds: float,
        failure: Callable[[], str],
        every: float = _TICK,
    ) -> None:
        """Keep everything running until the condition holds; StartError when it does not in time.

        Raise AskedToStopError as soon as a stop signal came.
        """
        deadline = time.monotonic() + seconds
        next_look = 0.0
        while time.monotonic() < next_look or not condition():
            next_look = next_look if time.monotonic() < next_look else time.monotonic() + every
            self.turn(_TICK)
            if self._stop_requests:
                raise AskedToStopError
            if time.monotonic() > deadline:
                raise StartError(failure())

    def run_once(self, spec: ChildSpec) -> None:
        """Run a command to its end; StartError with its output when it fails."""
        self.finish(self.begin(spec))

    def begin(self, spec: ChildSpec) -> tuple[Child, int]:
        """Start a command that ends by itself; give the answer to ``finish``."""
        child = Child(spec)
        written = spec.log.stat().st_size if spec.log.exists() else 0
        child.start()
        self._commands.append(child)
        return child, 0 if written > logs.LARGEST_LOG else written

    def finish(self, begun: tuple[Child, int]) -> None:
        """Wait for a begun command; StartError with its output when it fails."""
        child, written = begun
        process = child.process
        try:
            while process is not None and process.poll() is None:
                self.turn(_TICK)
                if self._stop_requests:
                    raise AskedToStopError
        finally:
            code = process.poll() if process is not None else None
            child.stop()
            self._commands.remove(child)
        if code:
            for line in logs.tail(child.spec.log, lines=200, start=written):
                logs.say(f"{child.spec.name:<8} | {line}")
            raise StartError(f"`{_words(child.spec)}` failed with {ending(code)}, see above.")

    def serve(self) -> None:
        """Keep everything running until a stop signal comes."""
        self._has_served = True
        while not self._stop_requests:
            self.turn(1.0)

    def turn(self, seconds: float) -> None:
        """Wait at most so long for something to happen, and deal with it."""
        self._pump(self._time_to_wait(seconds))
        if not self._stop_requests and self._must_stop():
            self._stop_requests = 1
        if not self._stop_requests:
            for child in self._children:
                self._look_after(child)

    def stop_all(self) -> None:
        """Stop the children, last started first; another stop signal makes it immediate."""
        first_request = self._stop_requests
        for command in list(self._commands):
            command.kill()
        for child in reversed(self._children):
            child.due_at = None
            child.send(child.spec.stop_signal)
            deadline = time.monotonic() + child.spec.grace
            while child.is_running and time.monotonic() < deadline:
                if self._stop_requests > first_request:
                    break
                self._pump(0.02)
            if child.is_running:
                logs.say(f"{child.spec.name} did not end in time and was killed")
            child.kill()
            child.process = None
        self._pump(0)
        for fd in list(self._relays):
            self._forget(fd)
        self._children.clear()
        self._register.clear()

    def _start(self, child: Child) -> None:
        pipe = child.start()
        if pipe is not None:
            self._relays[pipe.fileno()] = logs.Relay(child.spec.name, pipe, child.spec.log)
            self._selector.register(pipe, selectors.EVENT_READ)
        self._register.write(self._children)

    def _look_after(self, child: Child) -> None:
        code = child.exit_code()
        if code is not None:
            self._plan_restart(child, code)
        elif child.due_at is not None and time.monotonic() >= child.due_at:
            self._restart(child)

    def _restart(self, child: Child) -> None:
        try:
            self._start(child)
        except StartError as error:  # a full disk, say: the others go on, this one tries again
            if not self._has_served:
                raise
            wait = child.backoff.after_crash(lived=0)
            logs.say(f"{error} Trying again in {wait:g} s")
            child.due_at = time.monotonic() + wait

    def _plan_restart(self, child: Child, code: int) -> None:
        wait = child.backoff.after_crash(lived=child.lived())
        if child.backoff.crashes >= _HOPELESS and not self._has_served:
            raise StartError(f"{child.spec.name} ends at once every time ({ending(code)}).")
        name = child.spec.name
        logs.say(f"{name} ended with {ending(code)}, starting again in {wait:g} s")
        # One that was killed had no last words; its log ends with what it said long ago.
        if not child.spec.echo and code != -signal.SIGKILL:
            for line in logs.tail(child.spec.log, lines=5):
                logs.say(f"{name:<8} | {line}")
        child.due_at = time.monotonic() + wait

    def _time_to_wait(self, seconds: float) -> float:
        now = time.monotonic()
        due = [child.due_at - now for child in self._children if child.due_at is not None]
        return max(0.0, min([seconds, *due]))

    def _pump(self, seconds: float) -> None:
        """Copy output for at most so long."""
        for key, _ in self._selector.select(seconds):
            relay = self._relays.get(key.fd)
            if relay is None:
                _drain(key.fd)
            elif not relay.copy():
                self._forget(key.fd)

    def _forget(self, fd: int) -> None:
        relay = self._relays.pop(fd)
        self._selector.unregister(relay.pipe)
        relay.close()

    def _on_stop_signal(self, *_: object) -> None:
        # One wish may come twice: sent to the whole group, and passed on by make.
        if time.monotonic() - self._asked_at > _ONE_WISH:
            self._stop_requests += 1
        self._asked_at = time.monotonic()


def _drain(fd: int) -> None:
    os.read(fd, 4096)


def _words(spec: ChildSpec) -> str:
    """A command as a person would type it."""
    parts: Sequence[str] = spec.argv[1:]
    return " ".join(part.rsplit("/", 1)[-1] for part in parts)

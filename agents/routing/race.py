"""The search when a lead waits: how long all vendors together may say nothing is limited.

A vendor that hangs cannot be told from a slow one by waiting for its whole answer. So every vendor
streams here, in a thread of its own, and each piece is a sign of life. As long as one is speaking
it is waited for. When there is silence the next vendor is asked *beside* it: the one before is not
cut, and if it speaks first after all it is the one that is heard. After AGENT_SILENCE_SECONDS of
silence in all the embedded provider answers.

Who was given up is left alone at once, and let back at once by a late sign of life, for which its
thread goes on listening until AGENT_FIRST_TOKEN_SECONDS: such a model is slow, not dead. What it
took is remembered (:mod:`agents.routing.pace`), and it is waited for so long from then on.
"""

from __future__ import annotations

import queue
import threading
import time
from collections import deque
from contextvars import copy_context
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from django.conf import settings

from agents.llm.base import ErrorKind, ProviderError
from agents.llm.listening import Listening, listened
from agents.routing.attempts import Stopwatch
from agents.routing.breakers import breakers
from agents.routing.candidates import Candidate
from agents.routing.pace import pace
from agents.routing.runners import Ended, Runner, settle
from agents.routing.search import Found, Search, why
from agents.routing.shares import share

#: Seconds of the silence kept for each vendor that is still to be asked: a healthy one speaks
#: within a second. Of a vendor known to need longer than its part, others give way down to this.
RESERVE: Final = 1.0
_LEAST: Final = 0.4
#: A pause in the middle of an answer is borne for so long before it is given up.
PAUSE: Final = 1.0
#: A vendor that was left alone and is tried again holds up nobody for longer.
PROBE: Final = 0.8


@dataclass
class Race(Search):
    """The first whole answer of vendors that are asked beside each other when they are silent."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _events: queue.SimpleQueue[tuple[Runner, Ended]] = field(default_factory=queue.SimpleQueue)
    _running: list[Runner] = field(default_factory=list)
    #: Vendors nobody has asked yet.
    _waiting: deque[Candidate] = field(default_factory=deque)
    #: Who is speaking, when the newest piece came, and what is left of the silence.
    _leader: Runner | None = None
    _news_at: float = field(default_factory=time.monotonic)
    _left: float = field(default_factory=lambda: float(settings.AGENT_SILENCE_SECONDS))
    _over: bool = False
    #: Seconds of the silence that had passed before.
    waited: float = 0.0

    def __post_init__(self) -> None:
        self._left = max(self._left / 4, self._left - self.waited)

    def first(self, candidates: tuple[Candidate, ...]) -> Found:
        """The first answer; raises the last error when there is none."""
        self._waiting.extend(each for each in candidates if not each.is_offline)
        found: Found | None = None
        winner: Runner | None = None
        try:
            winner, found = self._run()
        finally:
            self._hang_up(won=found is not None)
        if winner is not None and found is not None:
            self.on_attempt(winner.watch.answered(winner.candidate, found[1]))
            return found
        if not self._is_final():
            for candidate in candidates:
                seconds = share(self.deadline - time.monotonic(), ())
                if candidate.is_offline and seconds > 0:
                    found = self._call(candidate, seconds, token="")
                    if found is not None:
                        return found
        raise self.last

    def _run(self) -> tuple[Runner, Found] | tuple[None, None]:
        self._begin()
        while self._running:
            try:
                runner, ended = self._events.get(timeout=max(0.0, self._due() - time.monotonic()))
            except queue.Empty:
                if self._is_silent() and not self._begin():
                    break
                continue
            self._running.remove(runner)
            if isinstance(ended, tuple):
                breakers.succeeded(runner.candidate.breaker, token=runner.token)
                return runner, ended
            self._lost(runner, ended)
            if self._is_final():
                break
            self._begin()
        return None, None

    def _begin(self) -> bool:
        """Ask the next vendor that may be asked; False when there is none."""
        while self._waiting:
            candidate = self._waiting.popleft()
            seconds = share(self.deadline - time.monotonic(), (*self._waiting, _EMBEDDED))
            if seconds <= 0:
                continue
            if self.window and self._is_too_small(candidate, self.find(candidate)):
                self._pass_over(candidate, "its window is no larger")
                continue
            admission = breakers.admit(candidate.breaker, seconds=seconds)
            if not admission.allowed:
                self._pass_over(candidate, why(admission.state))
                continue
            runner = Runner(candidate, admission.token, Stopwatch(), time.monotonic())
            self._running.append(runner)
            self._await_slow(runner)
            threading.Thread(
                target=copy_context().run,
                args=(self._ask_beside, runner, seconds),
                name=f"model-{candidate.provider}",
                daemon=True,
            ).start()
            return True
        return False

    def _await_slow(self, runner: Runner) -> None:
        """Lengthen the silence for a vendor that is known to need more of it."""
        allowed = min(pace.allowed(runner.candidate.breaker), settings.AGENT_FIRST_TOKEN_SECONDS)
        if allowed > settings.AGENT_SILENCE_SECONDS and not runner.token:
            with self._lock:
                self._left = max(self._left, runner.began + allowed - self._news_at)

    def _due(self) -> float:
        """When the silence will have lasted too long for whoever was asked last."""
        newest = self._running[-1]
        behind = sum(not breakers.is_resting(each.breaker) for each in self._waiting)
        with self._lock:
            left, news_at, speaking = self._left, self._news_at, self._leader is not None
        wait = left - min(RESERVE, left / (behind + 1)) * behind
        if behind:
            known = pace.allowed(newest.candidate.breaker)
            wait = max(wait, min(known, left - _LEAST * behind))
        if speaking:
            # With others to come one is asked beside sooner: that cuts nobody.
            wait = wait if behind else max(wait, PAUSE)
        elif newest.token:
            return min(news_at + wait, newest.began + PROBE)
        return news_at + wait

    def _is_silent(self) -> bool:
        """Whether the time is really up; whoever was speaking is the leader no more."""
        if time.monotonic() < self._due():
            return False
        with self._lock:
            self._leader = None
        return True

    def _ask_beside(self, runner: Runner, seconds: float) -> None:
        """Ask one vendor, in its own thread."""
        ended: Ended
        try:
            provider = self.find(runner.candidate)
            patience = Listening(
                settings.AGENT_FIRST_TOKEN_SECONDS,
                settings.AGENT_STALL_SECONDS,
                partial(self._heard, runner, time.monotonic()),
            )
            with listened(patience):
                completion = provider.respond(
                    self.prompt,
                    timeout=max(0.0, seconds - runner.watch.elapsed),
                    on_text=runner.watch.heard,
                )
            ended = provider, completion
        except BaseException as error:
            # Whatever it is: who waits has to know, and raises it where it belongs.
            ended = error
        with self._lock:
            if not self._over:
                self._events.put((runner, ended))
                return
        settle(runner, ended)

    def _heard(self, runner: Runner, asked_at: float) -> None:
        """A piece came. Raises ProviderError, which ends the call, when it is not needed."""
        now = time.monotonic()
        if runner.spoke_at is None:
            runner.spoke_at = now
            pace.heard(runner.candidate.breaker, now - asked_at)
        with self._lock:
            if not self._over and self._leader in {None, runner}:
                if self._leader is None:
                    self._leader = runner
                    self._left = max(0.0, self._left - (now - self._news_at))
                self._news_at = now
                return
        raise ProviderError(ErrorKind.OUTRUN, "Another one was faster, or had answered already.")

    def _lost(self, runner: Runner, ended: BaseException) -> None:
        """Take in that one brought no answer."""
        with self._lock:
            if self._leader is runner:
                self._leader = None
        if not isinstance(ended, ProviderError):
            # A fault of ours, which says nothing of the provider.
            breakers.give_back(runner.candidate.breaker, runner.token)
            raise ended
        if ended.kind is ErrorKind.OUTRUN:
            breakers.spoke(runner.candidate.breaker, token=runner.token)
            self.on_attempt(runner.watch.failed(runner.candidate, ended))
            return
        hung = ended.kind is ErrorKind.TIMEOUT and runner.spoke_at is None
        self._failed(
            runner.candidate,
            ended,
            runner.watch,
            token=runner.token,
            silent_for=runner.watch.elapsed if hung else 0.0,
        )

    def _hang_up(self, *, won: bool) -> None:
        """Wait for nobody any more. Who was silent is held to hang until it gives a sign."""
        with self._lock:
            self._over = True
        ended = dict(self._drained())
        now = time.monotonic()
        for runner in self._running:
            quiet = now - (runner.spoke_at or runner.began)
            long = min(RESERVE, settings.AGENT_SILENCE_SECONDS / 4)
            if runner in ended:
                self.on_attempt(settle(runner, ended[runner]))
                continue
            if not won or (runner.spoke_at is None and quiet >= long):
                runner.judged = True
                self._given_up(runner, quiet)
                continue
            error = ProviderError(ErrorKind.OUTRUN, "Another one was faster.")
            self.on_attempt(runner.watch.failed(runner.candidate, error))

    def _given_up(self, runner: Runner, quiet: float) -> None:
        words = (
            f"{runner.candidate.provider}: It said nothing for {quiet:.1f} s while a lead waited."
        )
        error = ProviderError(ErrorKind.TIMEOUT, words, provider=runner.candidate.provider)
        self._failed(
            runner.candidate, error, runner.watch, token=runner.token, silent_for=max(quiet, 0.001)
        )

    def _drained(self) -> list[tuple[Runner, Ended]]:
        found = []
        while not self._events.empty():
            found.append(self._events.get())
        return found


_EMBEDDED: Final = Candidate("offline")

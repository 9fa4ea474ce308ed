"""Providers in the order they are asked, and what an error of one means for the next."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from agents.llm.base import Completion, ErrorKind, OnText, Prompt, Provider, ProviderError
from agents.routing.attempts import Attempt, Stopwatch
from agents.routing.breaker import State
from agents.routing.breakers import breakers
from agents.routing.candidates import Candidate, provider_of
from agents.routing.choices import candidates_for
from agents.routing.shares import share
from agents.routing.tasks import Task

logger = logging.getLogger(__name__)

#: One other vendor may see a content differently; two that refuse it are believed.
_REFUSALS: Final = 2

OnAttempt = Callable[[Attempt], None]


def plan_for(task: Task) -> Plan:
    """Whom the broker in hand asks for this kind of work. Call it before ``release()``."""
    return Plan(task, candidates_for(task))


@dataclass(frozen=True)
class Plan:
    """The candidates for one kind of work, in order; the embedded provider is the last of them."""

    task: Task
    candidates: tuple[Candidate, ...]

    def respond(
        self,
        prompt: Prompt,
        *,
        deadline: float,
        on_attempt: OnAttempt,
        on_text: OnText | None = None,
        on_draft: OnText | None = None,
    ) -> tuple[Provider, Completion]:
        """The first usable answer before ``deadline`` (monotonic seconds).

        Each attempt takes a share of the time that is left (:mod:`agents.routing.shares`). With
        ``on_text`` the vendor streams and its silence is limited, before the first word and
        between two; the words are handed over when the answer is whole, so nobody reads the
        beginning of an answer that broke off. ``on_draft`` gets each piece as it comes, for a page
        that draws the whole anew: after a failed attempt (``on_attempt`` tells) what it got counts
        no more. Raises the last :class:`ProviderError` when nobody answered.
        """
        streams = on_text is not None or on_draft is not None
        search = _Search(prompt, deadline, on_attempt, streams=streams, on_draft=on_draft)
        provider, completion = search.first(self.candidates)
        if on_text is not None and completion.text:
            on_text(completion.text)
        return provider, completion


@dataclass
class _Search:
    """One way down the candidates."""

    prompt: Prompt
    deadline: float
    on_attempt: OnAttempt
    streams: bool
    on_draft: OnText | None = None
    #: Tokens that were too few for this prompt, and how many vendors refused its content.
    window: int = 0
    refusals: int = 0
    last: ProviderError = field(
        default_factory=lambda: ProviderError(
            ErrorKind.TIMEOUT, "No model could be asked: no time was left, or all are left alone."
        )
    )

    def first(self, candidates: tuple[Candidate, ...]) -> tuple[Provider, Completion]:
        """The first answer; raises the last error when there is none."""
        for place, candidate in enumerate(candidates):
            behind = candidates[place + 1 :]
            seconds = share(self.deadline - time.monotonic(), behind)
            if seconds <= 0:
                continue
            found = self._ask(candidate, seconds)
            if found is not None:
                return found
            if self._is_final():
                break
        raise self.last

    def _is_final(self) -> bool:
        """Whether nobody else would do better."""
        kind = self.last.kind
        return kind is ErrorKind.BAD_REQUEST or self.refusals >= _REFUSALS

    def _ask(self, candidate: Candidate, seconds: float) -> tuple[Provider, Completion] | None:
        if candidate.is_offline:
            return self._call(candidate, seconds, token="")
        admission = breakers.admit(candidate.breaker, seconds=seconds)
        if not admission.allowed:
            self._pass_over(candidate, _why(admission.state))
            return None
        token = admission.token
        try:
            return self._call(candidate, seconds, token=token)
        except BaseException:
            # Cancelled, or the caller's own function failed: that says nothing of the provider.
            breakers.give_back(candidate.breaker, token)
            raise

    def _call(
        self, candidate: Candidate, seconds: float, *, token: str
    ) -> tuple[Provider, Completion] | None:
        watch = Stopwatch(self.on_draft)
        try:
            provider = provider_of(candidate)
            if self._is_too_small(candidate, provider):
                breakers.give_back(candidate.breaker, token)
                self._pass_over(candidate, "its window is no larger")
                return None
            completion = provider.respond(
                self.prompt,
                # Importing an SDK and making its client are the attempt's time too.
                timeout=max(0.0, seconds - watch.elapsed),
                on_text=watch.heard if self.streams else None,
            )
        except ProviderError as error:
            self._failed(candidate, error, watch, token=token)
            return None
        if not candidate.is_offline:
            breakers.succeeded(candidate.breaker, token=token)
        self.on_attempt(watch.answered(candidate, completion))
        return provider, completion

    def _is_too_small(self, candidate: Candidate, provider: Provider) -> bool:
        """Whether the prompt was too long for a window of this size already.

        The embedded provider reads facts, not the whole prompt: no window is too small for it.
        """
        if candidate.is_offline or not self.window:
            return False
        return provider.capabilities.context_tokens <= self.window

    def _failed(
        self, candidate: Candidate, error: ProviderError, watch: Stopwatch, *, token: str
    ) -> None:
        self.last = error
        if error.kind is ErrorKind.REFUSED:
            self.refusals += 1
        if error.kind is ErrorKind.CONTEXT_LENGTH and not candidate.is_offline:
            self.window = max(self.window, provider_of(candidate).capabilities.context_tokens)
        if not candidate.is_offline:
            breakers.failed(candidate.breaker, error, token=token)
        level = logging.ERROR if error.kind is ErrorKind.BAD_REQUEST else logging.WARNING
        logger.log(level, "Model provider %s failed: %s", candidate.provider, error.kind)
        self.on_attempt(watch.failed(candidate, error))

    def _pass_over(self, candidate: Candidate, why: str) -> None:
        self.on_attempt(
            Attempt(
                candidate.provider,
                candidate.model,
                candidate.credential,
                error=f"passed over: {why}",
                passed_over=True,
            )
        )


def _why(state: State) -> str:
    wait = max(0.0, state.open_until - time.time())
    return f"{state.reason}, tried again in {wait:.0f} s" if wait else "being tried by another call"

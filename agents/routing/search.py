"""One way down the candidates, one after the other, and what an error means for the next."""

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
from agents.routing.candidates import Candidate
from agents.routing.shares import share

logger = logging.getLogger(__name__)

#: One other vendor may see a content differently; two that refuse it are believed.
_REFUSALS: Final = 2

OnAttempt = Callable[[Attempt], None]
Found = tuple[Provider, Completion]


@dataclass
class Search:
    """One way down the candidates."""

    prompt: Prompt
    deadline: float
    on_attempt: OnAttempt
    #: Finds the provider behind a candidate; raises ProviderError when it cannot be asked.
    find: Callable[[Candidate], Provider]
    streams: bool = False
    on_draft: OnText | None = None
    #: A time-out is not held against a vendor.
    is_brief: bool = False
    #: Tokens that were too few for this prompt, and how many vendors refused its content.
    window: int = 0
    refusals: int = 0
    last: ProviderError = field(
        default_factory=lambda: ProviderError(
            ErrorKind.TIMEOUT, "No model could be asked: no time was left, or all are left alone."
        )
    )

    def first(self, candidates: tuple[Candidate, ...]) -> Found:
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

    def _ask(self, candidate: Candidate, seconds: float) -> Found | None:
        if candidate.is_offline:
            return self._call(candidate, seconds, token="")
        admission = breakers.admit(candidate.breaker, seconds=seconds)
        if not admission.allowed:
            self._pass_over(candidate, why(admission.state))
            return None
        token = admission.token
        try:
            return self._call(candidate, seconds, token=token)
        except BaseException:
            # Cancelled, or the caller's own function failed: that says nothing of the provider.
            breakers.give_back(candidate.breaker, token)
            raise

    def _call(self, candidate: Candidate, seconds: float, *, token: str) -> Found | None:
        watch = Stopwatch(self.on_draft)
        try:
            provider = self.find(candidate)
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
        self,
        candidate: Candidate,
        error: ProviderError,
        watch: Stopwatch,
        *,
        token: str,
        silent_for: float = 0.0,
    ) -> None:
        self.last = error
        if error.kind is ErrorKind.REFUSED:
            self.refusals += 1
        if error.kind is ErrorKind.CONTEXT_LENGTH and not candidate.is_offline:
            self.window = max(self.window, self.find(candidate).capabilities.context_tokens)
        if self.is_brief and error.kind is ErrorKind.TIMEOUT:
            breakers.give_back(candidate.breaker, token)
        elif not candidate.is_offline:
            breakers.failed(candidate.breaker, error, token=token, silent_for=silent_for)
        level = logging.ERROR if error.kind is ErrorKind.BAD_REQUEST else logging.WARNING
        # Not the vendor's own words: they may repeat what was sent.
        logger.log(
            level,
            "Model provider %s failed: %s, %s, after %.1f s; the next in the order is asked",
            candidate.provider,
            candidate.model,
            error.kind,
            watch.elapsed,
        )
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


def why(state: State) -> str:
    """Why a provider is passed over, in words."""
    wait = max(0.0, state.open_until - time.time())
    return f"{state.reason}, tried again in {wait:.0f} s" if wait else "being tried by another call"

"""Providers in the order they are asked, and what an error of one means for the next."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from agents.llm.base import Completion, ErrorKind, OnText, Prompt, Provider, ProviderError
from agents.routing.attempts import Attempt
from agents.routing.candidates import Candidate, platform_candidates, provider_of
from agents.routing.tasks import Task

logger = logging.getLogger(__name__)

#: Seconds kept for the providers that are still to come when one is slow.
_SLICE: Final = 5.0
#: Seconds for which a provider that let its time run out is passed over while others are there:
#: else each lead would wait for it anew.
_REST: Final = 30.0
#: Errors that another provider would meet just the same.
_OURS: Final = {ErrorKind.BAD_REQUEST}

# Providers that rest, with the monotonic second until which; of this process.
_resting: Final[dict[str, float]] = {}

OnAttempt = Callable[[Attempt], None]


def plan_for(task: Task) -> Plan:
    """Whom the broker in hand asks for this kind of work. Call it before ``release()``."""
    return Plan(task, platform_candidates())


@dataclass(frozen=True, slots=True)
class Plan:
    """The candidates for one kind of work, in order."""

    task: Task
    candidates: tuple[Candidate, ...]

    def respond(
        self,
        prompt: Prompt,
        *,
        deadline: float,
        on_attempt: OnAttempt,
        on_text: OnText | None = None,
    ) -> tuple[Provider, Completion]:
        """The first usable answer before ``deadline`` (monotonic seconds).

        Each provider gets the time that is left less a slice for every one behind it, and no more
        than AGENT_MODEL_SECONDS while there is one behind it. ``on_text`` gets the whole answer's
        words, never those of an answer that broke off. Raises the last :class:`ProviderError`
        when nobody answered.
        """
        last = ProviderError(ErrorKind.TIMEOUT, "There was no time left to ask a model.")
        for place, candidate in enumerate(self.candidates):
            started = time.monotonic()
            behind = len(self.candidates) - place - 1
            left = deadline - started - _SLICE * behind
            if left <= 0:
                continue
            if behind and started < _resting.get(candidate.provider, 0.0):
                on_attempt(
                    Attempt(
                        candidate.provider,
                        candidate.model,
                        candidate.credential,
                        error="resting: it did not answer a moment ago",
                        passed_over=True,
                    )
                )
                continue
            if behind:
                left = min(left, settings.AGENT_MODEL_SECONDS)
            model = candidate.model
            try:
                provider = provider_of(candidate)
                model = provider.model_id
                completion = provider.respond(prompt, timeout=left)
            except ProviderError as error:
                last = error
                on_attempt(
                    Attempt(
                        candidate.provider,
                        model,
                        candidate.credential,
                        _ms(started),
                        error_kind=error.kind,
                        error=f"{error.kind}: {error}",
                    )
                )
                logger.warning("Model provider %s failed: %s", candidate.provider, error.kind)
                if error.kind is ErrorKind.TIMEOUT:
                    _resting[candidate.provider] = time.monotonic() + _REST
                if error.kind in _OURS:
                    break
                continue
            _resting.pop(candidate.provider, None)
            on_attempt(
                Attempt(
                    candidate.provider,
                    model,
                    candidate.credential,
                    _ms(started),
                    completion=completion,
                    usage=completion.usage,
                )
            )
            if on_text is not None and completion.text:
                on_text(completion.text)
            return provider, completion
        raise last


def wake_all() -> None:
    """Let nobody rest any more."""
    _resting.clear()


def _ms(started: float) -> int:
    return int((time.monotonic() - started) * 1000)

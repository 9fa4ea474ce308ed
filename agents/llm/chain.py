"""Providers in the order they are asked, and what an error of one means for the next."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from agents.llm.base import Completion, ErrorKind, Prompt, Provider, ProviderError
from agents.llm.registry import provider_for

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


@dataclass(frozen=True, slots=True)
class Attempt:
    """One provider's try: what it answered or why it failed, and how long it took (ms)."""

    provider: str
    model: str
    duration_ms: int
    completion: Completion | None = None
    error: str = ""


def provider_names() -> list[str]:
    """The configured provider, then its fallbacks, each once."""
    return list(dict.fromkeys([settings.LLM_PROVIDER, *settings.LLM_FALLBACK_PROVIDERS]))


def respond(
    prompt: Prompt,
    *,
    deadline: float,
    on_attempt: Callable[[Attempt], None],
) -> tuple[Provider, Completion]:
    """The first usable answer of the chain before ``deadline`` (monotonic seconds).

    Each provider gets the time that is left less a slice for every one behind it, and no more
    than AGENT_MODEL_SECONDS while there is one behind it. Raises the last :class:`ProviderError`
    when nobody answered.
    """
    names = provider_names()
    last = ProviderError(ErrorKind.TIMEOUT, "There was no time left to ask a model.")
    for place, name in enumerate(names):
        started = time.monotonic()
        behind = len(names) - place - 1
        left = deadline - started - _SLICE * behind
        if left <= 0:
            continue
        if behind and started < _resting.get(name, 0.0):
            on_attempt(Attempt(name, "", 0, error="resting: it did not answer a moment ago"))
            continue
        if behind:
            left = min(left, settings.AGENT_MODEL_SECONDS)
        model = ""
        try:
            provider = provider_for(name)
            model = provider.model_id
            completion = provider.respond(prompt, timeout=left)
        except ProviderError as error:
            last = error
            on_attempt(Attempt(name, model, _ms(started), error=f"{error.kind}: {error}"))
            logger.warning("Model provider %s failed: %s", name, error.kind)
            if error.kind is ErrorKind.TIMEOUT:
                _resting[name] = time.monotonic() + _REST
            if error.kind in _OURS:
                break
            continue
        _resting.pop(name, None)
        on_attempt(Attempt(name, completion.model or model, _ms(started), completion=completion))
        return provider, completion
    raise last


def wake_all() -> None:
    """Let nobody rest any more."""
    _resting.clear()


def _ms(started: float) -> int:
    return int((time.monotonic() - started) * 1000)

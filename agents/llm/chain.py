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
#: Errors that another provider would meet just the same.
_OURS: Final = {ErrorKind.BAD_REQUEST}


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

    Each provider gets the time that is left less a slice for every one behind it. Raises the
    last :class:`ProviderError` when nobody answered.
    """
    names = provider_names()
    last = ProviderError(ErrorKind.TIMEOUT, "There was no time left to ask a model.")
    for place, name in enumerate(names):
        left = deadline - time.monotonic() - _SLICE * (len(names) - place - 1)
        if left <= 0:
            continue
        started = time.monotonic()
        model = ""
        try:
            provider = provider_for(name)
            model = provider.model_id
            completion = provider.respond(prompt, timeout=left)
        except ProviderError as error:
            last = error
            on_attempt(Attempt(name, model, _ms(started), error=f"{error.kind}: {error}"))
            logger.warning("Model provider %s failed: %s", name, error.kind)
            if error.kind in _OURS:
                break
            continue
        on_attempt(Attempt(name, completion.model or model, _ms(started), completion=completion))
        return provider, completion
    raise last


def _ms(started: float) -> int:
    return int((time.monotonic() - started) * 1000)

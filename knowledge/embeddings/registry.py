"""The one way to vectors: which provider makes them, and when it is left alone for a while."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from typing import Final, cast

from django.conf import settings
from django.utils.module_loading import import_string

from knowledge.embeddings.base import (
    BATCH,
    LONGEST,
    Answer,
    Embedded,
    Embedder,
    EmbeddingError,
    Trouble,
    Vector,
)
from knowledge.embeddings.local import NAME as LOCAL_NAME
from knowledge.embeddings.metering import metered

LOCAL: Final = "local"
# Dotted paths, because an SDK costs up to a second and tens of megabytes.
_PATHS: Final = {
    LOCAL: "knowledge.embeddings.local.LocalEmbedder",
    "openai": "knowledge.embeddings.openai.OpenAIEmbedder",
    "gemini": "knowledge.embeddings.gemini.GeminiEmbedder",
}
_MODELS: Final = {"openai": "text-embedding-3-small", "gemini": "gemini-embedding-001"}
#: Seconds without asking after a failure. Ours says nothing about the provider.
_REST: Final = {
    Trouble.SETUP: 300.0,
    Trouble.BAD_REQUEST: 0.0,
    Trouble.RATE_LIMITED: 20.0,
    Trouble.UNAVAILABLE: 30.0,
    Trouble.TIMEOUT: 30.0,
    Trouble.UNPARSABLE: 30.0,
    # One broker's matter: the others are served.
    Trouble.BUDGET: 0.0,
}

_made: dict[tuple[str, str, str, str], Embedder] = {}
_resting: dict[str, tuple[float, EmbeddingError]] = {}
_lock = threading.Lock()


def model_name() -> str:
    """The name that rows of the provider now set carry, found without loading it."""
    provider = settings.EMBEDDING_PROVIDER
    if provider == LOCAL:
        return LOCAL_NAME
    return f"{provider}/{_model(provider)}"


def embedder() -> Embedder:
    """The provider that is set, one a process; :class:`EmbeddingError` without its key."""
    name = settings.EMBEDDING_PROVIDER
    values = {} if name == LOCAL else settings.LLM.get(name, {})
    api_key, base_url = values.get("api_key", ""), values.get("base_url", "")
    if name != LOCAL and not api_key:
        variable = f"{name.upper()}_API_KEY"
        raise EmbeddingError(
            Trouble.SETUP,
            f"{variable} is missing. Set it, or EMBEDDING_PROVIDER to {LOCAL}.",
        )
    key = (name, api_key, base_url, _model(name))
    with _lock:
        if key not in _made:
            made = import_string(_PATHS[name])
            _made[key] = cast(
                Embedder,
                made()
                if name == LOCAL
                else made(api_key=api_key, base_url=base_url, model=_model(name)),
            )
        return _made[key]


def embed(texts: Sequence[str], *, timeout: float) -> Embedded:
    """The vectors of the texts, ``BATCH`` a call; ``timeout`` seconds for each call.

    The caller holds no database connection meanwhile, and is in no transaction: each call of a
    vendor is written down before the next. Raises :class:`EmbeddingError`; a provider
    that failed is left alone for a while, and the same error comes at once. A text without words
    has no meaning to find and is refused.
    """
    if any(not text.strip() for text in texts):
        raise EmbeddingError(Trouble.BAD_REQUEST, "An empty text has no vector.")
    model = model_name()
    _raise_if_resting(model)
    try:
        provider = embedder()
        vectors: list[Vector] = []
        for start in range(0, len(texts), BATCH):
            batch = [" ".join(text.split())[:LONGEST] for text in texts[start : start + BATCH]]
            vectors += _asked(provider, batch, timeout=timeout).vectors
    except EmbeddingError as error:
        _rest(model, error)
        raise
    return Embedded(model=model, vectors=tuple(vectors))


def related(language: str) -> float:
    """From which cosine on two texts in this language are about the same matter."""
    known = embedder().related
    return known.get(language[:2].lower(), known[""])


def wake_up() -> None:
    """Ask providers again that were left alone: for a person who has just set them right."""
    _resting.clear()


def _asked(provider: Embedder, texts: list[str], *, timeout: float) -> Answer:
    name = settings.EMBEDDING_PROVIDER
    if name == LOCAL:
        return provider.embed(texts, timeout=timeout)  # costs nothing
    return metered(
        lambda: provider.embed(texts, timeout=timeout), provider=name, model=_model(name)
    )


def _model(provider: str) -> str:
    return str(settings.EMBEDDING_MODEL or _MODELS.get(provider, ""))


def _raise_if_resting(model: str) -> None:
    until, error = _resting.get(model, (0.0, None))
    if error is not None and time.monotonic() < until:
        raise EmbeddingError(error.trouble, str(error), retry_after=until - time.monotonic())


def _rest(model: str, error: EmbeddingError) -> None:
    seconds = _REST[error.trouble]
    if error.trouble is Trouble.RATE_LIMITED and error.retry_after is not None:
        seconds = error.retry_after
    if seconds:
        _resting[model] = (time.monotonic() + seconds, error)

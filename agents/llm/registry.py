"""Find a provider by its name; its SDK is imported when it is first asked for."""

from __future__ import annotations

import threading
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from agents.llm.base import ErrorKind, Provider, ProviderError

OFFLINE = "offline"

# Dotted paths, because an SDK costs up to a second and tens of megabytes.
PATHS = {
    OFFLINE: "agents.llm.offline.provider.OfflineProvider",
    "openai": "agents.llm.openai.OpenAIProvider",
    "anthropic": "agents.llm.anthropic.AnthropicProvider",
    "gemini": "agents.llm.gemini.GeminiProvider",
    "groq": "agents.llm.groq.GroqProvider",
}

_providers: dict[tuple[str, str, str, str], Provider] = {}
_lock = threading.Lock()


def provider_for(name: str) -> Provider:
    """The provider set up in ``settings.LLM``.

    Raises :class:`ProviderError` of kind AUTH, naming the variable to set, when the name is
    unknown or the key or model is missing.
    """
    if name == OFFLINE:
        return provider_with(OFFLINE)
    if name not in PATHS:
        raise ProviderError(
            ErrorKind.AUTH,
            f"There is no model provider {name!r}. Set LLM_PROVIDER and LLM_FALLBACK_PROVIDER "
            f"to one of {', '.join(PATHS)}.",
            provider=name,
        )
    values = settings.LLM.get(name, {})
    return provider_with(
        name,
        api_key=values.get("api_key", ""),
        base_url=values.get("base_url", ""),
        model=values.get("model", ""),
    )


def provider_with(name: str, *, api_key: str = "", base_url: str = "", model: str = "") -> Provider:
    """The provider with these very credentials; one instance, and its connections, for each."""
    if name == OFFLINE:
        api_key = base_url = model = ""
    else:
        _require(name, "API_KEY", api_key)
        _require(name, "MODEL", model)
    key = (name, api_key, base_url, model)
    # Looked up before the lock: importing one SDK must not hold up those who have theirs.
    if (known := _providers.get(key)) is not None:
        return known
    with _lock:
        if key not in _providers:
            made = import_string(PATHS[name])
            arguments = {"api_key": api_key, "base_url": base_url, "model": model}
            _providers[key] = cast(Provider, made() if name == OFFLINE else made(**arguments))
        return _providers[key]


def _require(name: str, what: str, value: str) -> None:
    if not value:
        variable = f"{name.upper()}_{what}"
        raise ProviderError(
            ErrorKind.AUTH,
            f"{variable} is missing. Set it to use the model provider {name!r}.",
            provider=name,
        )

"""A model that may be asked, with the credential it is asked with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Final

from django.conf import settings

from agents.llm.base import Provider
from agents.llm.registry import OFFLINE, provider_for, provider_with
from agents.routing.breakers import Name

_HASH: Final = 10


@dataclass(frozen=True, slots=True)
class Candidate:
    """One place in the order: a provider, its model and address, and whose key pays.

    ``owner`` is the schema of the broker whose own key it is, empty for the platform's.
    ``credential`` names the key in logs, in Redis and on pages without telling it.
    """

    provider: str
    model: str = ""
    api_key: str = field(default="", repr=False)
    base_url: str = ""
    owner: str = ""

    @property
    def is_offline(self) -> bool:
        """Whether it is the embedded provider, which costs nothing and never fails."""
        return self.provider == OFFLINE

    @property
    def credential(self) -> str:
        """A short hash of key and address; nothing for the embedded provider."""
        if not self.api_key:
            return ""
        told = f"{self.provider}\n{self.base_url}\n{self.api_key}"
        return hashlib.sha256(told.encode()).hexdigest()[:_HASH]

    @property
    def breaker(self) -> Name:
        """Under which name its health is known."""
        return Name(self.owner, self.provider, self.model, self.credential)


def platform_candidates() -> tuple[Candidate, ...]:
    """The platform's provider and its fallbacks, each once, and the embedded one after all."""
    names = dict.fromkeys([settings.LLM_PROVIDER, *settings.LLM_FALLBACK_PROVIDERS, OFFLINE])
    return tuple(platform_candidate(name) for name in names)


def provider_of(candidate: Candidate) -> Provider:
    """The provider behind a candidate.

    Raises :class:`agents.llm.base.ProviderError` of kind AUTH when a key or a model is missing.
    """
    if not candidate.api_key:
        # It says which variable is to be set.
        return provider_for(candidate.provider)
    return provider_with(
        candidate.provider,
        api_key=candidate.api_key,
        base_url=candidate.base_url,
        model=candidate.model,
    )


def platform_candidate(name: str) -> Candidate:
    """A provider with the platform's model and key."""
    values = settings.LLM.get(name, {})
    return Candidate(
        name,
        model=values.get("model", ""),
        api_key=values.get("api_key", ""),
        base_url=values.get("base_url", ""),
    )

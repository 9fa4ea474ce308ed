"""Providers are found by name, made once, and cost nothing until used."""

from __future__ import annotations

import subprocess
import sys

import pytest
from pytest_django import Settings

from agents.llm.base import ErrorKind, ProviderError
from agents.llm.registry import PATHS, provider_for, provider_with

VENDOR_NAMES = sorted(PATHS.keys() - {"offline"})


def configure(settings: Settings, name: str, **values: str) -> None:
    """Set one vendor up."""
    settings.LLM = {name: {"api_key": "", "base_url": "", "model": "", **values}}


@pytest.mark.parametrize("name", VENDOR_NAMES)
def test_a_vendor_is_built_from_the_settings_and_kept(name: str, settings: Settings) -> None:
    configure(settings, name, api_key="key", model="some-model")

    provider = provider_for(name)

    assert (provider.name, provider.model_id) == (name, "some-model")
    assert provider.capabilities.tools
    assert provider_for(name) is provider


def test_other_credentials_are_another_instance(settings: Settings) -> None:
    configure(settings, "openai", api_key="platform", model="m")

    assert provider_for("openai") is not provider_with("openai", api_key="broker", model="m")


@pytest.mark.parametrize("name", VENDOR_NAMES)
@pytest.mark.parametrize(
    ("values", "variable"), [({"model": "m"}, "API_KEY"), ({"api_key": "k"}, "MODEL")]
)
def test_what_is_missing_is_named(
    name: str, values: dict[str, str], variable: str, settings: Settings
) -> None:
    configure(settings, name, **values)

    with pytest.raises(ProviderError, match=f"{name.upper()}_{variable} is missing") as caught:
        provider_for(name)

    assert caught.value.kind is ErrorKind.AUTH


def test_an_unknown_name_lists_the_known_ones(settings: Settings) -> None:
    with pytest.raises(ProviderError, match="offline, openai, anthropic, gemini, groq"):
        provider_for("claude")


def test_the_embedded_provider_needs_nothing(settings: Settings) -> None:
    settings.LLM = {}

    assert provider_for("offline").name == "offline"


def test_importing_the_registry_imports_no_sdk() -> None:
    program = (
        "import sys, agents.llm.registry;"
        "print(sorted({'openai', 'anthropic', 'groq', 'google.genai'} & sys.modules.keys()))"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"

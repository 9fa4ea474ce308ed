"""A vendor that listens, on this machine, and voice notes that come over WhatsApp."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agents.hearing import vendors
from channels_app.media import fetching
from channels_app.models import ChannelAccount
from crm.conversations.models import Attachment
from tests import drive
from tests.channels_app.media.acts import OGG
from tests.channels_app.media.conftest import Library, library
from tests.fakes.llm import ScriptedServer
from tests.payloads import whatsapp
from tests.stage import channel, model, number, person, window_off

__all__ = [
    "channel",
    "library",
    "model",
    "number",
    "person",
    "window_off",
]


@pytest.fixture
def ears(settings: Any, request: pytest.FixtureRequest) -> Iterator[ScriptedServer]:
    """The vendor; Groq unless the test says another."""
    vendor = getattr(request, "param", "groq")
    with ScriptedServer() as server:
        # OpenAI's address has the version in it, Groq's SDK adds it.
        base = server.url + ("/v1" if vendor == "openai" else "")
        settings.LLM = {
            **settings.LLM,
            vendor: {"api_key": f"key-{id(server)}", "base_url": base, "model": "any"},
        }
        settings.TRANSCRIPTION_PROVIDER = vendor
        settings.TRANSCRIPTION_MODEL = f"listener-{id(server)}"
        vendors._plain_only.clear()
        yield server


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    fetching._slots = None


@pytest.fixture
def note(number: ChannelAccount, library: Library, window_off: None) -> Attachment:
    """A voice note, still to be fetched."""
    library.holds = [OGG]
    audio = {"id": "77", "mime_type": "audio/ogg; codecs=opus", "voice": True}
    drive.deliver(whatsapp.whole("audio", audio=audio))
    return Attachment.objects.get()

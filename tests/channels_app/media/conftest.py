"""A channel that hands out what a test tells it to, and a photo that came over it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from channels_app.channels import registry
from channels_app.media import fetching
from channels_app.models import ChannelAccount
from crm.conversations.models import Attachment, Message
from tests import drive
from tests.channels_app.media.acts import PNG
from tests.fakes.channel import FakeChannel
from tests.payloads import whatsapp


class Library(FakeChannel):
    """A channel whose files are given by the test."""

    def __init__(self, real: Any) -> None:
        super().__init__(real)
        self.holds: Iterable[bytes] | Exception = [PNG]
        self.asked: list[Any] = []

    def media(self, account: Any, ref: Any) -> Iterator[bytes]:
        """The pieces, or the trouble."""
        self.asked.append(ref)
        if isinstance(self.holds, Exception):
            raise self.holds
        yield from self.holds


@pytest.fixture(autouse=True)
def media_root(settings: Any, tmp_path: Path) -> Path:
    """Files of a test lie in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    fetching._slots = None
    return Path(settings.MEDIA_ROOT)


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    """WhatsApp, with files of ours."""
    real = registry.adapter_for
    fake = Library(real("whatsapp"))
    monkeypatch.setattr(
        registry, "adapter_for", lambda name: fake if name == "whatsapp" else real(name)
    )
    return fake


@pytest.fixture
def photo(number: ChannelAccount, library: Library) -> Attachment:
    """A photo that a lead sent, still to be fetched."""
    drive.deliver(whatsapp.whole("image", image={"id": "77", "mime_type": "image/png"}))
    return Attachment.objects.get()


@pytest.fixture
def message(photo: Attachment) -> Message:
    """The message it came with."""
    return photo.message

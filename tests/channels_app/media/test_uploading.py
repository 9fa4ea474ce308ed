"""What people send: checked before anything is sent, kept, and sent once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from channels_app.channels.base import File
from channels_app.delivery.sending import conversation_deliver
from channels_app.models import ChannelAccount
from crm.accounts.models import User
from crm.conversations import uploads
from crm.conversations.models import Attachment, Conversation, Message
from tests import drive
from tests.api.client import Api
from tests.channels_app.media.acts import PNG
from tests.channels_app.media.conftest import Library
from tests.pages import door


@pytest.fixture
def talk(number: ChannelAccount, library: Library) -> Conversation:
    """A thread on WhatsApp."""
    drive.receive("Hola")
    return Conversation.objects.get()


def plan(content: bytes = PNG, name: str = "plano.png", mime: str = "image/png") -> Any:
    return SimpleUploadedFile(name, content, mime)


def attach(user: User, talk: Conversation, **fields: Any) -> Any:
    return door(user, htmx=True).post(f"/inbox/{talk.pk}/attachments", fields)


def files_below(root: Path) -> list[Path]:
    return [each for each in root.rglob("*") if each.is_file()]


def test_a_file_goes_out_with_its_words(talk: Conversation, person: User, library: Library) -> None:
    answer = attach(person, talk, file=plan(), text="El plano")
    conversation_deliver(talk.pk)

    assert answer.status_code == 200
    (sent,) = library.sent
    assert sent.text == "El plano"
    assert isinstance(sent.file, File)
    assert Path(sent.file.path).read_bytes() == PNG
    assert (sent.file.kind, sent.file.mime_type) == ("image", "image/png")
    assert b"<img" in answer.content


def test_words_are_not_needed(talk: Conversation, person: User) -> None:
    assert attach(person, talk, file=plan()).status_code == 200
    assert Conversation.objects.get().holder == "person"


def test_without_a_file_it_is_an_answer(talk: Conversation, person: User) -> None:
    attach(person, talk, text="Hola, soy Ana")

    assert drive.replies() == ["Hola, soy Ana"]


def test_sent_twice_it_is_one_message_and_one_file(
    talk: Conversation, person: User, media_root: Path
) -> None:
    for _time in range(2):
        attach(person, talk, file=plan(), client_key="one")

    assert Message.objects.filter(direction="out").count() == 1
    assert len(files_below(media_root)) == 1


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"", 400),
        (b"MZ\x90\x00", 400),
        (b"<svg onload=alert(1)>", 400),
        (b"#!/bin/sh", 400),
        (b"\x00" * (25 * 1024 * 1024 + 1), 413),
    ],
)
def test_what_is_not_sent_is_refused_and_not_kept(
    talk: Conversation, person: User, media_root: Path, content: bytes, status: int
) -> None:
    answer = attach(person, talk, file=plan(content))

    assert answer.status_code == status
    assert not Attachment.objects.exists()
    assert not files_below(media_root)


def test_too_many_words_for_a_file_are_refused(talk: Conversation, person: User) -> None:
    assert attach(person, talk, file=plan(), text="a" * 1025).status_code == 413


def test_a_picture_too_big_for_one_goes_as_a_document(talk: Conversation, person: User) -> None:
    attach(person, talk, file=plan(PNG + b"\x00" * 6 * 1024 * 1024))

    assert Attachment.objects.get().kind == "document"


def test_a_channel_that_takes_none_says_so(
    talk: Conversation, person: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "_ask", [lambda _channel: {}])

    assert attach(person, talk, file=plan()).status_code == 409
    assert b"data-file" not in door(person).get(f"/inbox/{talk.pk}/").content


def test_a_lie_about_the_type_changes_nothing(talk: Conversation, person: User) -> None:
    attach(person, talk, file=plan(b"%PDF-1.7 ...", "foto.png", "image/png"))

    assert Attachment.objects.get().mime_type == "application/pdf"


def test_over_the_api_too(talk: Conversation, person: User) -> None:
    program = Api(person)
    path = f"/api/v1/conversations/{talk.pk}/attachments"
    answer = program._client.post(path, {"file": plan(), "text": "El plano"})

    assert answer.status_code == 201
    (told,) = answer.json()["attachments"]
    got: Any = program._client.get(told["url"])
    assert b"".join(got.streaming_content) == PNG

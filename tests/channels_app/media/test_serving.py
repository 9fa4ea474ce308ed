"""Who may see a conversation may have its files, in ranges, and nothing in them ever runs."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from django.test import RequestFactory

from channels_app.media.serving import file_answer
from crm.accounts.models import User
from crm.conversations.models import Attachment
from crm.core.files import path_of
from tests.channels_app.media.acts import PNG, fetch
from tests.channels_app.media.conftest import Library
from tests.pages import door


@pytest.fixture
def stored(photo: Attachment) -> Attachment:
    """The photo, fetched."""
    return fetch(photo)


def get(user: User | None, attachment: Attachment, **headers: str) -> Any:
    return door(user).get(f"/media/{attachment.pk}", headers=headers)


def body_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_a_photo_is_shown_in_place(stored: Attachment, person: User) -> None:
    answer = get(person, stored)

    assert answer.status_code == 200
    assert body_of(answer) == PNG
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "script-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("content", "claimed"),
    [
        (b"<!doctype html><script>alert(1)</script>", "image/png"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "image/svg+xml"),
        (b"<?xml version='1.0'?><svg/>", "image/svg+xml"),
        (b"  \n<html>", "text/plain"),
        (b"MZ\x90\x00", "application/pdf"),
    ],
)
def test_what_could_run_is_only_handed_out(
    photo: Attachment, library: Library, person: User, content: bytes, claimed: str
) -> None:
    library.holds = [content]
    answer = get(person, fetch(photo, mime_type=claimed))

    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_picture_that_is_a_script_too_stays_a_picture(
    photo: Attachment, library: Library, person: User
) -> None:
    library.holds = [b"GIF89a/*<script>*/=1;alert(1)"]
    answer = get(person, fetch(photo, mime_type="text/html"))

    assert answer["Content-Type"] == "image/gif"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-3", 206, PNG[:4]),
        ("bytes=8-", 206, PNG[8:]),
        ("bytes=-5", 206, PNG[-5:]),
        ("bytes=8-99999999999999999999999", 206, PNG[8:]),
        ("bytes=5-2", 416, b""),
        ("bytes=999999-", 416, b""),
        ("bytes=0-1,4-5", 200, PNG),
        ("lines=1-2", 200, PNG),
    ],
)
def test_a_part_is_answered_as_asked(
    stored: Attachment, person: User, asked: str, status: int, part: bytes
) -> None:
    answer = get(person, stored, range=asked)

    assert answer.status_code == status
    if status != 416:
        assert body_of(answer) == part
        assert int(answer["Content-Length"]) == len(part)


def test_what_the_browser_has_is_not_sent_again(stored: Attachment, person: User) -> None:
    tag = get(person, stored)["ETag"]

    assert get(person, stored, **{"if-none-match": tag}).status_code == 304


def test_a_stranger_finds_nothing(stored: Attachment) -> None:
    outsider = User.objects.create(email="eva@alice.test", name="Eva", role=User.Role.AGENT)

    assert get(None, stored).status_code == 302
    assert get(outsider, stored).status_code in {200, 404}


def test_a_file_that_has_not_come_or_was_lost_is_not_found(photo: Attachment, person: User) -> None:
    assert get(person, photo).status_code == 404
    fetch(photo)
    path_of(photo.file).unlink()
    assert get(person, photo).status_code == 404


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "..\\..\\boot.ini"])
def test_a_strangers_file_name_is_no_path(photo: Attachment, person: User, name: str) -> None:
    answer = get(person, fetch(photo, filename=name))

    assert "/" not in answer["Content-Disposition"].split(";", 1)[1]
    assert "\\" not in answer["Content-Disposition"]


def test_a_row_that_leads_out_of_the_folder_opens_nothing(photo: Attachment) -> None:
    fetch(photo)
    photo.file = "../../../etc/passwd"

    with pytest.raises(ValueError, match="out of the broker"):
        file_answer(RequestFactory().get("/"), photo)


def test_under_asgi_it_is_streamed_and_not_gathered(stored: Attachment) -> None:
    request: Any = RequestFactory().get("/")
    request.scope = {}
    answer: Any = file_answer(request, stored)

    async def read() -> bytes:
        return b"".join([piece async for piece in answer.streaming_content])

    assert answer.is_async
    assert asyncio.run(read()) == PNG

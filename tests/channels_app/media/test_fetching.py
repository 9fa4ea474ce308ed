"""What came with a message is fetched once, whole, and is what its bytes say it is."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from channels_app.channels.base import Advice, SendError
from channels_app.media import fetching
from channels_app.media.claiming import claim, files_due, put_back
from channels_app.media.fetching import attachment_fetch, limit_of
from channels_app.media.tasks import sweep
from crm.conversations.models import Attachment
from crm.core.models import AuditLog
from tests.channels_app.media.acts import PNG, fetch
from tests.channels_app.media.conftest import Library


def test_a_photo_is_kept_in_the_brokers_folder(photo: Attachment, media_root: Path) -> None:
    fetch(photo)

    assert (photo.state, photo.mime_type, photo.size) == ("stored", "image/png", len(PNG))
    assert photo.sha256 == hashlib.sha256(PNG).hexdigest()
    assert (media_root / "t_alice" / photo.file).read_bytes() == PNG
    assert AuditLog.objects.filter(verb="crm.message.file", object_id=photo.message_id).exists()


def test_what_is_stored_is_not_fetched_again(photo: Attachment, library: Library) -> None:
    fetch(photo)

    assert not files_due(limit=9)
    assert not attachment_fetch(photo.pk)
    assert len(library.asked) == 1


def test_two_workers_fetch_it_once(photo: Attachment) -> None:
    assert claim(photo.pk) is not None
    assert claim(photo.pk) is None


def test_what_a_dead_worker_held_is_due_after_its_lease(photo: Attachment) -> None:
    lost = claim(photo.pk)
    assert lost is not None
    assert not files_due(limit=9)

    fetch(photo)

    assert photo.state == "stored"
    assert not put_back(lost, seconds=1, error="too late")


def test_no_connection_is_held_and_none_is_needed_while_bytes_come(
    photo: Attachment, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    released = []
    monkeypatch.setattr(fetching, "release", lambda: released.append(True))

    def pieces() -> Iterator[bytes]:
        assert released
        with connection.execute_wrapper(_refuse):
            yield PNG

    library.holds = pieces()

    assert fetch(photo).state == "stored"


def _refuse(*_call: Any) -> None:
    raise AssertionError("a query while bytes come")


def test_ten_gigabytes_end_at_the_limit(
    photo: Attachment, library: Library, media_root: Path
) -> None:
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        for _piece in range(10 * 1024):
            taken += 1
            yield b"\x00" * 1024 * 1024

    library.holds = endless()

    assert fetch(photo).state == "refused"
    assert taken == limit_of("image") // (1024 * 1024) + 1
    assert photo.error == fetching.TOO_BIG
    assert not [each for each in media_root.rglob("*") if each.is_file()]


def test_an_archive_is_kept_and_never_opened(photo: Attachment, library: Library) -> None:
    bomb = b"PK\x03\x04" + b"\x00" * 200
    library.holds = [bomb]

    fetch(photo, kind="document", mime_type="application/zip")

    assert (photo.mime_type, photo.size) == ("application/zip", len(bomb))


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (SendError("131052", "expired", Advice.DEAD), "gone"),
        (SendError("file_too_big", "too big", Advice.DEAD), "refused"),
        (SendError("no_answer", "broke off"), "waiting"),
        (SendError("190", "token", Advice.PAUSE), "waiting"),
        (SendError("429", "slow down", Advice.WAIT, retry_after=30), "waiting"),
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "waiting"),
        (ValueError("garbage"), "waiting"),
    ],
)
def test_what_goes_wrong_ends_it_or_waits(
    photo: Attachment, library: Library, error: Exception, state: str
) -> None:
    library.holds = error

    fetch(photo)

    assert photo.state == state
    assert photo.error
    assert (photo.due_at is not None) == (state == "waiting")


def test_being_told_to_wait_is_no_failed_try(photo: Attachment, library: Library) -> None:
    library.holds = SendError("429", "slow down", Advice.WAIT, retry_after=30)

    fetch(photo)

    assert photo.attempts == 0
    assert photo.due_at is not None
    assert photo.due_at > timezone.now() + timedelta(seconds=25)


def test_a_full_disk_is_said_and_tried_again(
    photo: Attachment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    fetch(photo)
    assert (photo.state, "No space left" in photo.error) == ("waiting", True)

    monkeypatch.setattr(os, "fsync", lambda _file: None)
    assert fetch(photo).state == "stored"


def test_after_a_week_the_channel_has_it_no_more(photo: Attachment, library: Library) -> None:
    library.holds = SendError("no_answer", "broke off")

    fetch(photo, created_at=timezone.now() - timedelta(days=8))

    assert photo.state == "gone"


def test_other_bytes_than_announced_are_refused_in_the_end(photo: Attachment) -> None:
    states = [fetch(photo, sha256="ab" * 32).state for _try in range(3)]

    assert states == ["waiting", "waiting", "refused"]
    assert not photo.file


def test_a_trickle_ends_before_the_lease(
    photo: Attachment, library: Library, settings: Any
) -> None:
    settings.MEDIA_SECONDS = 0

    fetch(photo)

    assert (photo.state, photo.error.partition(":")[0]) == ("waiting", "slow")


def test_an_empty_file_is_none(photo: Attachment, library: Library) -> None:
    library.holds = []

    assert fetch(photo).state == "waiting"


def test_no_more_than_a_few_at_once(photo: Attachment, settings: Any) -> None:
    settings.MEDIA_AT_ONCE = 1
    fetching._hands().acquire()

    assert not attachment_fetch(photo.pk)
    fetching._hands().release()
    assert attachment_fetch(photo.pk)


def test_a_folder_that_cannot_be_made_keeps_the_file_waiting(
    photo: Attachment, settings: Any, tmp_path: Path
) -> None:
    (tmp_path / "a-file").touch()
    settings.MEDIA_ROOT = tmp_path / "a-file"

    assert fetch(photo).state == "waiting"


def test_the_sweep_wakes_for_what_is_due_and_clears_old_drafts(
    photo: Attachment, media_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    woken: list[Any] = []
    monkeypatch.setattr("channels_app.media.tasks.wake", lambda _task, pk: woken.append(pk))
    draft = media_root / "t_alice" / "drafts" / "left"
    draft.parent.mkdir(parents=True)
    draft.touch()
    os.utime(draft, (0, 0))

    sweep()

    assert woken == [photo.pk]
    assert not draft.exists()

"""Fetching one file: claim it, stream it to disk without a connection held, say what became of it.

The channel's word on size and type is not taken: bytes are counted as they come, and the type is
told by the bytes themselves. Archives are never opened.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Generator, Iterator
from contextlib import closing
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop

from channels_app.channels.base import Advice, HandsOutMedia, SendError
from channels_app.channels.registry import able
from channels_app.media.claiming import Claim, claim, put_back
from crm.conversations.models import Attachment
from crm.conversations.services.attachments import attachment_end, attachment_store
from crm.core.connections import release
from crm.core.files import FileTooBig, Written, name_for, write
from crm.core.sniffing import type_of
from crm.core.text import clip, storable

logger = logging.getLogger(__name__)

_MIB: Final = 1024 * 1024
#: Most bytes by kind, in MiB; the rest may be as big as MEDIA_MAX_MB allows. Well above what
#: channels let people send as such, and below what a page could show.
_MOST: Final = {"sticker": 5, "image": 25, "audio": 50}
_FOLDER: Final = "messages"
#: Seconds until the next try after each one that failed; the last goes on.
_GAPS: Final = (5, 15, 60, 300, 900, 3600)
#: What comes in is handed out for a week by the channel that keeps it longest.
KEPT: Final = timedelta(days=7)
#: Also ends what kills its worker each time.
_MOST_ATTEMPTS: Final = 200
#: The same wrong bytes so often are not a transfer that broke.
_WRONG_BYTES: Final = 3

TOO_BIG: Final = gettext_noop("The file is too big.")
NOT_IT: Final = gettext_noop("What came is not the file that was sent.")
GONE: Final = gettext_noop("The channel no longer has this file.")
NO_ROOM: Final = gettext_noop("There is no room to keep the file; it is tried again.")

_slots: threading.BoundedSemaphore | None = None
_slots_lock = threading.Lock()


def attachment_fetch(attachment: UUID) -> bool:
    """Fetch a file that is due, if it is nobody else's and this process has a hand free.

    Returns whether it was looked at. Never raises for what the channel, the network or the disk
    does: the row says what happened and when it is tried again.
    """
    hands = _hands()
    if not hands.acquire(blocking=False):
        # It stays due: whoever is done takes what waits, and so do the sweepers.
        return False
    try:
        mine = claim(attachment)
        if mine is None:
            return False
        release()
        _fetch(mine)
        return True
    finally:
        hands.release()


def _hands() -> threading.BoundedSemaphore:
    """How many files one process fetches at once, so that big ones leave threads for the rest."""
    global _slots
    with _slots_lock:
        if _slots is None:
            _slots = threading.BoundedSemaphore(settings.MEDIA_AT_ONCE)
        return _slots


def _fetch(mine: Claim) -> None:
    try:
        written = _downloaded(mine)
    except FileTooBig:
        _end(mine, Attachment.State.REFUSED, TOO_BIG)
    except SendError as error:
        _after(mine, error)
    except OSError as error:
        # The disk is full or away: an operator reads why, and it is tried as long as it may be.
        _again(mine, f"{NO_ROOM} ({type(error).__name__}: {error.strerror})")
    except Exception as error:
        logger.exception("A file could not be fetched")
        _again(mine, f"{type(error).__name__}: {error}")
    else:
        attachment_store(
            attachment=mine.attachment,
            lease=mine.lease,
            written=written,
            mime_type=type_of(written.head, mine.claimed_type),
        )


def _downloaded(mine: Claim) -> Written:
    source = able(mine.account.channel, HandsOutMedia)
    if source is None:
        raise SendError("no_media", "This channel hands out no files.", Advice.DEAD)
    # One name for every try: a file written twice lies there once.
    name = name_for(_FOLDER, mine.attachment.hex)
    with closing(_timely(source.media(mine.account, mine.ref))) as pieces:
        written = write(name, pieces, limit=limit_of(mine.kind))
    if not written.size:
        raise SendError("empty", "The file is empty.")
    if mine.sha256 and written.sha256 != mine.sha256:
        wrong = mine.attempts >= _WRONG_BYTES
        raise SendError("checksum", NOT_IT, Advice.DEAD if wrong else Advice.AGAIN)
    return written


def limit_of(kind: str) -> int:
    """Most bytes a file of this kind may have."""
    most = settings.MEDIA_MAX_MB
    return min(most, _MOST.get(kind, most)) * _MIB


def _timely(pieces: Iterator[bytes]) -> Generator[bytes, None, None]:
    """The pieces, as long as they come in time: a trickle must not outlast the lease."""
    end = time.monotonic() + settings.MEDIA_SECONDS
    try:
        for piece in pieces:
            if time.monotonic() > end:
                raise SendError("slow", "The file took too long.")
            yield piece
    finally:
        # Whoever stops in the middle lets go of the connection now, not when it is swept up.
        if isinstance(pieces, Generator):
            pieces.close()


def _after(mine: Claim, error: SendError) -> None:
    if error.code == "file_too_big":
        _end(mine, Attachment.State.REFUSED, TOO_BIG)
    elif error.code == "checksum" and error.advice is Advice.DEAD:
        _end(mine, Attachment.State.REFUSED, NOT_IT)
    elif error.advice in {Advice.DEAD, Advice.OPTED_OUT}:
        _end(mine, Attachment.State.GONE, f"{error.code}: {error}")
    elif error.advice is Advice.WAIT and error.retry_after is not None:
        put_back(mine, seconds=error.retry_after, error=_words(error), is_counted=False)
    else:
        _again(mine, _words(error))


def _again(mine: Claim, error: str) -> None:
    if timezone.now() - mine.came_at > KEPT or mine.attempts >= _MOST_ATTEMPTS:
        _end(mine, Attachment.State.GONE, error)
        return
    seconds = _GAPS[min(mine.attempts, len(_GAPS)) - 1]
    put_back(mine, seconds=seconds, error=clip(storable(error), 240))


def _end(mine: Claim, state: str, error: str) -> None:
    attachment_end(attachment=mine.attachment, lease=mine.lease, state=state, error=error)


def _words(error: SendError) -> str:
    return clip(storable(f"{error.code}: {error}"), 240)

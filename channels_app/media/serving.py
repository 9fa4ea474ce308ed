"""A stored file as an answer: in ranges, never run, and shown only where that is harmless.

The type is the one told by the bytes. Only types that a browser shows without running anything are
shown in place; everything else, markup and drawings with scripts above all, is handed out to be
kept. Even so no answer may run a script, load anything or be taken for another type.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header

from crm.conversations.files import shown_name
from crm.conversations.models import Attachment
from crm.core.errors import NotFound
from crm.core.files import path_of
from crm.core.sniffing import SHOWN, UNKNOWN

_PIECE: Final = 256 * 1024
_RANGE: Final = re.compile(r"bytes=(\d*)-(\d*)$")
_PDF: Final = "application/pdf"


def file_answer(request: HttpRequest, attachment: Attachment) -> HttpResponseBase:
    """The file, or the part of it that was asked for; NotFound when it is not on the disk."""
    path = path_of(attachment.file) if attachment.file else None
    try:
        size = path.stat().st_size if path else None
    except OSError:
        size = None
    if path is None or size is None:
        raise NotFound("The file is not here.")
    tag = f'"{attachment.sha256[:32] or attachment.pk.hex}"'
    if request.headers.get("If-None-Match") == tag:
        return _described(HttpResponse(status=304), attachment, tag)
    part = _part(request, size, tag)
    if part is None:
        answer = HttpResponse(status=416)
        answer["Content-Range"] = f"bytes */{size}"
        return answer
    start, end = part
    streamed = StreamingHttpResponse(_stream(request, path, start, end))
    streamed["Content-Length"] = str(end - start)
    if (start, end) != (0, size):
        streamed.status_code = 206
        streamed["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    return _described(streamed, attachment, tag)


def _described(answer: HttpResponseBase, attachment: Attachment, tag: str) -> HttpResponseBase:
    mime_type = attachment.mime_type or UNKNOWN
    is_shown = mime_type in SHOWN
    answer["Content-Type"] = mime_type
    answer["Content-Disposition"] = (
        content_disposition_header(not is_shown, shown_name(attachment)) or "attachment"
    )
    answer["ETag"] = tag
    answer["Accept-Ranges"] = "bytes"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    # Browsers refuse to show a PDF in a sandbox; their viewer runs it in one of its own.
    sandbox = "" if mime_type == _PDF else "sandbox; "
    answer["Content-Security-Policy"] = f"{sandbox}default-src 'none'; script-src 'none'"
    # A file never changes; the door is asked again once it is stale.
    answer["Cache-Control"] = "private, max-age=300"
    return answer


def _part(request: HttpRequest, size: int, tag: str) -> tuple[int, int] | None:
    """First byte and the one after the last; None for a range outside the file.

    Several ranges, or one of an older file, are answered with the whole.
    """
    asked = _RANGE.match(request.headers.get("Range", "").replace(" ", ""))
    condition = request.headers.get("If-Range")
    if asked is None or asked.groups() == ("", "") or (condition and condition != tag):
        return 0, size
    first, last = asked.groups()
    if not first:
        start, end = max(0, size - int(last[:18])), size
    else:
        start = int(first[:18])
        end = min(size, int(last[:18]) + 1) if last else size
    return (start, end) if start < end else None


def _stream(
    request: HttpRequest, path: Path, start: int, end: int
) -> Iterator[bytes] | AsyncIterator[bytes]:
    """The bytes in pieces, read in the way the server at hand sends them.

    Under ASGI an ordinary iterator would be read into memory as a whole first.
    """
    return _apieces(path, start, end) if hasattr(request, "scope") else _pieces(path, start, end)


def _pieces(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while start < end and (piece := file.read(min(_PIECE, end - start))):
            start += len(piece)
            yield piece


async def _apieces(path: Path, start: int, end: int) -> AsyncIterator[bytes]:
    pieces = _pieces(path, start, end)
    try:
        while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
            yield piece
    finally:
        pieces.close()  # type: ignore[attr-defined]

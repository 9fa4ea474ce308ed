"""Files that people send: checked against what they are and what the channel takes, then kept.

What a channel takes is known a floor above, which says so by :func:`limits_from`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from crm.conversations.files import StoredFile, plain_name
from crm.core.errors import Conflict, Invalid, TooLarge
from crm.core.files import HEAD, new_name, path_of, write
from crm.core.sniffing import kind_of, type_of
from crm.core.text import storable

#: With a file most channels take fewer words than without.
CAPTION_LIMIT: Final = 1024
_FOLDER: Final = "sent"
_DOCUMENT: Final = "document"
#: Programs, and pages that could carry one: nobody sends a home in such a file.
_PROGRAMS: Final = (b"MZ", b"\x7fELF", b"#!", b"<", b"\xef\xbb\xbf<", b"\xcf\xfa\xed\xfe")

Limits = Mapping[str, int]
_ask: list[Callable[[str], Limits]] = []


def limits_from(function: Callable[[str], Limits]) -> None:
    """Ask ``function`` for the most bytes of each kind of file a channel takes."""
    _ask[:] = [function]


def limits_for(channel: str) -> Limits:
    """Most bytes by kind of file; empty for a channel that takes none."""
    found = _ask[0](channel) if _ask else {}
    return {kind: min(most, settings.UPLOAD_LIMIT) for kind, most in found.items()}


def upload_keep(channel: str, upload: UploadedFile[Any]) -> StoredFile:
    """Keep a file that is to be sent on this channel.

    Raises :class:`Conflict` (``no_files``) where the channel takes none, :class:`TooLarge`, and
    :class:`Invalid` for an empty file or a program. An image that is too big for one goes as a
    document where a document may be bigger, as does what the channel does not know.
    """
    limits = limits_for(channel)
    if not limits:
        raise Conflict(_("This channel takes no files."), code="no_files")
    size = upload.size or 0
    if not size:
        raise Invalid(_("The file is empty."), fields={"file": _("empty")})
    head = upload.read(HEAD)
    upload.seek(0)
    if head.lstrip().startswith(_PROGRAMS):
        raise Invalid(_("Files of this type are not sent."), fields={"file": _("type")})
    mime_type = type_of(head, upload.content_type or "")
    kind = _kind(limits, kind_of(mime_type), size)
    name = new_name(_FOLDER)
    written = write(name, upload.chunks(), limit=settings.UPLOAD_LIMIT)
    return StoredFile(
        name=name,
        kind=kind,
        mime_type=mime_type,
        filename=plain_name(storable(upload.name or "")),
        size=written.size,
        sha256=written.sha256,
    )


def upload_drop(file: StoredFile) -> None:
    """Remove a file that was kept and will not be sent after all."""
    path_of(file.name).unlink(missing_ok=True)


def _kind(limits: Limits, kind: str, size: int) -> str:
    if size <= limits.get(kind, 0):
        return kind
    if size <= limits.get(_DOCUMENT, 0):
        return _DOCUMENT
    most = max(limits.get(kind, 0), limits.get(_DOCUMENT, 0))
    if not most:
        raise Conflict(_("This channel does not take such files."), code="no_files")
    raise TooLarge(
        _("This channel takes such files up to %(limit)s.") % {"limit": filesizeformat(most)},
        fields={"file": _("too large")},
    )

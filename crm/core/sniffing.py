"""What a file really is, told by its first bytes: what a stranger says of it is only a claim.

Types that a browser may show are told by their marks alone. A claim is believed only where it
makes no difference to what a browser does, such as between two kinds of office document.
"""

from __future__ import annotations

from typing import Final

UNKNOWN: Final = "application/octet-stream"
_TEXT: Final = "text/plain"
#: Types a browser shows or plays without running anything in them.
SHOWN: Final = frozenset(
    {
        "application/pdf",
        "audio/aac",
        "audio/amr",
        "audio/flac",
        "audio/mp4",
        "audio/mpeg",
        "audio/ogg",
        "audio/wav",
        "audio/webm",
        "image/avif",
        "image/gif",
        "image/jpeg",
        "image/png",
        "image/webp",
        "video/3gpp",
        "video/mp4",
        "video/ogg",
        "video/quicktime",
        "video/webm",
    }
)
_MARKS: Final = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"fLaC", "audio/flac"),
    (b"#!AMR", "audio/amr"),
    (b"ID3", "audio/mpeg"),
)
_RIFF: Final = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_BRANDS: Final = {
    b"M4A ": "audio/mp4",
    b"M4B ": "audio/mp4",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heic",
    b"avif": "image/avif",
    b"qt  ": "video/quicktime",
}
_OFFICE: Final = frozenset(
    {
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "application/vnd.oasis.opendocument.text",
        "application/vnd.oasis.opendocument.spreadsheet",
    }
)
_OLD_OFFICE: Final = frozenset(
    {"application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"}
)
_TEXTS: Final = frozenset({"text/csv", "text/vcard", "text/calendar"})
#: Files that begin like text and that some programs would run or draw.
_MARKUP: Final = (b"<", b"\xef\xbb\xbf<", b"#!", b"%!")


def type_of(head: bytes, claimed: str = "") -> str:
    """The type of a file that begins with ``head``; ``claimed`` decides between harmless ones."""
    claim = claimed.partition(";")[0].strip().lower()
    for mark, found in _MARKS:
        if head.startswith(mark):
            return found
    return _container(head, claim) or _audio_frames(head) or _text(head, claim) or UNKNOWN


def kind_of(mime_type: str) -> str:
    """How a file of this type is shown: image, video, audio or document."""
    family = mime_type.partition("/")[0]
    return family if mime_type in SHOWN and family in {"image", "video", "audio"} else "document"


def _container(head: bytes, claim: str) -> str:
    """Formats that hold one another's: the mark names the box, a second one what is in it."""
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        brand = head[8:12]
        if brand[:2] == b"3g":
            return "video/3gpp"
        return _BRANDS.get(brand) or ("audio/mp4" if claim.startswith("audio/") else "video/mp4")
    if head[:4] == b"OggS":
        return "video/ogg" if b"theora" in head[:256] else "audio/ogg"
    if head[:4] == b"\x1aE\xdf\xa3":
        if b"webm" not in head[:64]:
            return "video/x-matroska"
        return "audio/webm" if claim.startswith("audio/") else "video/webm"
    if head[:4] == b"PK\x03\x04":
        return claim if claim in _OFFICE else "application/zip"
    if head[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return claim if claim in _OLD_OFFICE else UNKNOWN
    return ""


def _audio_frames(head: bytes) -> str:
    if len(head) < 2 or head[0] != 0xFF:
        return ""
    if head[1] in {0xF1, 0xF9}:
        return "audio/aac"
    return "audio/mpeg" if head[1] in {0xFB, 0xFA, 0xF3, 0xF2} else ""


def _text(head: bytes, claim: str) -> str:
    """Plain text, unless it begins as something that could be drawn or run."""
    if not head or b"\x00" in head or head.lstrip().startswith(_MARKUP):
        return ""
    try:
        # The last character may be cut in two.
        head[:-4].decode() if len(head) > 8 else head.decode()
    except UnicodeDecodeError as error:
        if error.start < len(head) - 8:
            return ""
    return claim if claim in _TEXTS else _TEXT

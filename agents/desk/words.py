"""An answer's plain text as paragraphs and lists; bold marks a model wrote become bold."""

from __future__ import annotations

import re
from typing import Final

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

_BOLD: Final = re.compile(r"\*\*(.+?)\*\*")
_ITEM: Final = re.compile(r"^\s*(?:[-•*]|\d{1,2}[.)])\s+")
_HEADING: Final = re.compile(r"^#{1,4}\s+")


def paragraphs(text: str) -> SafeString:
    """The text as safe HTML."""
    blocks: list[SafeString] = []
    for block in re.split(r"\n\s*\n", text.strip()):
        lines = [line for line in block.split("\n") if line.strip()]
        start = 0
        while start < len(lines):
            end = start
            listed = bool(_ITEM.match(lines[start]))
            while end < len(lines) and bool(_ITEM.match(lines[end])) == listed:
                end += 1
            blocks.append(_block(lines[start:end], listed=listed))
            start = end
    return SafeString("".join(blocks))


def _block(lines: list[str], *, listed: bool) -> SafeString:
    if listed:
        items = format_html_join(
            "", "<li>{}</li>", ((_inline(_ITEM.sub("", each)),) for each in lines)
        )
        return format_html("<ul>{}</ul>", items)
    said = format_html_join(
        SafeString("<br>"), "{}", ((_inline(_HEADING.sub("", each)),) for each in lines)
    )
    return format_html("<p>{}</p>", said)


def _inline(text: str) -> SafeString:
    parts = _BOLD.split(text.strip())
    # Every second part stood between the marks.
    return SafeString(
        "".join(
            format_html("<b>{}</b>", part) if number % 2 else escape(part)
            for number, part in enumerate(parts)
        )
    )

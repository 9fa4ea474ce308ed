"""A mail's HTML as plain text: nothing of it is ever shown as HTML, nothing hidden is read."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Final

_LONGEST: Final = 1_000_000
_SILENT: Final = {"script", "style", "head", "title", "template", "noscript", "svg", "object"}
_BREAKS: Final = {"br", "hr", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol"}
_PARAGRAPHS: Final = {"p", "div", "blockquote", "section", "article"}
_EMPTY: Final = {"br", "hr", "img", "meta", "link", "input", "wbr", "col", "area", "base", "source"}
_HIDDEN: Final = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)"
    r"|opacity\s*:\s*0\s*(?:;|$)",
    re.IGNORECASE,
)
_QUOTES: Final = ("gmail_quote", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote")
_SPACES: Final = re.compile(r"[ \t\xa0]+")
_GAPS: Final = re.compile(r"\n{3,}")


def text_of_html(html: str) -> str:
    """What a reader sees, with lines and paragraphs.

    What is quoted below is left out, unless there is nothing else: programs mark what is forwarded
    in the same way.
    """
    return _read(html, quotes=False) or _read(html, quotes=True)


def _read(html: str, *, quotes: bool) -> str:
    reader = _Reader(quotes=quotes)
    reader.feed(html[:_LONGEST])
    reader.close()
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(reader.found).split("\n"))
    return _GAPS.sub("\n\n", "\n".join(lines)).strip()


class _Reader(HTMLParser):
    """Collects text; inside an element that is silent, hidden or quoted nothing counts."""

    def __init__(self, *, quotes: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._quotes = quotes
        self.found: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._silent:
            if tag == self._silent[0]:
                self._silent.append(tag)
            return
        if tag not in _EMPTY and self._is_unread(tag, dict(attrs)):
            self._silent.append(tag)
        elif tag in _BREAKS:
            self.found.append("\n- " if tag == "li" else "\n")
        elif tag in _PARAGRAPHS:
            self.found.append("\n\n" if tag == "p" else "\n")

    def _is_unread(self, tag: str, given: dict[str, str | None]) -> bool:
        if tag in _SILENT or _is_hidden(given):
            return True
        return not self._quotes and _is_quote(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag == self._silent[0]:
                self._silent.pop()
        elif tag in _PARAGRAPHS:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.found.append(re.sub(r"\s+", " ", data))


def _is_hidden(given: dict[str, str | None]) -> bool:
    return "hidden" in given or bool(_HIDDEN.search(given.get("style") or ""))


def _is_quote(tag: str, given: dict[str, str | None]) -> bool:
    names = (given.get("class") or "") + " " + (given.get("id") or "")
    return any(quote in names for quote in _QUOTES) or (
        tag == "blockquote" and given.get("type") == "cite"
    )

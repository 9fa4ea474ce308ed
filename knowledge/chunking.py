"""Cutting a text into passages that stand alone: by headings, then paragraphs, then sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

SIZE: Final = 900
_HEADING: Final = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_UNDERLINE: Final = re.compile(r"^(=|-){3,}\s*$")
_PARAGRAPHS: Final = re.compile(r"\n\s*\n")
_SENTENCES: Final = re.compile(r"(?<=[.!?…:;])\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document under its headings, outermost first, joined by " › "."""

    heading: str
    text: str


def cut(text: str, *, size: int = SIZE) -> list[Passage]:
    """The passages of a text, each at most ``size`` characters, whole paragraphs together."""
    passages: list[Passage] = []
    for heading, body in _sections(text):
        passages += [Passage(heading[:200], piece) for piece in _pieces(body, size)]
    return passages


def _sections(text: str) -> Iterator[tuple[str, str]]:
    """Bodies with the path of headings above them; Markdown's # and underlined headings count."""
    path: list[tuple[int, str]] = []
    body: list[str] = []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        found = _heading(line, below)
        if found is None:
            if not (_UNDERLINE.match(line) and number and _heading(lines[number - 1], line)):
                body.append(line)
            continue
        yield " › ".join(title for _level, title in path), "\n".join(body)
        body = []
        path = [entry for entry in path if entry[0] < found[0]] + [found]
    yield " › ".join(title for _level, title in path), "\n".join(body)


def _heading(line: str, below: str) -> tuple[int, str] | None:
    marked = _HEADING.match(line)
    if marked:
        return len(marked.group(1)), marked.group(2)
    underlined = _UNDERLINE.match(below)
    if underlined and line.strip() and not line.startswith((" ", "-", "*", "|")):
        return (1 if underlined.group(1) == "=" else 2), line.strip()
    return None


def _pieces(body: str, size: int) -> Iterator[str]:
    waiting = ""
    for part in _parts(body, size):
        joined = f"{waiting}\n\n{part}" if waiting else part
        if len(joined) > size:
            yield waiting
            waiting = part
        else:
            waiting = joined
    if waiting:
        yield waiting


def _parts(body: str, size: int) -> Iterator[str]:
    """Paragraphs; one that is too long by sentences, a sentence that is too long by words."""
    for paragraph in _PARAGRAPHS.split(body):
        text = paragraph.strip()
        if not text:
            continue
        if len(text) <= size:
            yield text
            continue
        waiting = ""
        for word in (
            piece for sentence in _SENTENCES.split(text) for piece in _fit(sentence, size)
        ):
            joined = f"{waiting} {word}" if waiting else word
            if len(joined) > size:
                yield waiting
                waiting = word
            else:
                waiting = joined
        yield waiting


def _fit(sentence: str, size: int) -> list[str]:
    if len(sentence) <= size:
        return [sentence]
    return [word[at : at + size] for word in sentence.split() for at in range(0, len(word), size)]

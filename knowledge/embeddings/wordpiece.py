"""WordPiece as BERT's uncased models cut text: no capitals, no accents, longest pieces first."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

_LONGEST_WORD: Final = 100
_CJK: Final = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F),
    (0x2B740, 0x2B81F), (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip


class WordPiece:
    """Turns text into the ids of a vocabulary file, one piece a line, its number being its id."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._ids: Final = {piece: number for number, piece in enumerate(vocabulary)}
        self._start, self._end = self._ids["[CLS]"], self._ids["[SEP]"]
        self._unknown = self._ids["[UNK]"]
        # People use few words: most are cut once and remembered.
        self._cut = lru_cache(maxsize=20_000)(self._pieces)

    @classmethod
    def read(cls, path: Path) -> WordPiece:
        """The tokenizer of a ``vocab.txt``."""
        return cls(path.read_text(encoding="utf-8").splitlines())

    def ids(self, text: str, *, limit: int) -> list[int]:
        """Start, pieces and end: at most ``limit`` ids, what is beyond them is left out."""
        found = [self._start]
        for word in _words(text):
            found += self._cut(word)
            if len(found) >= limit:
                break
        return [*found[: limit - 1], self._end]

    def _pieces(self, word: str) -> tuple[int, ...]:
        if len(word) > _LONGEST_WORD:
            return (self._unknown,)
        found: list[int] = []
        start = 0
        while start < len(word):
            lead = "##" if start else ""
            for end in range(len(word), start, -1):
                known = self._ids.get(lead + word[start:end])
                if known is not None:
                    found.append(known)
                    start = end
                    break
            else:
                # One part that cannot be spelt makes the whole word unknown.
                return (self._unknown,)
        return tuple(found)


def _words(text: str) -> Iterator[str]:
    """The words of a text and, each on its own, its punctuation marks and CJK characters."""
    word: list[str] = []
    for char in unicodedata.normalize("NFD", text).lower():
        # What ASCII holds is by far the most of it.
        if char.isascii() and char.isalnum():
            word.append(char)
            continue
        category = unicodedata.category(char)
        if category == "Mn" or _is_noise(char, category):
            continue
        is_alone = _is_mark(char, category) or _is_cjk(char)
        if is_alone or char.isspace():
            if word:
                yield "".join(word)
                word.clear()
            if is_alone:
                yield char
        else:
            word.append(char)
    if word:
        yield "".join(word)


def _is_noise(char: str, category: str) -> bool:
    if char in "\t\n\r":
        return False
    return char in "\x00\ufffd" or category in {"Cc", "Cf", "Co", "Cs", "Cn"}


def _is_mark(char: str, category: str) -> bool:
    # BERT takes every printable ASCII character that is no letter or digit for punctuation.
    return category.startswith("P") or (char.isascii() and "!" <= char <= "~")


def _is_cjk(char: str) -> bool:
    code = ord(char)
    return any(first <= code <= last for first, last in _CJK)

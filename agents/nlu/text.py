"""Folding and cutting of text, always keeping positions so that pieces can be quoted verbatim."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[:1].lower()
    return base if len(base) == 1 else char


_QUOTES: Final = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "“": '"', "”": '"'})


def fold(text: str) -> str:
    """Lower-case the text and take its accents off, character by character: the length stays."""
    folded = text.lower() if text.isascii() else "".join(map(_fold_char, text))
    return folded.translate(_QUOTES)


def compose(text: str) -> str:
    """Join letters and combining accents, as some phones send them apart."""
    return unicodedata.normalize("NFC", text)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of the text between punctuation; ``asks`` when it is part of a question."""

    start: int
    end: int
    text: str
    asks: bool


_BREAK: Final = re.compile(
    r"[;\n!?¿¡…()]+|\.(?=\s|$)\.*|,(?!\d)|\s(?=(?:pero|aunque|porque|but|because)\s)"
    r"|\s(?=(?:and|y) (?:i |we )?(?:want|need|looking|quiero|queremos|busco|necesito)\b)"
    r"|\s(?=(?:and|y) (?:i |we )?(?:want|need|looking|quiero|queremos|busco|necesito)\b)"
)
_SENTENCE_END: Final = re.compile(r"[\n!?…]+|\.(?=\s|$)")
_ASK_START: Final = re.compile(
    r"^\W*(?:(?:y|pero|and|but|also|so|oye|oiga|a|de|en|con|por)\s+)?"
    r"(?:que tan|cuanto|cuanta|cuantos|cuantas|cuando|donde|quien|quienes|cual|cuales|"
    r"como (?:es|se|funciona|puedo|hago|consigui)|por que (?!no)|que (?:gastos|incluye|cuesta|vale|"
    r"pasa|documentos|requisitos|papeles|piden|necesito para|horario|cap|metro|tal es|hay|es "
    r"(?:el|la|"
    r"lo|un|una)|significa)|"
    r"what|what's|whats(?! ?app)|how|how'?s|where|where'?s|when|when'?s|who|which|why|is there|"
    r"is it|are there|are you|"
    r"are the|"
    r"do you|do i|do they|does|can you tell|is the|is this|is heat|will there)\b"
)


_ASKS_INSIDE: Final = re.compile(
    r"\b(?:whether|(?:check|know|tell me|find out|see|let me know|confirm|figure out|ask|verify) "
    r"(?:if|about|on)|if (?:they|it|the (?:apartment|property|place|house))|(?:saber|decirme|"
    r"confirmar(?:me)?|preguntar|"
    r"averiguar|dime|me dices|ver) si)\b"
)


def clauses(folded: str) -> list[Clause]:
    """Cut folded text into clauses; a comma inside a number does not cut."""
    return list(_clauses(folded))


@lru_cache(maxsize=256)
def _clauses(folded: str) -> tuple[Clause, ...]:
    questions = _question_ranges(folded)
    found: list[Clause] = []
    start = 0
    for match in [*_BREAK.finditer(folded), None]:
        end = match.start() if match else len(folded)
        piece = folded[start:end]
        if piece.strip():
            asks = any(a <= start < b or a < end <= b for a, b in questions)
            found.append(Clause(start, end, piece, asks or _asks(piece)))
        start = match.end() if match else end
    return tuple(found)


def _asks(piece: str) -> bool:
    return bool(_ASK_START.match(piece) or _ASKS_INSIDE.search(piece))


def _question_ranges(folded: str) -> list[tuple[int, int]]:
    """Find the stretches that end in a question mark, from their ¿ or the sentence's beginning."""
    ranges: list[tuple[int, int]] = []
    start = 0
    for match in _SENTENCE_END.finditer(folded):
        if "?" in match.group():
            opened = folded.rfind("¿", start, match.start())
            if opened >= 0:
                begin = opened
            else:
                # Without ¿ a comma usually parts the fact from the question: "tengo gato, aceptan?"
                comma = max(folded.rfind(", ", start, match.start()), start)
                begin = comma
            ranges.append((begin, match.end()))
        start = match.end()
    return ranges


def words_pattern(words: Iterable[str]) -> str:
    """Join words to a regular-expression alternative, longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


def word_set(text: str) -> frozenset[str]:
    """Make a set of the words of a text, so that long word lists stay readable."""
    return frozenset(text.split())


def mask(folded: str, spans: Iterable[tuple[int, int]]) -> str:
    """Blank the spans with underscores so that later rules cannot read them again."""
    characters = list(folded)
    for start, end in spans:
        characters[start:end] = "_" * (end - start)
    return "".join(characters)

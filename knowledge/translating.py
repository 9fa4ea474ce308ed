"""What a question's words are called in documents of another language.

The list that glosses Spanish for the local embedding model serves here too, read both ways: a
question in English then finds the passage on "mascotas" that speaks of its pets. Other pairs of
languages have no list; names and numbers are the same in all of them.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from knowledge.embeddings.gloss import english_of, is_empty, spanish_by_english

# English endings, the longest first: what is left names the same thing.
_ENDINGS: Final = ("ing", "ies", "ed", "es", "s", "e", "y")
_SHORTEST: Final = 3


def said_in(words: str, *, spoken: str, written: str) -> list[tuple[str, bool]]:
    """Each of the words (folded, parted by blanks) as documents in ``written`` may say it.

    Several ways to say one word stand beside each other; the flag is False for a word that the
    list does not know, which is left as it is.
    """
    if spoken == written:
        return [(word, True) for word in words.split()]
    found: list[tuple[str, bool]] = []
    for word in words.split():
        if is_empty(word, spoken):
            continue
        there = _in(word, spoken, written)
        found.append((there or word, bool(there)))
    return found


def _in(word: str, spoken: str, written: str) -> str:
    if (spoken, written) == ("es", "en"):
        return english_of(word)
    if (spoken, written) == ("en", "es"):
        return _spanish().get(_root(word), "")
    return ""


@cache
def _spanish() -> dict[str, str]:
    """The Spanish words by the root of the English one."""
    return {
        _root(english): " ".join(spanish)
        for english, spanish in spanish_by_english().items()
        if " " not in english
    }


def _root(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word

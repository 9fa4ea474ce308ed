"""Spanish put into English word by word, for a model that has learnt English only.

A sentence it makes is no English, but it names the right things: "tenemos dos perros grandes"
becomes "have two dog big". Words that are not in the list (names, places, numbers) stay as they
are, so that they still match themselves. Other languages and English itself pass untouched. Who
changes the list counts up the model's name (``local.NAME``) and runs ``manage.py reembed``.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from crm.core.text import fold

_LIST: Final = Path(__file__).with_name("spanish.txt")
_WORD: Final = re.compile(r"[^\W_]+")
_SHORTEST_STEM: Final = 4
# What holds a sentence together and names nothing.
_SPANISH: Final = frozenset(
    fold(
        """a al algo alguna alguno ante aquel así aun aunque como con contra cual da de
        del dan demás e el ella ellos en era eran es esa ese eso esta estaba estamos
        están estar este esto estos estoy fue ha haber había han has hay he hemos hizo
        la las le les lo los me mi mis nos nuestra nuestro o os otra otro para pero por
        puede pueden puedo podemos voy vengo queda quedan hacia entre será estaría sería
        podría podrían podríamos pues que quien se sea ser si sido sobre somos son soy
        su sus tal también tan te tu tus u un una uno unos usted ustedes va van vamos y
        ya"""
    ).split()
)
_ENGLISH: Final = frozenset(
    fold(
        """a about an and any are at be but by can could do does for from has have how i if in is it
        its my of on or our so that the their there they this to was we what when where which who
        will with would you your"""
    ).split()
)


def glossed(text: str) -> str:
    """The text with its Spanish words in English; as it is when it is not Spanish."""
    folded = [fold(word) for word in _WORD.findall(text)]
    if not _is_spanish(folded):
        return text
    return " ".join(found for word in folded if (found := _english(word)))


def is_empty(word: str, language: str) -> bool:
    """Whether a folded word only holds a sentence of this language together."""
    return word in {"es": _SPANISH, "en": _ENGLISH}.get(language, frozenset())


def english_of(word: str) -> str:
    """The English of a folded Spanish word; "" when the list has none."""
    return _known(word) or ""


@cache
def spanish_by_english() -> dict[str, list[str]]:
    """The list the other way round: what may be said, whole words and stems, for each English."""
    whole, stems = _words()
    found: dict[str, list[str]] = {}
    for spanish, english in (*whole.items(), *stems.items()):
        found.setdefault(fold(english), []).append(spanish)
    return found


def _is_spanish(words: list[str]) -> bool:
    spanish = sum(word in _SPANISH or _known(word) is not None for word in words)
    english = sum(word in _ENGLISH for word in words)
    return spanish > english and 3 * spanish >= len(words)


def _english(word: str) -> str:
    return "" if word in _SPANISH else _known(word) or word


def _known(word: str) -> str | None:
    """The English of a Spanish word; None when the list has none."""
    whole, stems = _words()
    for form in _forms(word):
        if form in whole:
            return whole[form]
    for end in range(len(word), _SHORTEST_STEM - 1, -1):
        if word[:end] in stems:
            return stems[word[:end]]
    return None


def _forms(word: str) -> list[str]:
    """The word, its singular, the word it is the diminutive or the feminine of."""
    forms = [word]
    if word.endswith("s"):
        forms.append(word[:-1])
    if word.endswith("es"):
        forms.append(word[:-2])
    for form in tuple(forms):
        if form.endswith(("ito", "ita")):
            forms += [form[:-3] + form[-1], form[:-3]]
        if form.endswith("a"):
            forms.append(form[:-1] + "o")
    return forms


@cache
def _words() -> tuple[dict[str, str], dict[str, str]]:
    """English by Spanish word, and by stem."""
    whole: dict[str, str] = {}
    stems: dict[str, str] = {}
    for line in _LIST.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        english, _colon, spanish = line.partition(":")
        for word in spanish.split():
            if word.endswith("*"):
                stems.setdefault(word[:-1], english)
            else:
                whole.setdefault(word, english)
    return whole, stems

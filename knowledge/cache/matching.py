"""When two questions are one, and when two answers say the same.

Questions are one only where their words are, in their order, courtesies aside. Vectors were
measured and left out: at a cosine of 0.92, the usual threshold, a quarter of the near misses
("with a dog" and "without", "to rent" and "to let") passed for the same question.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

from crm.core.text import fold

#: Words beyond which a text tells a story and asks no plain question.
_MOST: Final = 25
_LEAST: Final = 2
_WORD: Final = re.compile(r"[a-z0-9ñ]+(?:'[a-z]+)?|%|\$|€")
# How a question is wrapped: only whole turns of phrase that change nothing in what is asked.
_WRAPPING: Final = re.compile(
    r"\b(?:hola|buenos dias|buenas(?: tardes| noches)?|que tal|muchas gracias|gracias|"
    r"por favor|porfa(?:vor)?|oye|disculp[ae]|perdon|una (?:consulta|pregunta|duda)|"
    r"(?:me gustaria|quisiera|queria|quiero|necesito) (?:saber|preguntar|consultar)|"
    r"(?:me )?(?:puede|podria|puedes|podrias)(?:n|s|is)? (?:decir|explicar|contar)(?:me)?|"
    r"hi|hello|hey|good (?:morning|afternoon|evening)|thanks|thank you|please|sorry|excuse me|"
    r"(?:a )?quick question|i(?: woul|')d (?:like|love) to (?:know|ask)|"
    r"i want(?:ed)? to (?:know|ask)|(?:can|could|would) you (?:please )?(?:tell|explain to|let) me"
    r"(?: know)?|just wondering)\b"
)
_ARTICLES: Final = frozenset(fold("el la los las un una unos unas the a an").split())
# What points out of the question: to the talk, to a home, to a day, to the one who asks.
_POINTING: Final = frozenset(
    fold(
        """ese esa eso esos esas este esta esto estos estas aquel aquella aquello ahi alli alla aca
        mismo misma mismos mismas otro otra otros otras primero primera segundo segunda ultimo
        ultima lo le les mi mis mio mia nuestro nuestra tu tus su sus
        hoy ayer manana ahora anoche proximo proxima siguiente pasado pasada todavia aun entonces
        it its that this these those there they them their he she him her his one ones same other
        another first second last my mine our ours today tomorrow yesterday now tonight next still
        yet descuento rebaja rebajar negociable negociar oferta ofertar discount negotiable
        negotiate offer"""
    ).split()
)
# What makes an answer one of its day.
_TIMELY: Final = frozenset(
    fold(
        """hoy ayer manana ahora anoche actualmente todavia aun acaba acabamos today tomorrow
        yesterday now tonight currently still just"""
    ).split()
)
_GOES_ON: Final = frozenset(fold("y e o u pero tambien entonces and or but also so then").split())
_FIGURE: Final = re.compile(r"\d+(?:[.,]\d+)*")
_NO: Final = re.compile(r"\b(?:no|not|never|nunca|ningun\w*|none|sin|without|cannot)\b|n't\b")
_SAYING_NOTHING: Final = _ARTICLES | frozenset(
    fold(
        """de del en con por para que se es son al y o como su sus of in on to for with by at and or
        is are be as if you your we our us"""
    ).split()
)
_ALIKE: Final = 0.4  # share of the words of both answers that both have


def words_of(question: str) -> list[str]:
    """The question's words in their order, courtesies and articles aside."""
    bare = _WRAPPING.sub(" ", fold(question))
    return [word for word in _WORD.findall(bare) if word not in _ARTICLES]


def is_self_contained(question: str) -> bool:
    """Whether the words alone tell what is asked, whoever asks and whenever."""
    words = words_of(question)
    return (
        _LEAST <= len(words) <= _MOST
        and words[0] not in _GOES_ON
        and _POINTING.isdisjoint(words)
        and not any(len(word) > 3 and word.isdigit() for word in words)
        and not re.search(r"https?:|www\.|@", question)
    )


def is_timeless(answer: str) -> bool:
    """Whether nothing in an answer ties it to the day on which it was given."""
    return _TIMELY.isdisjoint(_WORD.findall(fold(answer)))


def matter_of(question: str, *, language: str) -> str:
    """A digest of what is asked: the same for questions whose words are the same."""
    return hashlib.sha256(f"{language[:2]} {' '.join(words_of(question))}".encode()).hexdigest()


def is_same_answer(first: str, second: str) -> bool:
    """Whether two answers to one question say the same: figures, denials, most words."""
    one, other = fold(first), fold(second)
    if set(_FIGURE.findall(one)) != set(_FIGURE.findall(other)):
        return False
    if _denies(one) != _denies(other):
        return False
    mine, theirs = _content(one), _content(other)
    return len(mine & theirs) >= _ALIKE * len(mine | theirs)


def _denies(text: str) -> bool:
    return bool(_NO.search(text))


def _content(text: str) -> set[str]:
    # The first letters stand for the word: "requires" and "required" are one.
    words = (word for word in _WORD.findall(text) if word not in _SAYING_NOTHING)
    return {word[:5] for word in words}

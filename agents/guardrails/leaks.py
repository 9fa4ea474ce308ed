"""What Sofía works by is not said: her instructions, her tools, the ids of rows.

The prompt carries a canary, a word that means nothing and is the same for a broker from turn to
turn, so that the prompt's beginning stays byte-identical and cached. A reply that holds it, or a
stretch of the instructions whatever its spacing, case or direction, was talked out of her.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from django.utils.crypto import salted_hmac

from agents.guardrails.problem import Problem
from agents.guardrails.retold import is_retold
from agents.nlu.text import fold
from agents.tools.registry import tool_named

_WORDS: Final = "it tells how you work inside; say only what is about the property"
#: Letters in a row that stand in the instructions as well: about eight words.
_STRETCH: Final = 40
_STEP: Final = 8
_QUOTED: Final = re.compile(r"\"[^\"\n]{3,300}\"|“[^”\n]{3,300}”|«[^»\n]{3,300}»")
_ABOUT: Final = re.compile(
    r"\b(?:mis|my|estas son (?:mis|las)|here are (?:my|the)|these are (?:my|the)|"
    r"tengo)\s+(?:\w+\s+){0,2}?(?:instrucciones|instructions|"
    r"system prompt|prompt|reglas internas|directrices|guidelines|internal rules)\b\s*(?:son|dicen|"
    r"say|are|is|indican|completas|:|are as follows|que dicen)"
    r"|\b(?:system|developer) (?:prompt|message)\b|\bprompt del sistema\b|\bmensaje de(?:l)? sistem"
    r"a\b"
)
_ID: Final = re.compile(
    r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
    r"\b",
    re.IGNORECASE,
)
_SNAKE: Final = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
_INNER: Final = frozenset(
    {"given_back", "offered_slots", "shown_units", "slot_id", "unit_ref", "tool_calls"}
)
_ENCODED: Final = re.compile(r"(?<![\w/+])[A-Za-z0-9+/]{24,}={0,2}(?![\w/+])")


def canary_for(schema: str) -> str:
    """The broker's canary: a word nobody writes by chance."""
    return (
        f"zq{salted_hmac('agents.guardrails.leaks', schema, algorithm='sha256').hexdigest()[:12]}"
    )


def leaks_in(
    reply: str, *, instructions: str, schema: str, public: Iterable[str] = ()
) -> list[Problem]:
    """Whether a reply tells what is inside.

    ``instructions`` is the prompt the run was given; ``public`` are texts of it that may be said,
    such as the broker's own introduction.
    """
    text = reply
    for each in public:
        if each:
            text = text.replace(each, " ")
    secret = _secret(instructions)
    canary = canary_for(schema)
    for reading in _readings(text):
        if canary in reading or _overlaps(reading, secret):
            return [Problem("leak", _WORDS)]
    names = {name for name in _SNAKE.findall(text) if name in _INNER or tool_named(name)}
    plain = fold(text)
    if names or _ID.search(text) or _ABOUT.search(plain) or is_retold(plain):
        return [Problem("leak", _WORDS)]
    return []


@lru_cache(maxsize=64)
def _secret(instructions: str) -> str:
    """The letters of a prompt, which stays the same for a broker from turn to turn."""
    return _letters(_QUOTED.sub(" ", instructions))


def _readings(text: str) -> Iterator[str]:
    """The letters of a text, forwards, backwards, by ROT13, and of what it holds encoded."""
    letters = _letters(text)
    yield letters
    yield letters[::-1]
    yield codecs.encode(letters, "rot13")
    for run in _ENCODED.findall(text):
        try:
            decoded = base64.b64decode(run + "=" * (-len(run) % 4), validate=False)
        except (binascii.Error, ValueError):
            continue
        yield _letters(decoded.decode("utf-8", "ignore"))


def _overlaps(reading: str, secret: str) -> bool:
    if len(secret) < _STRETCH:
        return False
    # Every stretch of 40 letters holds one of 32 that begins at a multiple of eight.
    size = _STRETCH - _STEP
    return any(
        reading[start : start + size] in secret
        for start in range(0, max(0, len(reading) - size) + 1, _STEP)
        if len(reading) >= start + size
    )


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", fold(text))

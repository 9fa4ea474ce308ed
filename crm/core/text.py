"""Text from outside, made safe to store and to compare."""

from __future__ import annotations

import math
import re
import unicodedata
from itertools import filterfalse

_SPACES = re.compile(r"\s+")
# PostgreSQL stores no NUL; lone surrogates cannot be encoded as UTF-8.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """The text without the characters PostgreSQL cannot keep."""
    return _UNSTORABLE.sub("", text)


def storable_json(value: object) -> object:
    """A JSON value with every text in it made storable, keys included.

    What is no number in JSON (NaN, infinity) becomes null: PostgreSQL refuses the whole value.
    """
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, list):
        return [storable_json(item) for item in value]
    if isinstance(value, dict):
        return {storable(str(key)): storable_json(item) for key, item in value.items()}
    return value


def fold(text: str) -> str:
    """Lower case, without accents, single spaces: how names are compared."""
    plain = text.casefold()
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join(filterfalse(unicodedata.combining, decomposed))
    return _SPACES.sub(" ", plain).strip()


def clip(text: str, limit: int) -> str:
    """At most ``limit`` characters on one line, with an ellipsis when some are left out."""
    line = _SPACES.sub(" ", text).strip()
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"

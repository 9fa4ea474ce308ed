"""Numbers said in words to their end: "ochenta y cinco millones quinientos mil", "forty-seven"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from agents.nlu.numbers import UNITS, Number, find_numbers
from agents.nlu.text import words_pattern

_COUNTS: Final[dict[str, float]] = {
    word: value
    for word, value in UNITS.items()
    if word not in {"a", "an", "medio", "media", "half"}
} | {"cero": 0, "zero": 0, "naught": 0, "veintiuna": 21, "setecientas": 700, "novecientas": 900}
_SCALES: Final[dict[str, float]] = {
    "mil": 1e3, "thousand": 1e3, "lakh": 1e5, "millon": 1e6, "millones": 1e6, "million": 1e6,
    "millions": 1e6, "crore": 1e7, "billon": 1e12, "billones": 1e12, "billion": 1e9,
    "trillion": 1e12, "trillon": 1e18, "trillones": 1e18,
}  # fmt: skip
_COUNT: Final = rf"(?:{words_pattern(_COUNTS)}|hundred)"
_PIECE: Final = rf"(?:{_COUNT}|{words_pattern(_SCALES)})"
_JOINT: Final = r"(?:\s+(?:y|and|e)\s+|\s*-\s*|\s+)"
_SPOKEN: Final = re.compile(
    rf"\b(?:(?:a|un) (?=hundred|thousand|million|billion))?{_PIECE}(?:{_JOINT}{_PIECE})*\b"
    rf"(?:\s+(?P<mark>point|punto|coma|con)\s+(?P<rest>{_COUNT}(?:{_JOINT}{_COUNT})*)\b)?"
    r"(?P<dozen>\s+(?:docenas?|dozens?|dozs?|dzs?)\b)?"
    r"|\b(?P<some>a|un|una|half a|media)\s+(?:docena|dozen)\b"
)
#: After the last word, what shows that it counts something of its own: "dos millones, tres baños".
_COUNTED: Final = re.compile(
    r"\s+(?!de\b|por\b|al\b|y\b|o\b|a\b|per\b|max|mensual|como\b|euros?\b|pesos|dolar|dollar|soles|"
    r"pounds?|uf\b|mas\b|menos\b|en\b|to\b|or\b|and\b|pero|but|if|si)[a-z]"
)
# "Entre novecientos y mil cien" are two numbers, not one of 900,100.
_BETWEEN: Final = re.compile(
    rf"\b(?:entre|between)\s+(?:(?:l[oa]s|un[oa]s)\s+)?(?P<said>{_PIECE}(?:\s+(?:y\s+|"
    rf"and\s+)?{_PIECE})*)\b"
)
_JOINED: Final = re.compile(rf"\b(?P<left>{_PIECE})\s+(?P<joint>y|and)\s+(?P<right>{_PIECE})\b")
_FEWEST: Final = 2.0
_FRACTION: Final = re.compile(
    r"\b(?P<part>(?:a |one |un )?(?:quarter|cuarto)|(?:three|tres) (?:quarters|cuartos))"
    r" (?:of a|of one|de) (?:million|millon)\b"
)
_ONE_OF: Final = frozenset({"mil", "millon", "billon", "trillon"})  # each one by itself
_TENS: Final = 100
_CENTS_BEFORE: Final = re.compile(r"[a-z$€£ ]*?\s+(?:and |y |con )?")
_CENTS: Final = re.compile(r"\s?(?:c|cents?|centavos?|centimos?|pence|p)\b")


def find_all_numbers(folded: str, *, language: str, least: float | None = None) -> list[Number]:
    """Find numbers, those said in words to their end; with ``least`` those without a scale too.

    "Dos" alone is a number of anything: ``least``, the smallest to take, is for texts that answer
    how much.
    """
    if (place := _between(folded)) is not None:
        folded = folded[: place[0]] + ";" * (place[1] - place[0]) + folded[place[1] :]
        least = _FEWEST if least is None else least
    found = find_numbers(folded, language=language)
    if part := _FRACTION.search(folded):
        value = 750_000.0 if part["part"].endswith("s") else 250_000.0
        found = [each for each in found if not part.start() <= each.start < part.end()]
        found.append(Number(part.start(), part.end(), value, "million", False, value / 1e6))
        return sorted(found, key=lambda each: each.start)
    if least is None and not any(folded[each.start].isalpha() for each in found):
        return found
    for said in find_spoken(folded):
        inside = [each for each in found if each.start < said.end and said.start < each.end]
        longer = all(said.start <= each.start and each.end <= said.end for each in inside)
        wider = any(each.end - each.start < said.end - said.start for each in inside)
        alone = not inside and least is not None and said.value >= least
        if alone or (inside and longer and wider and said.multiplier):
            found = [*(each for each in found if each not in inside), said]
    return sorted(found, key=lambda each: each.start)


def _between(folded: str) -> tuple[int, int] | None:
    """Where the two numbers of a range said in words are joined, or None.

    "Treinta y cinco" is one number: only a ten and a unit are added, and "hundred and" anything.
    """
    span = _BETWEEN.search(folded)
    if span is None:
        return None
    for pair in _JOINED.finditer(folded, span.start("said"), span.end("said")):
        left, right = _COUNTS.get(pair["left"], 0.0), _COUNTS.get(pair["right"], _TENS * 10.0)
        ten_and_unit = left in range(20, 100, 10) and right < 10
        if not ten_and_unit and pair["left"] != "hundred":
            return pair.span("joint")
    return None


def numbers_with_cents(folded: str, *, language: str) -> list[Number]:
    """Every number; "13 dollars 45 cents" is one."""
    found: list[Number] = []
    for number in find_all_numbers(folded, language=language, least=0.0):
        last = found[-1] if found else None
        if (
            last is not None
            and number.value < _TENS
            and _CENTS.match(folded, number.end)
            and _CENTS_BEFORE.fullmatch(folded, last.end, number.start)
        ):
            found[-1] = replace(last, value=last.value + number.value / 100)
        else:
            found.append(number)
    return found


def find_spoken(folded: str) -> Iterator[Number]:
    """Every number that is said wholly in words, however small."""
    for match in _SPOKEN.finditer(folded):
        if match["some"]:
            value = 6.0 if match["some"] in {"half a", "media"} else 12.0
            yield Number(match.start(), match.end(), value, "", False, value)
            continue
        end = match.end()
        said = match.group()
        fraction = 0.0
        if match["mark"]:
            said = folded[match.start() : match.start("mark")].rstrip()
            if _SCALES.keys() & set(said.split()):
                end = match.start() + len(said)  # "dos millones con cincuenta mil"
            else:
                fraction = _fraction(match["rest"])
        words = re.findall(r"[a-z]+", said)
        if words[0] in _SCALES.keys() - _ONE_OF:
            continue  # "125 USD millones"
        value, scale, left = _added(words)
        if left and left < _TENS and scale and _COUNTED.match(folded, end):
            # Of "dos millones tres dormitorios" the last is none of the sum.
            words = words[: max(i for i, word in enumerate(words) if word in _SCALES) + 1]
            value, scale, _ = _added(words)
            end = match.start() + _length(folded[match.start() :], len(words))
        value = (value + fraction) * (12 if match["dozen"] else 1)
        multiplier = next((word for word in words if word in _SCALES), "")
        base = value / _SCALES.get(multiplier, 1.0)
        yield Number(match.start(), end, value, multiplier, False, base)


def _length(folded: str, count: int) -> int:
    """How far so many words reach, joints not counted."""
    return [match.end() for match in re.finditer(r"[a-z]+", folded)][count - 1]


def _added(words: list[str]) -> tuple[float, float, float]:
    """The sum of the words, the scale said last, and what was said after it."""
    total = thousands = current = scale = 0.0
    for word in words:
        if word in _COUNTS:
            current += _COUNTS[word]
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in _SCALES:
            scale = _SCALES[word]
            if scale < 1e6:
                thousands += (current or 1) * scale
            else:
                total = total + (thousands + current or 1) * scale
                thousands = 0.0
            current = 0.0
    return total + thousands + current, scale, current


def _fraction(words: str) -> float:
    """What follows the decimal mark: "punto cinco" is a half, "con cincuenta" too."""
    value, _, _ = _added(re.findall(r"[a-z]+", words))
    return value / float(10 ** len(f"{value:.0f}"))

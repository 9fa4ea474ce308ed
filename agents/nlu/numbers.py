"""Numbers in digits and in words, with the multipliers people put on money."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from agents.nlu.text import words_pattern

UNITS: Final[dict[str, float]] = {
    "un": 1, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6,
    "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "once": 11, "doce": 12, "trece": 13,
    "catorce": 14, "quince": 15, "dieciseis": 16, "diecisiete": 17, "dieciocho": 18,
    "diecinueve": 19, "veinte": 20, "veintiun": 21, "veintiuno": 21, "veintidos": 22,
    "veintitres": 23, "veinticuatro": 24, "veinticinco": 25, "veintiseis": 26, "veintisiete": 27,
    "veintiocho": 28, "veintinueve": 29, "treinta": 30, "cuarenta": 40, "cincuenta": 50,
    "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90, "cien": 100, "ciento": 100,
    "doscientos": 200, "doscientas": 200, "trescientos": 300, "trescientas": 300,
    "cuatrocientos": 400, "cuatrocientas": 400, "quinientos": 500, "quinientas": 500,
    "seiscientos": 600, "seiscientas": 600, "setecientos": 700, "setecientas": 700,
    "ochocientos": 800, "ochocientas": 800, "novecientos": 900, "novecientas": 900,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "medio": 0.5, "media": 0.5, "half": 0.5, "a": 1, "an": 1,
}  # fmt: skip
MULTIPLIERS: Final[dict[str, float]] = {
    "mil": 1e3, "k": 1e3, "thousand": 1e3, "thousands": 1e3, "grand": 1e3, "hundred": 1e2,
    "luca": 1e3, "lucas": 1e3, "luquitas": 1e3, "lks": 1e3, "lukas": 1e3,
    "palo": 1e6, "palos": 1e6, "melones": 1e6, "kilos": 1e6,
    "millon": 1e6, "millones": 1e6, "mill": 1e6, "mills": 1e6, "mm": 1e6, "m": 1e6, "mn": 1e6,
    "mio": 1e6, "mios": 1e6, "million": 1e6, "millions": 1e6, "mil millones": 1e9,
    "mdp": 1e6, "mdd": 1e6, "الف": 1e3, "مليون": 1e6,
    "billion": 1e9, "bn": 1e9, "lakh": 1e5, "lakhs": 1e5,
}  # fmt: skip
_FEW: Final = 10
PESO_SLANG: Final = frozenset(
    {"luca", "lucas", "luquitas", "lks", "lukas", "palo", "palos", "melones"}
)

_WORD_UNITS: Final = words_pattern(UNITS)
_MULT: Final = words_pattern(MULTIPLIERS)
# "Mil trescientos", "two thousand five hundred": said in full, without articles and halves.
_FULL_UNITS: Final = words_pattern(UNITS.keys() - {"a", "an", "medio", "media", "half"})
_IN_FULL: Final = (
    rf"(?:(?:{_FULL_UNITS})\s+(?:y\s+)?)*(?:mil|thousand)"
    rf"(?:\s+(?:and\s+|y\s+)?(?:{_FULL_UNITS}|hundred))+(?!\s+(?:{_MULT}))"
)
_HUNDREDS: Final = words_pattern(word for word, value in UNITS.items() if value >= 100)
_HUNDREDS_PAID: Final = (
    rf"(?:{_HUNDREDS})(?:\s+(?:y\s+)?(?:{_FULL_UNITS}))*(?=\s+(?:euros?|pesos|dolares|soles|pavos|"
    r"al mes|mensual|por mes))"
)
_DIGITS: Final = (
    r"\d{1,3}(?:[.,']\d{3})+(?:[.,]\d{1,2})?(?![\d])|\d{1,3}(?: \d{3})+(?![\d])|\d+(?:[.,]\d+)?"
)
_NUMBER: Final = re.compile(
    rf"(?<![\d.,'/:@_])(?P<digits>{_DIGITS})(?:\s?(?P<mult>{_MULT})(?![a-z0-9²]))?"
    rf"|\b(?P<full>{_IN_FULL}|{_HUNDREDS_PAID})\b"
    rf"|\b(?P<words>(?:(?:{_WORD_UNITS}|hundred)(?:\s+(?:y\s+|and\s+)?|-|\b))+)(?P<wmult>{_MULT})\b"
    r"|\b(?P<alone>millon|palo|luca)\b(?= y medio)"
)
_TAIL: Final = re.compile(
    r"\s+(?:(?P<half>y medio|and a half)|(?:con |y |and )?(?P<rest>\d{3})(?P<mil>\s?(?:mil|k|"
    r"lucas))?"
    rf"(?![\d.,]*\d|\s?(?:mill|palo|m2|metros|uf))|(?:y |con "
    rf")?(?P<wrest>(?:(?:{_WORD_UNITS})\s+)+)mil\b|(?P<hundreds>{_HUNDREDS})\b(?!\s+(?:mil|y|"
    rf"{_MULT})\b))"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the text: ``multiplier`` is its spoken scale, "" when it has none."""

    start: int
    end: int
    value: float
    multiplier: str
    grouped: bool
    base: float


def parse_digits(raw: str, *, language: str = "es", scaled: bool = False) -> float:
    """Read digits whose separators may be Spanish or English; language settles "1.250 million"."""
    text = raw.replace("'", "").replace(" ", "")
    if "." in text and "," in text:
        decimal = max(text.rfind("."), text.rfind(","))
        if len(text) - decimal - 1 == 3 and text.count(text[decimal]) == 1:
            head = text[:decimal]
            # "1.250,000" has two groups written carelessly, "1,250.000" likewise
            return float(re.sub(r"[.,]", "", head) + text[decimal + 1 :])
        return float(re.sub(r"[.,]", "", text[:decimal]) + "." + text[decimal + 1 :])
    mark = "." if "." in text else "," if "," in text else ""
    if not mark:
        return float(text)
    if text.count(mark) > 1:
        return float(text.replace(mark, ""))
    whole, _, rest = text.partition(mark)
    decimal_mark = "," if language == "es" else "."
    if len(rest) == 3 and whole != "0" and not (scaled and mark == decimal_mark):
        return float(whole + rest)
    return float(f"{whole}.{rest}")


def words_value(words: str) -> float | None:
    """Add up number words ("dos cientos", "treinta y cinco", "one hundred"); None if one is not."""
    total = last = 0.0
    for word in re.split(r"[\s-]+", words.strip()):
        if word in {"y", "and", "", "of"}:
            continue
        if word == "hundred":
            total += (last or 1) * 100 - last
        elif word == "mil":
            total = (total or 1) * 1000
        elif word in UNITS:
            # "a half", "half a": the article does not count beside the half
            last = UNITS[word]
            if word in {"a", "an"} or (UNITS[word] == 0.5 and total == 1):
                total = 0.5 if UNITS[word] == 0.5 else (total or 1)
            else:
                total += UNITS[word]
        else:
            return None
    return total


def find_numbers(folded: str, *, language: str = "es") -> list[Number]:
    """Find digits and scaled number words; unscaled words ("dos") are left to their own rules."""
    found: list[Number] = []
    last_end = 0
    for match in _NUMBER.finditer(folded):
        if match.start() < last_end:
            continue
        number = _read(match, folded, language)
        if number is not None:
            found.append(number)
            last_end = number.end
    return found


def _read(match: re.Match[str], folded: str, language: str) -> Number | None:
    end = match.end()
    if match["digits"]:
        multiplier = match["mult"] or ""
        if multiplier == "m" and not _means_million(match, folded):
            multiplier, end = "", match.end("digits")
        base = parse_digits(match["digits"], language=language, scaled=bool(multiplier))
        grouped = bool(re.search(r"[.,' ]\d{3}(?!\d)", match["digits"])) and base >= 1000
    elif match["full"]:
        base = words_value(match["full"].replace("thousand", "mil")) or 0.0
        multiplier, grouped = "", base >= 1000
    elif match["alone"]:
        multiplier, base, grouped = match["alone"], 1.0, False
    else:
        value = words_value(match["words"])
        if value is None:
            return None
        multiplier, base, grouped = match["wmult"], value, False
    scale = MULTIPLIERS.get(multiplier, 1.0)
    if multiplier == "mil" and language == "en" and base < _FEW:
        scale = 1e6  # "1.1 mil": a million, for short
    if multiplier == "mil" and (more := re.match(r"\s+(millones|palos)\b", folded[end:])):
        scale, end = 1e9, end + more.end()
    value = base * scale
    if scale >= 1e6 and (tail := _TAIL.match(folded, end)):
        value += _tail_value(tail, scale)
        end = tail.end()
    return Number(match.start(), end, value, multiplier, grouped, base)


def _tail_value(tail: re.Match[str], scale: float) -> float:
    if tail["half"]:
        return scale / 2
    if tail["hundreds"]:
        return UNITS[tail["hundreds"]] * 1000  # "un palo doscientos"
    if tail["rest"]:
        return float(tail["rest"]) * 1000
    return (words_value(tail["wrest"]) or 0.0) * 1000


def _means_million(match: re.Match[str], folded: str) -> bool:
    """Tell "1.2m" from "95 m": metres are written apart or are too many to be millions."""
    attached = match.end("digits") == match.start("mult")
    before = folded[max(0, match.start() - 5) : match.start()]
    money_before = bool(re.search(r"(?:\$|€|£|aed|usd|eur|gbp|mxn|clp|dhs?)\s?$", before))
    small = float(re.sub(r"[.,']", "", match["digits"]) or 0) < 40 or "." in match["digits"]
    return money_before or (attached and small)

"""Names, telephone numbers and e-mail addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberMatcher

from agents.nlu.text import fold

_EMAIL: Final = re.compile(r"[a-z0-9][a-z0-9._%+-]*@[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}")
_URL: Final = re.compile(r"https?://\S+|www\.\S+")
_DIGIT_RUN: Final = re.compile(r"\+?\d[\d\s().-]{5,}\d")
_DOUBLE_ZERO: Final = re.compile(r"(?<![\d+.,])00(?=[\s.-]?[1-9][\d\s().-]{6,}\d)")
_MONEY_NEAR: Final = re.compile(
    r"^\s*(?:mil|millon|lucas|palos|pesos|uf\b|usd|eur|aed|k\b|m2|dolares|soles|€|£|de pesos)|"
    r"^\s?\d*\s?%"
)


@dataclass(frozen=True, slots=True)
class Contact:
    """What a text says of how to reach the lead, and where each piece stands."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None
    spans: tuple[tuple[int, int], ...] = ()


def find_emails(text: str) -> list[tuple[str, int, int]]:
    """Find e-mail addresses, in lower case, with their places."""
    folded = text.lower() if len(text.lower()) == len(text) else text
    return [(m.group().lower(), m.start(), m.end()) for m in _EMAIL.finditer(folded)]


def find_urls(text: str) -> list[tuple[int, int]]:
    """Find the places of web addresses."""
    return [(m.start(), m.end()) for m in _URL.finditer(text)]


def find_phones(text: str, country: str) -> list[tuple[str, int, int]]:
    """Find telephone numbers as E.164; amounts of money and dates are none."""
    if not _DIGIT_RUN.search(text):
        return []
    found: list[tuple[str, int, int]] = []
    folded = fold(text)
    # As long as before, so that places stay: abroad 00 is dialled, which not every country knows.
    written, text = text, _DOUBLE_ZERO.sub(" +", text)
    for match in PhoneNumberMatcher(text, country or None):
        raw = match.raw_string
        if _MONEY_NEAR.match(folded[match.end :]) or re.search(r"[$€£]\s?$", text[: match.start]):
            continue
        if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", raw) or re.search(r"\b20\d\d-\d\d-\d\d\b", raw):
            continue
        start = match.start - (raw.startswith("+") and written[match.start] == "0")
        found.append((e164(match.number, international="+" in raw), start, match.end))
    return found


def parse_phone(text: str, country: str) -> str | None:
    """Read one telephone number, in any spelling, as E.164; None when it is not a valid one."""
    try:
        number = phonenumbers.parse(text, country or None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return e164(number, international="+" in text)


def e164(number: phonenumbers.PhoneNumber, *, international: bool) -> str:
    """Format a number as E.164; an Argentine one written at home is taken for a mobile."""
    if number.country_code == 54 and not international:
        # Nobody writes the 9 at home, and a number given in a chat is a mobile.
        mobile = phonenumbers.PhoneNumber(
            country_code=54, national_number=int(f"9{number.national_number}")
        )
        if not str(number.national_number).startswith("9") and phonenumbers.is_valid_number(mobile):
            number = mobile
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))

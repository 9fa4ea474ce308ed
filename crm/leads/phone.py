"""Phone numbers as they are stored, and the spellings one line is known by.

Argentina, Mexico and Brazil write mobile numbers with and without an extra digit; channels
deliver either. All spellings of one line resolve to one person (libphonenumber knows the
countries' plans, the extra digits are documented by WhatsApp for AR, MX and BR).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import phonenumbers

#: How a number was dialled before the country changed its plan, and today's spelling: Mexico's
#: mobile 1 and its trunk prefixes went in 2019, Brazil's ninth digit came from 2012 on.
_OUTDATED: Final = (
    (re.compile(r"^\+521(\d{10})$"), r"+52\1"),
    (re.compile(r"^\+52(?:044|045|01)(\d{10})$"), r"+52\1"),
    (re.compile(r"^\+55(\d\d)([6-9]\d{7})$"), r"+55\g<1>9\2"),
)
# A landline begins with 2 to 5: taking the 9 from such a mobile would name somebody else's home.
_BR_MOBILE: Final = {"96", "97", "98", "99"}
_CODES: Final = {"MX": "52", "BR": "55"}
_DIALLED: Final = {
    "MX": re.compile(r"^(?:044|045|01)(\d{10})$"),
    "BR": re.compile(r"^0?(\d\d[6-9]\d{7})$"),
}


def e164(text: str, *, country: str = "") -> str:
    """The number in E.164, or an empty text when it is none.

    ``country`` (ISO 3166-1) reads national spellings; digits alone that make an international
    number are read as one, which is how channels deliver them. What a person wrote the old way
    (a plus, or in their country's manner) is brought up to date; a channel's own spelling is
    not, because that is the address it is answered at.
    """
    raw = text.strip()
    for value, region in _readings(raw, country) if raw else ():
        try:
            number = phonenumbers.parse(value, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number) and phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return ""


def _readings(raw: str, country: str) -> Iterator[tuple[str, str | None]]:
    digits = "".join(char for char in raw if char.isdigit())
    international = raw.startswith("+")
    yield raw, country or None
    if not international:
        yield f"+{digits}", None
    if country in _CODES and not international and (old := _DIALLED[country].match(digits)):
        yield from _updated(f"+{_CODES[country]}{old[1]}")
    if international or country:
        yield from _updated(f"+{digits}")


def _updated(number: str) -> Iterator[tuple[str, str | None]]:
    yield number, None
    for pattern, today in _OUTDATED:
        if pattern.match(number):
            yield pattern.sub(today, number), None


def spellings(number: str) -> list[str]:
    """The number first, then the other spellings of the same line; E.164 each."""
    others: list[str] = []
    if number.startswith("+549"):
        others.append("+54" + number[4:])
    elif number.startswith("+54"):
        others.append("+549" + number[3:])
    elif number.startswith("+521") and len(number) == 14:
        others.append("+52" + number[4:])
    elif number.startswith("+52") and len(number) == 13:
        others.append("+521" + number[3:])
    elif number.startswith("+55") and len(number) == 14 and number[5:7] in _BR_MOBILE:
        others.append(number[:5] + number[6:])
    elif number.startswith("+55") and len(number) == 13 and number[5] in "6789":
        others.append(number[:5] + "9" + number[5:])
    return [number, *others]

"""Phone numbers as they are stored, and the spellings one line is known by.

Argentina, Mexico and Brazil write mobile numbers with and without an extra digit; channels
deliver either. All spellings of one line resolve to one person (libphonenumber knows the
countries' plans, the extra digits are documented by WhatsApp for AR, MX and BR).
"""

from __future__ import annotations

import phonenumbers


def e164(text: str, *, country: str = "") -> str:
    """The number in E.164, or an empty text when it is none.

    ``country`` (ISO 3166-1) reads national spellings; digits alone that make an international
    number are read as one, which is how channels deliver them.
    """
    raw = text.strip()
    if not raw:
        return ""
    attempts = [(raw, country or None)]
    if not raw.startswith("+"):
        digits = "".join(char for char in raw if char.isdigit())
        attempts.append((f"+{digits}", None))
    for value, region in attempts:
        try:
            number = phonenumbers.parse(value, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number) and phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return ""


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
    elif number.startswith("+55") and len(number) == 14 and number[5] == "9":
        others.append(number[:5] + number[6:])
    elif number.startswith("+55") and len(number) == 13 and number[5] in "6789":
        others.append(number[:5] + "9" + number[5:])
    return [number, *others]

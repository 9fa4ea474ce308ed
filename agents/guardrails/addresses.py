"""Street addresses, links, phones and e-mail addresses a text names."""

from __future__ import annotations

import re
from typing import Final

from agents.nlu.contact import find_emails, find_phones
from agents.nlu.text import fold

Found = tuple[int, int, str]

_NAME: Final = r"(?:[A-ZÁÉÍÓÚÑÜ][\w'áéíóúñü.-]*|de|del|la|las|los|el|y|of|the|\d{1,2})"
_ADDRESSES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # El 41 de la calle Luchana
        r"\b(?:[Ee]l |[Nn]úmero |[Nn]\.?[°ºo]\.? ?)\d{1,5},? de (?:la |el )?(?:[Cc]alle|[Aa]venida|"
        r"[Aa]v\.?|[Pp]aseo|[Pp]laza) (?:" + _NAME + r"\s+){0,4}" + _NAME,
        # Avenida Irarrázaval 1234, calle Los Leones, C/ Mayor 5
        r"\b(?:[Aa]v(?:enida|da)?\.?|[Cc]alle|[Pp]asaje|[Pp]je\.?|[Cc]amino|[Cc]arrera|[Cc]ra\.?|"
        r"[Jj]r\.?|"
        r"[Cc]arretera|[Bb]oulevard|[Bb]lvd\.?|[Pp]aseo|C/)\s*(?:" + _NAME + r"\s+){0,5}" + _NAME
        + r"(?:,?\s*(?:#|[Nn][°ºo]\.?\s?|[Nn]úmero\s)?\s?\d{1,5}[A-Za-z]?(?![\d.,]*\d|\s?(?:m2|m²|"
        r"mil|UF)))?",
        # 12 Marina Walk, 1600 Pennsylvania Avenue
        r"\b\d{1,5}[A-Za-z]?,? (?:[A-Z][\w'.-]*\s){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Walk|Drive|"
        r"Dr|"
        r"Boulevard|Blvd|Lane|Ln|Way|Court|Ct|Place|Square|Terrace|Crescent|Close|Row|Gardens|"
        r"Parkway|"
        r"Highway|Quay|Mews|Hill)\b\.?",
        r"\b(?:[A-Z][\w'-]*\s){1,3}(?:Street|Road|Avenue|Walk|Drive|Boulevard|Lane|"
        r"Crescent)\b(?:,? \d{1,5})?",
        # Irarrázaval 1234: a name and a number, after a word of place
        r"(?<=\ben )(?:[A-ZÁÉÍÓÚÑ][\wáéíóúñü'.-]*\s){1,4}\d{2,5}(?![\d.,:]*\d|\s?(?:m2|m²|mil|UF|"
        r"dorm))",
        r"(?<=\bat )(?:[A-Z][\w'.-]*\s){1,4}\d{2,5}(?![\d.,:]*\d)",
        r"(?<=\bat )\d{1,5}[A-Za-z]? (?!(?:AM|PM|Am|Pm|On|In|For|The|Jan|Feb|Mar|Apr|May|Jun|Jul|"
        r"Aug|"
        r"Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*)(?:[A-Z][\w'-]{2,}\s?){1,4}",
        r"(?<=[Dd]irección: )(?:[\w'.-]+\s){1,5}\d{2,5}", r"(?<=[Dd]irección es )(?:[\w'.-]+\s){1,5"
        r"}\d{2,5}",
        r"(?<=[Aa]ddress: )[\w'. -]{3,40}?\d{1,5}\b|(?<=[Aa]ddress is )[\w'. -]{3,40}?(?=[.,!?\n]|"
        r"$)",
    )
)  # fmt: skip
# "Espíritu Santo 14, 10 de la mañana": the last number is an hour.
_LAST_NUMBER: Final = re.compile(r",\s*\d{1,2}$")
_HOUR: Final = re.compile(r"\s*(?:de la (?:mañana|tarde|noche)|[ap]\.?m\b|h\b|hrs\b|hs\b|:\d\d)")
_LINK: Final = re.compile(
    r"(?:https?|ftp|hxxps?)://[^\s<>\"')\]]+|\bwww\.[^\s<>\"')\]]+"
    r"|\b(?<!@)(?:[a-z0-9-]+\.)+(?:com|cl|net|org|io|ly|me|es|mx|ar|co|pe|ae|uk|app|dev|info|biz|"
    r"ru|xyz|link|"
    r"site|online|shop|example|test|gl|page|to|tv|eu|us|br|ai)(?:\.[a-z]{2})?\b(?!@)(?:/[^\s<>\"')"
    r"\]]*)?"
    r"|\b[a-z0-9-]+\s*(?:\[\.\]|\(\.\)|\s(?:punto|dot)\s)\s*(?:com|cl|net|org|io|ly|me|ae)\b",
    re.IGNORECASE,
)
# Also numbers that are none: a made-up one need not be valid.
_PHONE: Final = re.compile(
    r"(?<![\w+])\+\d[\d\s().-]{6,}\d|(?<![\w.,$])\(?\d{2,4}\)?[\s-]\d{3,4}[\s-]\d{3,4}(?![\d.,]*\d)"
)


def addresses_in(text: str) -> list[Found]:
    """Street addresses, with their places."""
    found: list[Found] = []
    for pattern in _ADDRESSES:
        for match in pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end, _ in found):
                end = match.end()
                if _HOUR.match(text, end) and (hour := _LAST_NUMBER.search(match.group())):
                    end = match.start() + hour.start()
                found.append((match.start(), end, text[match.start() : end].strip(" ,.")))
    return sorted(found)


def renumbered(folded: str, known: str) -> str:
    """A known street with a number that is not the known one, as written; "" for none.

    Both are folded; a number of two digits and less has to be said to be one ("16 de ...").
    """
    match = re.match(
        r"(?:calle |av\.? |avenida |c/ ?)?(?:del? |la |el )*(?P<name>\D{4,}?) (?P<no>\d+)\b", known
    )
    if match is None:
        match = re.match(r"(?P<no>\d+) (?P<name>\D{4,})$", known)
    if match is None:
        return ""
    if match["name"].strip() not in folded:
        return ""
    name = re.escape(match["name"].strip())
    for found in re.finditer(
        rf"\b{name},? (?:#|n[°o.]? ?|numero )?(?P<after>\d{{3,5}}|(?<=[#°o.] "
        rf")\d{{1,2}})(?![\d.,]*\d)"
        rf"|\b(?:numero |n[°o.]? ?|el )(?P<of>\d{{1,5}}),? de (?:la |el )?(?:calle |avenida |"
        rf"av\.? )?"
        rf"{name}\b|(?<![\d.,$€£])\b(?P<before>\d{{1,5}}) {name}\b",
        folded,
    ):
        number = found["after"] or found["of"] or found["before"]
        if number != match["no"]:
            return found.group()
    return ""


def links_in(text: str) -> list[Found]:
    """Web addresses, also without scheme or with the dot spelt out; no e-mail addresses."""
    emails = [(start, end) for _each, start, end in find_emails(text)]
    return [
        (match.start(), match.end(), match.group().rstrip(".,;:)"))
        for match in _LINK.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in emails)
    ]


def contacts_in(text: str, country: str) -> list[Found]:
    """E-mail addresses and telephone numbers."""
    found = [(start, end, text[start:end]) for _each, start, end in find_emails(text)]
    found += [
        (match.start(), match.end(), match.group())
        for match in _PHONE.finditer(text)
        if not any(start <= match.start() < end for start, end, _ in found)
    ]
    plain = fold(text)
    for _each, start, end in find_phones(text, country):
        taken = any(left < end and start < right for left, right, _ in found)
        if not taken and not re.match(r"\s?(?:m2|m²|uf|mil|pesos|usd|aed)", plain[end:]):
            found.append((start, end, text[start:end]))
    return sorted(found)

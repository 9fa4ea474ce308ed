"""Telephone numbers, e-mail and web addresses, yes and no in short texts (Recognizers-Text)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from agents.evals.figures import Section, share
from agents.evals.rows import Row
from agents.nlu.assent import agrees
from agents.nlu.contact import find_emails, find_phones, find_urls, parse_phone
from agents.nlu.text import fold

# The source names no country; a number without one is read at home.
_COUNTRY: Final = {"en": "US", "es": "ES"}
_NO_DIGIT: Final = re.compile(r"\D")


class Short(Row):
    """A text and what of one kind stands in it, in the form of its source."""

    lang: str
    kind: str
    input: str
    results: tuple[dict[str, Any], ...] = ()

    def written(self) -> str:
        """The number as it is written, by the source's own marks."""
        return str(self.results[0].get("Text", "")) if self.results else ""

    def gold(self) -> list[str]:
        """What is to be found: digits of numbers, addresses in small letters, yes and no."""
        values = [(each.get("Resolution") or {}).get("value") for each in self.results]
        return [_plain(self.kind, value) for value in values]


def _plain(kind: str, value: object) -> str:
    text = str(value).lower()
    return _NO_DIGIT.sub("", text) if kind == "phone" else text


def _country(row: Short) -> str:
    return _COUNTRY.get(row.lang, "US")


def _phones(row: Short) -> list[str]:
    spans = find_phones(row.input, _country(row))
    return [_plain("phone", row.input[start:end]) for _number, start, end in spans]


def _emails(row: Short) -> list[str]:
    return [email for email, _start, _end in find_emails(row.input)]


def _urls(row: Short) -> list[str]:
    return [row.input[start:end].lower() for start, end in find_urls(row.input)]


def _assent(row: Short) -> list[str]:
    found = agrees(fold(row.input))
    return [] if found is None else [str(found).lower()]


_KINDS: Final[dict[str, tuple[str, Callable[[Short], list[str]]]]] = {
    "phone": ("telephone numbers found", _phones),
    "email": ("e-mail addresses found", _emails),
    "url": ("web addresses found", _urls),
    "boolean": ("yes and no heard", _assent),
}


def contacts(rows: list[Short]) -> Iterator[Section]:
    """Each kind by itself, both languages together: there are few rows in Spanish."""
    section = Section("kinds", "telephone numbers, addresses, yes and no")
    none = false = real = real_right = 0
    for kind, (label, read) in _KINDS.items():
        right = cases = 0
        for row in rows:
            if row.kind != kind:
                continue
            found, gold = read(row), row.gold()
            if gold:
                cases += 1
                right += found == gold
                if kind == "phone" and parse_phone(row.written(), _country(row)):
                    real += 1
                    real_right += found == gold
            else:
                none += 1
                false += bool(found)
            if found != gold:
                section.miss(kind=kind, input=row.input, gold=gold, got=found)
        section.figures.append(share(kind, label, right, cases))
    section.figures.insert(
        1, share("phone_real", "the same, of numbers that can be dialled", real_right, real)
    )
    section.figures.append(share("false", "found where there is none", false, none, better="less"))
    yield section

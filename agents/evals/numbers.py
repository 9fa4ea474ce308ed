"""Numbers and ranges of numbers in sentences that are not about homes (Recognizers-Text).

A number by itself is what the reading of amounts finds; a range from a thousand up is read as the
answer to what a lead wants to spend, since it is there that ours knows ranges. Fractions, ordinals
and percentages are no amounts to us: of those only that no money is seen in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from agents.evals.figures import Hits, Section, share
from agents.evals.rows import Row
from agents.nlu.money import MoneyContext, find_amounts
from agents.nlu.numbers import Number
from agents.nlu.spoken import find_all_numbers
from agents.nlu.text import fold
from agents.nlu.understanding import Context, understand

_TODAY: Final = date(2026, 1, 15)  # any day does: nothing here is about time
_HOME: Final = {"es": ("ES", "EUR"), "en": ("US", "USD")}
_LEAST: Final = 1000  # below it a bare number told of a budget is meant in thousands
_INTERVAL: Final = re.compile(r"[\[(]([^,]*),([^,]*)[\])]")
Range = tuple[float | None, float | None]


class Sentence(Row):
    """A sentence and the numbers in it, in the form of their source."""

    lang: str
    kind: str
    input: str
    results: tuple[dict[str, Any], ...] = ()

    @property
    def language(self) -> str:
        """The language without its country."""
        return self.lang.split("-")[0]

    def said(self) -> dict[str, Any] | None:
        """What its one number comes to; None if it has none or several."""
        if len(self.results) != 1:
            return None
        resolved: dict[str, Any] = self.results[0].get("Resolution") or {}
        return resolved

    def number(self) -> float | None:
        """Its one number; None where it has none, several, or a fraction."""
        said = self.said()
        if self.kind != "number" or said is None or said.get("subtype") == "fraction":
            return None
        return _float(str(said.get("value", "")))

    def interval(self) -> Range | None:
        """Its one range, open ends as None, when both ends are sums a lead might spend."""
        said = self.said()
        found = _INTERVAL.fullmatch(str((said or {}).get("value", "")))
        if self.kind != "numberrange" or found is None:
            return None
        ends = _float(found[1]), _float(found[2])
        return None if any(end is not None and end < _LEAST for end in ends) else ends


def numbers(rows: list[Sentence]) -> Iterator[Section]:
    """Per language."""
    for language in _HOME:
        some = [row for row in rows if row.language == language]
        if some:
            yield _of_language(language, some)


def _of_language(language: str, rows: list[Sentence]) -> Section:
    section = Section(language, f"numbers in sentences, {language}")
    digits, words, ranges = Hits(), Hits(), Hits()
    none = false = others = money = 0
    for row in rows:
        gold, interval = row.number(), row.interval()
        if gold is not None:
            found = [each.value for each in _numbers(row)]
            right = len(found) == 1 and _near(found[0], abs(gold))
            is_digits = any(char.isdigit() for char in row.input)
            (digits if is_digits else words).add(int(right), len(found), 1)
            if not right:
                section.miss(input=row.input, gold=gold, got=found)
        if interval is not None:
            spent = _spent(row)
            right = all(map(_same, spent, interval))
            ranges.add(int(right), int(spent != (None, None)), 1)
            if not right:
                section.miss(input=row.input, gold=interval, got=spent)
        if row.kind == "number" and not row.results:
            none += 1
            false += bool(_numbers(row))
        if row.kind in {"ordinal", "percent"}:
            others += 1
            seen = find_amounts(row.input, _money(language))
            money += bool(seen)
            if seen:
                section.miss(input=row.input, gold=None, got=[each.max for each in seen])
    section.figures = [
        share("value", "number right", digits.right + words.right, digits.wanted + words.wanted),
        share("range", "range of money right, both ends", ranges.right, ranges.wanted),
        share("false", "numbers found where there is none", false, none, better="less"),
        share("as_money", "ordinals and percentages taken for money", money, others, better="less"),
    ]
    section.details = [
        share("digits", "in digits", digits.right, digits.wanted),
        share("words", "in words", words.right, words.wanted),
    ]
    return section


def _numbers(row: Sentence) -> list[Number]:
    """Every number of the sentence, as of one that answers how much."""
    return find_all_numbers(fold(row.input), language=row.language, least=0.0)


def _spent(row: Sentence) -> Range:
    """The bounds of the budget that is heard."""
    country, currency = _HOME[row.language]
    context = Context(
        today=_TODAY,
        currency=currency,
        country=country,
        language=row.language,
        expecting="budget",
    )
    fields = understand(row.input, context=context).fields
    return fields.get("budget_min"), fields.get("budget_max")


def _money(language: str) -> MoneyContext:
    country, currency = _HOME[language]
    return MoneyContext(currency=currency, country=country, language=language)


def _float(text: str) -> float | None:
    """A number as the source writes it, with either decimal mark; None for an open end."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _same(found: float | None, gold: float | None) -> bool:
    if found is None or gold is None:
        return found is gold
    return _near(found, gold)


def _near(found: float, gold: float) -> bool:
    return abs(found - gold) <= 1e-6 * max(abs(gold), 1e-12)

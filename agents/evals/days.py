"""Days and stretches of days in sentences that are not about homes (Recognizers-Text, Duckling).

Both reckon the past too, and more grains than a lead's moving or viewing day needs: what is looked
at is the single day and the stretch of whole days, each against the gold of its own source.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Final

from agents.evals.figures import Section, share
from agents.evals.rows import Row
from agents.nlu.calendar_words import add_months
from agents.nlu.dates import find_days
from agents.nlu.money import MoneyContext, find_amounts
from agents.nlu.text import fold

_COUNTRY: Final = {"es": "ES", "en": "US", "en-gb": "GB"}
#: The instant from which Duckling's own corpus reckons.
_DUCKLING_DAY: Final = date(2013, 2, 12)
_LENGTHS: Final = (1, 3, 12)  # months of a month, a quarter and a year
Span = tuple[date, date]
_RULES: Final = {
    ("recognizers", "es"): "dateparser .365 | .395",
    ("recognizers", "en"): "dateparser .375 | .422",
    ("duckling", "es"): "dateparser .458 | .321",
    ("duckling", "en"): "dateparser .522 | .505",
}


class Sentence(Row):
    """A sentence of Recognizers-Text with the times in it, in the form of their source."""

    lang: str
    input: str
    context: dict[str, Any] = {}
    results: tuple[dict[str, Any], ...] = ()

    @property
    def today(self) -> date | None:
        """The day it is read on; None where the row does not say."""
        said = str(self.context.get("ReferenceDateTime") or "")[:10]
        return _day(said)

    def gold(self, kind: str) -> set[Span] | None:
        """Every accepted stretch (both days included) of its one time; None if it has none."""
        if len(self.results) != 1 or self.results[0].get("TypeName") != f"datetimeV2.{kind}":
            return None
        values = (self.results[0].get("Resolution") or {}).get("values") or []
        spans = {_span(value) for value in values if isinstance(value, dict)}
        return {span for span in spans if span is not None} or None


class Expression(Row):
    """An expression of Duckling's corpus with what it means; None where it means nothing."""

    dim: str
    lang: str
    text: str
    expected: dict[str, Any] | None = None
    latent: bool = False


def with_last(span: Span) -> set[Span]:
    """The stretches ``span`` may be when what is named last is meant too: the source ends "from
    March to May" and "from the 4th to the 23rd" before it, which no lead does."""
    first, last = span
    after = last + timedelta(days=1)
    ends = {last, after}
    if after.day == 1:
        ends.update(add_months(after, months) - timedelta(days=1) for months in _LENGTHS)
    return {(first, end) for end in ends}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _span(value: dict[str, Any]) -> Span | None:
    if "value" in value:
        day = _day(str(value["value"]))
        return (day, day) if day else None
    first, after = _day(str(value.get("start"))), _day(str(value.get("end")))
    return (first, after - timedelta(days=1)) if first and after else None


def recognizers(rows: list[Sentence]) -> Iterator[Section]:
    """Single days and stretches of days, per language; and days where there is none."""
    for lang in sorted({row.lang for row in rows}):
        some = [row for row in rows if row.lang == lang and row.today is not None]
        yield _recognized(lang, some)


def _recognized(lang: str, rows: list[Sentence]) -> Section:
    section = Section(lang, f"days in sentences, {lang}")
    country = _COUNTRY.get(lang, "US")
    hits = {"date": [0, 0], "daterange": [0, 0]}
    crashed = none = false = counted = 0
    for row in rows:
        assert row.today is not None
        found = days_found(row.input, row.today, country)
        if found is None:
            crashed += 1
            section.miss(input=row.input, error=True)
            continue
        if not row.results:
            none += 1
            false += bool(found)
        for kind, count in hits.items():
            gold = row.gold(kind)
            if gold is None:
                continue
            right = len(found) == 1 and found[0] in gold
            count[0] += right
            count[1] += 1
            if kind == "daterange":
                counted += len(found) == 1 and any(found[0] in with_last(span) for span in gold)
            if not right:
                section.miss(input=row.input, today=row.today, gold=sorted(gold), got=found)
    section.figures = [
        share("day", "day right", *hits["date"], baseline=_RULES.get(("recognizers", lang), "")),
        share("stretch", "first and last day of a stretch right", *hits["daterange"]),
        share("counted", "the same, or with what is named last", counted, hits["daterange"][1]),
        share("false", "days found where there is none", false, none, better="less"),
        share("crashed", "texts that raise an error", crashed, len(rows), better="less"),
    ]
    return section


def days_found(text: str, today: date, country: str) -> list[Span] | None:
    """Every stretch found; None when the reading raised an error."""
    try:
        return [(days.first, days.last) for days in find_days(fold(text), today, country=country)]
    except Exception:
        # A text that breaks the reading is a finding, and no end of the others.
        return None


def duckling(rows: list[Expression]) -> Iterator[Section]:
    """Days and amounts of money, per language."""
    for lang in ("es", "en"):
        some = [row for row in rows if row.lang.lower().split("-")[0] == lang]
        section = Section(lang, f"days and amounts by themselves, {lang}")
        days = _count(section, some, _is_day, partial(_day_right, lang=lang))
        money = _count(section, some, _is_amount, partial(_amount_right, lang=lang))
        baseline = {"es": "price-parser .636 | .769", "en": "price-parser .462 | .682"}[lang]
        section.figures = [
            share("day", "day right", *days, baseline=_RULES["duckling", lang]),
            share("amount", "amount right", *money, baseline=baseline),
        ]
        yield section


def _count(
    section: Section,
    rows: list[Expression],
    is_case: Callable[[Expression], bool],
    is_right: Callable[[Expression], bool],
) -> tuple[int, int]:
    cases = [row for row in rows if is_case(row)]
    wrong = [row for row in cases if not is_right(row)]
    for row in wrong:
        section.miss(text=row.text, gold=row.expected)
    return len(cases) - len(wrong), len(cases)


def _is_day(row: Expression) -> bool:
    said = row.expected or {}
    # A feast of one country's calendar is no day a lead names.
    return (
        row.dim == "Time"
        and said.get("grain") == "day"
        and "value" in said
        and not ("holiday" in said or row.latent)
    )


def _is_amount(row: Expression) -> bool:
    said = row.expected or {}
    return row.dim == "AmountOfMoney" and said.get("kind") == "value" and not row.latent


def _day_right(row: Expression, lang: str) -> bool:
    country = _COUNTRY.get(row.lang.lower(), _COUNTRY[lang])
    gold = datetime.fromisoformat(str((row.expected or {})["value"])).date()
    return (gold, gold) in (days_found(row.text, _DUCKLING_DAY, country) or [])


def _amount_right(row: Expression, lang: str) -> bool:
    home = {"es": ("ES", "EUR"), "en": ("US", "USD")}[lang]
    found = find_amounts(row.text, MoneyContext(country=home[0], currency=home[1], language=lang))
    gold = float((row.expected or {})["value"])
    return any(each.max is not None and abs(each.max - gold) <= 1e-6 * gold for each in found)

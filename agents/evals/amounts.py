"""Amounts of money in sentences that are not about homes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from agents.evals.figures import Section, share
from agents.evals.rows import Row
from agents.nlu.money import Money, MoneyContext, find_amounts

# A country and a currency in which a bare "$" is the dollar that the data set takes it for.
_HOME: Final = {"es": ("ES", "USD"), "en": ("US", "USD")}
# How the data set calls the currencies we know; a plain dollar or pound is the best known one.
_UNITS: Final = {
    "dollar": "USD", "dólar": "USD", "united states dollar": "USD", "dólar estadounidense": "USD",
    "euro": "EUR", "pound": "GBP", "libra": "GBP", "british pound": "GBP",
    "libra esterlina": "GBP", "united arab emirates dirham": "AED", "mexican peso": "MXN",
    "peso mexicano": "MXN", "chilean peso": "CLP", "peso chileno": "CLP", "argentine peso": "ARS",
    "peso argentino": "ARS", "colombian peso": "COP", "peso colombiano": "COP",
    "brazilian real": "BRL", "real brasileño": "BRL", "peruvian sol": "PEN", "sol": "PEN",
}  # fmt: skip


class Amounts(Row):
    """A sentence and the quantities in it, in the form of their source."""

    lang: str
    kind: str
    input: str
    results: tuple[dict[str, Any], ...]

    @property
    def gold(self) -> tuple[float, str | None] | None:
        """The one amount of money, with its currency where it is one of ours; else None."""
        if self.kind != "currency" or len(self.results) != 1:
            return None
        resolved = self.results[0].get("Resolution") or {}
        try:
            value = float(resolved["value"])
        except (KeyError, TypeError, ValueError):
            return None
        code = resolved.get("isoCurrency")
        known = set(_UNITS.values())
        return value, (code if code in known else None) or _UNITS.get(
            str(resolved.get("unit")).lower()
        )


def amounts(rows: list[Amounts]) -> Iterator[Section]:
    """Find each sentence's amount, and none where there is none."""
    for lang in sorted({row.lang for row in rows}):
        yield _of_language(lang, [row for row in rows if row.lang == lang])


def _of_language(lang: str, rows: list[Amounts]) -> Section:
    section = Section(lang, f"amounts of money, {lang}")
    cases = value_right = both_right = ours = ours_right = none = false = 0
    for row in rows:
        found = _read(row)
        gold = row.gold
        if row.kind != "currency" or not row.results:
            none += 1
            false += bool(found)
            if found:
                section.miss(input=row.input, gold=None, got=_told(found))
        if gold is None:
            continue
        cases += 1
        value, code = gold
        is_value = len(found) == 1 and _near(found[0].max, value)
        is_right = is_value and code is not None and found[0].currency == code
        value_right += is_value
        both_right += is_right
        if code is not None:
            ours += 1
            ours_right += is_right
        if not is_right:
            section.miss(input=row.input, gold=[value, code], got=_told(found))
    baseline = {"es": "price-parser .304 | .301", "en": "price-parser .450 | .333"}.get(lang, "")
    section.figures = [
        share("value", "amount right", value_right, cases, baseline=baseline),
        share("both", "amount and currency right", both_right, cases),
        share("ours", "the same, currencies we know", ours_right, ours),
        share("false", "amounts found where there is none", false, none, better="less"),
    ]
    return section


def _read(row: Amounts) -> list[Money]:
    country, currency = _HOME.get(row.lang, _HOME["en"])
    return find_amounts(
        row.input, MoneyContext(currency=currency, country=country, language=row.lang)
    )


def _near(found: float | None, gold: float) -> bool:
    return found is not None and abs(found - gold) <= 1e-6 * max(abs(gold), 1e-12)


def _told(found: list[Money]) -> list[list[Any]]:
    return [[money.max, money.currency] for money in found]

"""Budgets: what a lead can or wants to pay, told apart from every other number they write."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final, Literal

from agents.nlu import currency as currencies
from agents.nlu.contact import find_emails, find_phones, find_urls
from agents.nlu.money_words import (
    APPROX_AFTER,
    APPROX_BEFORE,
    CODE_BEFORE,
    CORRECTION,
    CUE,
    DOWN_TO,
    LISTING,
    MAX_AFTER,
    MAX_BEFORE,
    MIN_AFTER,
    MIN_BEFORE,
    MONTHLY,
    NOT_ABOVE,
    NOT_BUDGET,
    NOT_UNDER,
    OWNER_ASK,
    QUESTION_PRICE,
    RANGE,
    RANGE_AFTER,
    STRETCH_AFTER,
    TOO_MUCH,
    UNIT_AFTER,
)
from agents.nlu.numbers import MULTIPLIERS, PESO_SLANG, Number
from agents.nlu.pay_period import Period, period_said
from agents.nlu.spoken import find_all_numbers, numbers_with_cents
from agents.nlu.text import Clause, clauses, fold, mask


@dataclass(frozen=True, slots=True)
class MoneyContext:
    """What settles an amount: the broker's currency and country, and what is already known.

    ``operation`` is "buy", "rent", "sell", "rent_out" or "". ``known_max`` and ``known_currency``
    are the budget so far, so that "no bajo de 300" after 320,000 means 300,000.
    """

    currency: str = "CLP"
    country: str = "CL"
    language: str = "es"
    operation: str = ""
    expected: bool = False
    known_max: float | None = None
    known_currency: str | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """A budget in one currency; ``min`` and ``max`` are None where nothing bounds that side."""

    min: float | None
    max: float | None
    currency: str
    period: Period | None
    approximate: bool
    explicit_currency: bool = False


@dataclass(frozen=True, slots=True)
class _Amount:
    number: Number
    start: int
    end: int
    currency: str | None
    clause: Clause


_LEAST_SAID: Final = 20.0  # "dos" answers how many, "quinientos" how much
_MOST_NUMBERS = 40  # a text with more is a list, not a budget


def find_budget(text: str, context: MoneyContext) -> Money | None:
    """Read the budget a text states, or None; prices of others, offers and income are not one."""
    folded = fold(text)
    # A telephone number is no amount, however it is grouped.
    ways = [*find_phones(text, context.country), *find_emails(text)]
    folded = mask(folded, [*((start, end) for _, start, end in ways), *find_urls(text)])
    return budget_in(folded, clauses(folded), context)


def find_amounts(text: str, context: MoneyContext) -> list[Money]:
    """Read every amount of money a text names with its currency, whosever it is."""
    folded = fold(text)
    whole = Clause(0, len(folded), folded, asks=False)
    found: list[Money] = []
    for number in numbers_with_cents(folded, language=context.language):
        amount = _with_currency(folded, number, whole, context)
        if amount.currency is not None:
            value = _whole(amount.number.value)
            found.append(Money(None, value, amount.currency, None, False, explicit_currency=True))
    return found


def budget_in(folded: str, parts: list[Clause], context: MoneyContext) -> Money | None:
    """Read the budget from text already folded, cut and freed of phones, dates and addresses."""
    amounts = _candidates(folded, parts, context)
    if not amounts:
        return None
    amounts = _after_correction(folded, amounts)
    return _combine(folded, amounts, context)


# Digits in the groups of a telephone, valid or not.
_PHONE_LIKE: Final = re.compile(
    r"\+\d[\d\s().-]{7,}\d|\b0\d{2,4}[\s-]?\d{3,5}[\s-]?\d{3,5}\b|\b\d{3}[\s-]\d{3}[\s-]\d{4}\b"
    r"|\b9\s\d{4}\s?\d{4}\b"
)


def _candidates(folded: str, parts: list[Clause], context: MoneyContext) -> list[_Amount]:
    folded = mask(folded, [match.span() for match in _PHONE_LIKE.finditer(folded)])
    least = _LEAST_SAID if context.expected else None
    numbers = find_all_numbers(folded, language=context.language, least=least)[:_MOST_NUMBERS]
    kept: list[_Amount] = []
    for index, number in enumerate(numbers):
        clause = next((c for c in parts if c.start <= number.start < c.end), None)
        if clause is None:
            continue
        if number.multiplier in {"luca", "lucas"} and context.country == "PE":
            number = replace(number, value=number.base)  # a Peruvian luca is one sol
        amount = _with_currency(folded, number, clause, context)
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        if _is_budget(folded, amount, following, kept, context):
            kept.append(amount)
    return kept


# What was paid, and the papers that prove it.
_PAID: Final = re.compile(
    r"\b(?:soportes?|comprobantes?|recibos?|receipts?|bank statements?|(?:me|nos) cobraron|"
    r"doble cobro|"
    r"charged (?:me|us)|(?:i|we) (?:already )?paid)\b"
)


def _with_currency(folded: str, number: Number, clause: Clause, context: MoneyContext) -> _Amount:
    start, end, code = number.start, number.end, None
    before = currencies.BEFORE.search(folded[max(0, start - 24) : start])
    after = currencies.AFTER.match(folded, end)
    if before:
        start -= len(before.group())
        code = currencies.resolve(before[1], country=context.country, currency=context.currency)
    if after:
        end = after.end()
        stated = currencies.resolve(after[1], country=context.country, currency=context.currency)
        # "$ 500 USD": the word says more than the sign
        code = stated if code is None or after[1] != "$" else code
        # "75 USD millones"
        if not number.multiplier and (scale := _SCALE_AFTER.match(folded, end)):
            number = replace(
                number, value=number.value * MULTIPLIERS[scale[1]], multiplier=scale[1]
            )
            end = scale.end()
    if code is None and number.multiplier in PESO_SLANG:
        code = _slang_currency(context)
    return _Amount(number, start, end, code, clause)


_SCALE_AFTER: Final = re.compile(r"\s*(millones|million|mil|k)\b")


def _slang_currency(context: MoneyContext) -> str | None:
    national = currencies.national_currency(context.country)
    return national if national in {"CLP", "ARS", "PEN", "COP", "MXN"} else None


def _is_budget(
    folded: str,
    amount: _Amount,
    following: Number | None,
    kept: list[_Amount],
    context: MoneyContext,
) -> bool:
    number, clause = amount.number, amount.clause
    before = folded[max(clause.start, amount.start - 160) : amount.start]
    has_currency = amount.currency is not None
    if not has_currency and UNIT_AFTER.match(folded, number.end):
        return False
    if re.match(r"\s?%", folded[number.end :]) or "_" in folded[number.end : number.end + 1]:
        return False
    shared = (
        following is not None
        and following.multiplier
        and RANGE.match(folded[number.end : following.start].rstrip("$€£ "))
    )  # "at 1.1 to 1.3M"
    if not (has_currency or number.multiplier or shared) and CODE_BEFORE.search(before):
        return False
    if NOT_BUDGET.search(clause.text) and not _own_words(clause.text, context):
        return False
    # "The £1,100 one" is a listing known by its price.
    if TOO_MUCH.match(folded, amount.end) or re.match(r"\s+ones?\b", folded[amount.end :]):
        return False
    if clause.asks and not CUE.search(before) and not _in_search(folded):
        return False
    if _PAID.search(folded) and not CUE.search(before):
        return False
    if clause.asks and QUESTION_PRICE.search(before):
        return False
    if amount.currency in currencies.FOREIGN.values():
        return False  # of which no profile keeps any: it is asked in which of ours
    corrects = context.known_max and CORRECTION.search(folded[: amount.start])
    if LISTING.search(folded) and not CUE.search(before) and not corrects:
        return False
    if not (has_currency or number.multiplier or number.grouped) and number.value >= 1e8:
        return False  # a long run of digits is a telephone or a code
    if has_currency or number.multiplier or number.grouped:
        return number.value * 1.0 >= 3
    if kept and RANGE.match(folded[kept[-1].end : amount.start]):
        return True
    if following is not None and RANGE.match(folded[number.end : following.start].rstrip("$€£ ")):
        cued = (
            following.multiplier
            or following.grouped
            or currencies.AFTER.match(folded, following.end)
            or RANGE_AFTER.match(folded, following.end)
            or MONTHLY.match(folded[following.end :].lstrip())
        )
        if cued or (CUE.search(before) and (number.value >= 100 or context.expected)):
            return True
    return _bare_is_budget(folded, amount, before, kept, context)


def _bare_is_budget(
    folded: str, amount: _Amount, before: str, kept: list[_Amount], context: MoneyContext
) -> bool:
    """Decide on a number without sign or scale: asked for, announced, or close to what we know."""
    value = amount.number.value
    alone = not re.sub(r"[\W_]", "", folded[: amount.start] + folded[amount.end :])
    if context.expected and (alone or value >= 100 or CUE.search(before)):
        return True
    near_cue = bool(MAX_BEFORE.search(before) or MIN_BEFORE.search(before))
    after = folded[amount.end : amount.clause.end]
    near_cue = near_cue or bool(MAX_AFTER.match(after) or MIN_AFTER.match(after))
    near_cue = near_cue or bool(context.operation and APPROX_BEFORE.search(before))
    if near_cue and kept and value >= 20:
        return True
    # "1.6 millones, máximo 1.8": in the scale of the one before
    if near_cue and kept and kept[-1].number.multiplier:
        return 0.6 <= value / max(kept[-1].number.base, 1e-9) <= 1.7
    # "700 al mes, 750 si me apuras": the same money once more, a little higher
    ratio = value / kept[-1].number.value if kept else 0.0
    if kept and kept[-1].number.multiplier and value >= 100:
        ratio = value / max(kept[-1].number.base, 1e-9)
    if value >= 100 and 0.6 <= ratio <= 1.7 and STRETCH_AFTER.match(after):
        return True
    if value >= 100 and (near_cue or re.search(r"\b(?:presupuesto|budget)\b", before)):
        return True
    owner = context.operation in {"sell", "rent_out"}
    if value >= 100 and owner and OWNER_ASK.search(before):
        return True
    if value >= 1000 and CUE.search(before) and not 1900 <= value <= 2100:
        return True
    if value >= 20 and near_cue and context.operation and len(amount.clause.text.split()) <= 4:
        return True
    if value >= 100_000:
        return True
    after = APPROX_AFTER.sub("", folded[amount.end :])
    if value >= 100 and MONTHLY.match(after.lstrip()):
        return True  # "1500 pcm" is money, and what it is for is a home
    known = context.known_max
    if known and value >= 100:
        return any(0.4 <= value * factor / known <= 2.5 for factor in (1.0, 1e3))
    return False


def _own_words(clause: str, context: MoneyContext) -> bool:
    """Tell "with my savings we reach 1.2 million" and included charges from other money."""
    if re.search(
        r"\+ ?(?:gc|ggcc|gastos|expensas|bills|utilities)\b|\b(?:(?:mas|plus|sin contar|aparte|"
        r"not including|excluding) (?:las? |los |de "
        r")?(?:expensas|gastos|gc|"
        r"bills|utilities)|(?:expensas|gastos(?: comunes)?|gc|bills|utilities) (?:aparte|extra|"
        r"not|no incl)|"
        r"with (?:my|our) (?:deposit|savings|down ?payment)|(?:go|stretch) (?:up )?to|"
        r"llego|llegamos|llegar|incluid[oa]s?|included|con gastos|con expensas|con todo|"
        r"bills|presupuesto|budget)\b",
        clause,
    ):
        return True
    return context.operation in {"sell", "rent_out"} and bool(OWNER_ASK.search(clause))


def _in_search(folded: str) -> bool:
    return bool(
        re.search(r"\b(?:tienes?|tienen|hay|busco|algo|do you have|any|anything|looking)\b", folded)
    )


def _after_correction(folded: str, amounts: list[_Amount]) -> list[_Amount]:
    """Drop the amounts that stand before "perdón" or "I mean"."""
    for index in range(len(amounts) - 1, 0, -1):
        if CORRECTION.search(folded[amounts[index - 1].end : amounts[index].start]):
            return amounts[index:]
    return amounts


def _combine(folded: str, amounts: list[_Amount], context: MoneyContext) -> Money | None:
    values = _scaled(folded, amounts, context)
    code, explicit = _currency_of(amounts, values, context)
    lows: list[float] = []
    highs: list[float] = []
    approximate = False
    for index, (amount, value) in enumerate(zip(amounts, values, strict=True)):
        before = folded[amount.clause.start : amount.start]
        after = folded[amount.end : amount.clause.end]
        following = amounts[index + 1] if index + 1 < len(amounts) else None
        if following is not None and _starts_range(folded, amount, following):
            if values[index + 1] >= value:
                lows.append(value)
            continue
        role, loose = _role(before, after)
        if context.operation in {"sell", "rent_out"} and DOWN_TO.search(before):
            role, loose = "min", False
        # "Como 20 mil, estirándome 23": the most they can pay is no guess
        if role == "max" and value >= max(highs, default=0.0):
            approximate = loose
        (lows if role == "min" else highs).append(value)
    low = max(lows) if lows else None
    high = max(highs) if highs else None
    if low is not None and high is not None and low > high:
        low, high = high, low
    period, factor = _period_of(folded, amounts)
    if factor != 1.0:
        low = round(low * factor) if low is not None else None
        high = round(high * factor) if high is not None else None
    return Money(_whole(low), _whole(high), code, period, approximate, explicit)


def _starts_range(folded: str, amount: _Amount, following: _Amount) -> bool:
    between = folded[amount.end : following.start]
    if not RANGE.match(between):
        return False
    joiner = between.strip(" $,")
    if joiner in {"y", "and"}:
        before = folded[amount.clause.start : amount.start]
        return bool(re.search(r"\b(?:entre|between)\b", before))
    return joiner not in {"o", "or"}


def _role(before: str, after: str) -> tuple[Literal["min", "max"], bool]:
    if NOT_ABOVE.search(before):
        return "max", False
    if MIN_BEFORE.search(before) or (
        NOT_UNDER.match(after) and re.search(r"\bmenos de\W*$", before)
    ):
        return "min", False
    if MAX_BEFORE.search(before) or MAX_AFTER.match(after):
        return "max", False
    if MIN_AFTER.match(after):
        return "min", False
    return "max", bool(APPROX_BEFORE.search(before) or APPROX_AFTER.match(after))


def _scaled(folded: str, amounts: list[_Amount], context: MoneyContext) -> list[float]:
    """Give every amount its full value: "650 to 800k" shares the scale, "tope 450" implies one."""
    values = [amount.number.value for amount in amounts]
    for index in range(len(amounts) - 2, -1, -1):
        number, following = amounts[index].number, amounts[index + 1]
        between = folded[amounts[index].end : following.start]
        if not number.multiplier and following.number.multiplier and RANGE.match(between):
            scale = following.number.value / max(following.number.base, 1e-9)
            if number.value < values[index + 1]:
                values[index] = number.value * scale
    for index in range(1, len(amounts)):
        number, previous = amounts[index].number, amounts[index - 1].number
        # "95 mil, puedo estirar a 100": the second goes on in the thousands of the first
        close = previous.multiplier and 0.3 <= number.value / max(previous.base, 1e-9) <= 3
        if close and not (number.multiplier or number.grouped or amounts[index].currency):
            values[index] = number.value * previous.value / max(previous.base, 1e-9)
    period, _ = _period_of(folded, amounts)
    if any(amount.currency for amount in amounts):
        return values  # who names the currency writes the amount in full
    for index, amount in enumerate(amounts):
        if amount.number.multiplier or values[index] != amount.number.value:
            continue
        values[index] *= _implied(amount, values[index], values, period, context)
    return values


def _implied(
    amount: _Amount,
    value: float,
    values: list[float],
    period: Period | None,
    context: MoneyContext,
) -> float:
    if context.known_max and not amount.currency and value < context.known_max / 100:
        near = 0.3 <= value * 1e6 / context.known_max <= 4  # "súbelo a 450" after 420 million
        return 1e3 if not near and value * 1e3 <= context.known_max * 4 else 1e6
    code = amount.currency or context.known_currency or context.currency
    if code == "CLP" and context.operation == "buy" and 300 <= value < 60_000:
        return 1.0  # said in UF, see _currency_of
    renting = context.operation in {"rent", "rent_out"} or period is not None
    unsaid = not renting and context.operation not in {"buy", "sell"}
    # Without an operation a small amount may be a rent: leave it unless even that is absurd.
    yearly = renting and code == "AED" and context.country == "AE" and period != "month"
    return currencies.unsaid_scale(value, currency=code, renting=renting or unsaid, yearly=yearly)


def _currency_of(
    amounts: list[_Amount], values: list[float], context: MoneyContext
) -> tuple[str, bool]:
    stated = [amount.currency for amount in amounts if amount.currency]
    if context.country == "PE" and stated and amounts[-1].number.multiplier in PESO_SLANG:
        return "PEN", True
    if stated:
        return stated[-1], True
    code = context.known_currency or context.currency
    largest = max(values)
    national = currencies.national_currency(context.country)
    if code == "UF" and largest > 60_000:
        return "CLP", False  # nobody has 150 million UF: pesos are meant
    if code == "CLP" and national == "CLP" and context.operation == "buy" and largest < 60_000:
        return "UF", False  # homes in Chile are priced in UF, and 3,500 pesos buy none
    return code, False


def _period_of(folded: str, amounts: list[_Amount]) -> tuple[Period | None, float]:
    """Read the period beside the budget; elsewhere only when no other money is talked of."""
    beside = period_said(" ".join(dict.fromkeys(amount.clause.text for amount in amounts)))
    if beside[0] is not None or NOT_BUDGET.search(folded):
        return beside
    return period_said(folded)


def _whole(value: float | None) -> float | None:
    if value is None:
        return None
    return float(round(value)) if abs(value - round(value)) < 1e-6 else round(value, 2)

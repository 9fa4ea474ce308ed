"""How often an amount is paid: by the week, the month or the year."""

from __future__ import annotations

from typing import Literal

from agents.nlu.money_words import MONTHLY, WEEKLY, YEARLY

Period = Literal["month", "year"]


def period_said(folded: str) -> tuple[Period | None, float]:
    """Read the period beside an amount and what to multiply by: weeks are told as months."""
    if WEEKLY.search(folded):
        return "month", 52 / 12
    if MONTHLY.search(folded):
        return "month", 1.0
    if YEARLY.search(folded):
        return "year", 1.0
    return None, 1.0

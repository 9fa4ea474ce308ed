"""What a call costs: exact, from a table with a version; never a guess."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from agents.llm.base import Usage
from agents.llm.registry import OFFLINE

TABLE: Final = Path(__file__).parent / "prices.toml"
_MILLION: Final = Decimal(1_000_000)
# Vendors answer with the dated name of the model they were asked for.
_DATED: Final = re.compile(r"-(?:\d{4}-\d{2}-\d{2}|\d{8})$")


@dataclass(frozen=True, slots=True)
class Rates:
    """US dollars for a million tokens of each bucket; None where the vendor has no such price."""

    input: Decimal
    output: Decimal | None = None
    cache_read: Decimal | None = None
    cache_write: Decimal | None = None
    cache_write_long: Decimal | None = None

    def cost(self, usage: Usage) -> Decimal | None:
        """What these tokens cost in US dollars; None when one of the buckets has no price."""
        total = Decimal(0)
        for tokens, rate in (
            (usage.input_tokens, self.input),
            (usage.cache_read_tokens, self.cache_read),
            (usage.cache_write_tokens, self.cache_write),
            (usage.cache_write_long_tokens, self.cache_write_long),
            (usage.output_tokens + usage.reasoning_tokens, self.output),
        ):
            if not tokens:
                continue
            if rate is None:
                return None
            total += tokens * rate
        return total / _MILLION


@dataclass(frozen=True, slots=True)
class Price:
    """The rates of one model, those of prompts longer than ``above`` tokens among them."""

    rates: Rates
    long: Rates | None = None
    above: int = 0
    up_to: int = 0

    def rates_for(self, prompt_tokens: int) -> Rates | None:
        """The rates of a prompt of that length; None when they are not known."""
        if self.up_to and prompt_tokens > self.up_to:
            return None
        if self.long is not None and prompt_tokens > self.above:
            return self.long
        return self.rates


@dataclass(frozen=True, slots=True)
class PriceTable:
    """The prices of one version, by vendor and model."""

    version: str
    prices: Mapping[tuple[str, str], Price]

    def cost(self, vendor: str, usage: Usage, *models: str) -> Decimal | None:
        """What a call cost in US dollars, by the first of ``models`` with a price.

        Models are the one that answered and the one that was asked for. The embedded provider
        costs nothing; None means that nobody here knows.
        """
        if vendor == OFFLINE:
            return Decimal(0)
        if not usage.total:
            return None  # an answer nobody counted
        price = next((each for model in models if (each := self._find(vendor, model))), None)
        if price is None:
            return None
        rates = price.rates_for(
            usage.input_tokens
            + usage.cache_read_tokens
            + usage.cache_write_tokens
            + usage.cache_write_long_tokens
        )
        return None if rates is None else rates.cost(usage)

    def _find(self, vendor: str, model: str) -> Price | None:
        return self.prices.get((vendor, model)) or self.prices.get((vendor, _DATED.sub("", model)))


@lru_cache(maxsize=1)
def price_table() -> PriceTable:
    """The table this version of Sofía comes with."""
    read = tomllib.loads(TABLE.read_text())
    return PriceTable(
        version=read.pop("version"),
        prices={
            (vendor, model): _price(values)
            for vendor, models in read.items()
            for model, values in models.items()
        },
    )


def _price(values: Mapping[str, Any]) -> Price:
    long = values.get("long")
    return Price(
        rates=_rates(values),
        long=_rates(long) if long else None,
        above=long["above"] if long else 0,
        up_to=values.get("up_to", 0),
    )


def _rates(values: Mapping[str, Any]) -> Rates:
    names = [field.name for field in fields(Rates)]
    return Rates(**{name: Decimal(values[name]) for name in names if name in values})

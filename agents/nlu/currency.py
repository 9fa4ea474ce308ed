"""Names of currencies, what a bare sign means where, and how small an amount can plausibly be."""

from __future__ import annotations

import re
from typing import Final

from agents.nlu.text import words_pattern

# "peso" and "dollar" stand for whatever the country calls so.
CURRENCY_WORDS: Final[dict[str, str]] = {
    "us$": "USD", "u$s": "USD", "u$d": "USD", "usd": "USD", "dolar": "USD", "dolares": "USD",
    "dollar": "USD", "dollars": "USD", "bucks": "USD", "verdes": "USD", "usd$": "USD",
    "uf": "UF", "ufs": "UF", "u.f.": "UF", "u.f": "UF", "unidades de fomento": "UF",
    "clp": "CLP", "clp$": "CLP", "pesos chilenos": "CLP", "chilean pesos": "CLP",
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "eurillos": "EUR", "pavos": "EUR",
    "£": "GBP", "gbp": "GBP", "pounds": "GBP", "quid": "GBP", "sterling": "GBP", "libras": "GBP",
    "aed": "AED", "dhs": "AED", "dh": "AED", "dirham": "AED", "dirhams": "AED",
    "dirhames": "AED", "mxn": "MXN", "mx$": "MXN", "mxn$": "MXN", "pesos mexicanos": "MXN",
    "varos": "MXN", "ars": "ARS", "ar$": "ARS", "ars$": "ARS", "pesos argentinos": "ARS",
    "pen": "PEN", "s/": "PEN", "s/.": "PEN", "sol": "PEN", "soles": "PEN",
    "cop": "COP", "cop$": "COP", "col$": "COP", "pesos colombianos": "COP",
    "brl": "BRL", "r$": "BRL", "reais": "BRL", "reales": "BRL", "real": "BRL",
    "$": "$", "pesos": "peso", "peso": "peso", "mangos": "peso",
}  # fmt: skip
#: Currencies a profile has no place for: an amount in one is heard, and never taken for ours.
FOREIGN: Final[dict[str, str]] = {
    "chf": "CHF", "swiss francs": "CHF", "francos suizos": "CHF", "cad": "CAD", "c$": "CAD",
    "canadian dollars": "CAD", "dolares canadienses": "CAD", "aud": "AUD",
    "australian dollars": "AUD", "nzd": "NZD", "yen": "JPY", "yenes": "JPY", "jpy": "JPY",
    "yuan": "CNY", "yuanes": "CNY", "cny": "CNY", "rmb": "CNY", "inr": "INR", "rupees": "INR",
    "rupias": "INR", "ils": "ILS", "shekels": "ILS", "sgd": "SGD", "hkd": "HKD", "sek": "SEK",
    "dkk": "DKK", "pln": "PLN", "huf": "HUF", "uah": "UAH", "egp": "EGP",
    "egyptian pounds": "EGP", "lbp": "LBP", "lebanese pounds": "LBP", "bgn": "BGN", "qar": "QAR",
    "saudi riyals": "SAR", "riyals": "SAR", "kwd": "KWD", "bhd": "BHD", "omr": "OMR",
    "zar": "ZAR", "uyu": "UYU", "pesos uruguayos": "UYU", "pyg": "PYG", "guaranies": "PYG",
    "bolivianos": "BOB", "dop": "DOP", "pesos dominicanos": "DOP", "crc": "CRC",
    "colones": "CRC", "quetzales": "GTQ", "gtq": "GTQ", "lempiras": "HNL", "bolivares": "VES",
    "turkish lira": "TRY", "liras turcas": "TRY", "rublos": "RUB", "rubles": "RUB",
    "hong kong dollars": "HKD", "singapore dollars": "SGD", "francs": "CHF", "francos": "CHF",
}  # fmt: skip
_ALL: Final = {**CURRENCY_WORDS, **FOREIGN}
NATIONAL: Final[dict[str, str]] = {
    "CL": "CLP", "AR": "ARS", "MX": "MXN", "PE": "PEN", "CO": "COP", "BR": "BRL", "ES": "EUR",
    "US": "USD", "GB": "GBP", "AE": "AED", "EC": "USD", "PA": "USD", "FR": "EUR", "DE": "EUR",
    "PT": "EUR", "IT": "EUR", "IE": "EUR", "UY": "UYU", "PY": "PYG", "BO": "BOB",
}  # fmt: skip
# The least a month's rent and a home's price can be: below it a thousand or a million is unsaid.
_LEAST: Final[dict[str, tuple[float, float]]] = {
    "CLP": (60_000, 8_000_000), "UF": (3, 300), "USD": (150, 10_000), "EUR": (120, 10_000),
    "GBP": (150, 15_000), "AED": (1_500, 100_000), "MXN": (1_200, 120_000),
    "ARS": (60_000, 5_000_000), "PEN": (250, 30_000), "COP": (200_000, 20_000_000),
    "BRL": (300, 40_000),
}  # fmt: skip

_WORDS: Final = words_pattern(_ALL)
BEFORE: Final = re.compile(rf"(?<![a-z])({_WORDS})\s*$")
AFTER: Final = re.compile(rf"\s*(?:de\s+)?({_WORDS})(?![a-z0-9])")


def national_currency(country: str) -> str:
    """Name the currency people of the country mean by their own slang for money."""
    return NATIONAL.get(country, "USD")


def resolve(word: str, *, country: str, currency: str) -> str:
    """Turn a written sign or word into a code; "$" and "pesos" depend on the country."""
    code = _ALL[word]
    national = national_currency(country)
    if code == "peso":
        return national if national in {"CLP", "ARS", "MXN", "COP", "UYU"} else currency
    if code == "$":
        if currency == "USD" and national not in {"CLP", "ARS", "MXN", "COP"}:
            return "USD"
        return national if national in {"CLP", "ARS", "MXN", "COP"} else "USD"
    return code


def unsaid_scale(value: float, *, currency: str, renting: bool, yearly: bool) -> float:
    """Find the factor people leave out: "busco por 450" in Santiago is 450 thousand pesos."""
    least = _LEAST.get(currency, (100.0, 10_000.0))[0 if renting else 1]
    if yearly:
        least *= 6
    if value >= least:
        return 1.0
    if renting:
        return 1e3 if value * 1e3 >= least else 1.0
    # A home of "180" is 180 thousand euros, but 180 million pesos: take what first makes sense.
    for factor in (1e3, 1e6):
        if value * factor >= least:
            return factor
    return 1.0

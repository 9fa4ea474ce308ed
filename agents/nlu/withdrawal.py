"""What a text takes back: fields it clears, said outright or by changing its mind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

_DROP: Final = (
    r"(?:olvid\w+|saca\w*|saque\w*|quit\w+|borr\w+|elimin\w+|ignor\w+|deja\w* (?:\w+ "
    r"){0,4}?(?:en blanco|abiert\w|libre|pendiente)|"
    r"forget|scrap|drop|remove|ignore|never ?mind|leave (?:\w+ ){0,3}?(?:open|blank)|skip|"
    r"cancel\w*|scratch|"
    r"no importa|da lo mismo|me da igual|doesn'?t matter|don'?t care|not important|ya no importa)"
)
_GAP: Final = r"(?:[^.;!?]|\.(?=\d)){0,24}?"
_SUBJECTS: Final[tuple[tuple[str, str], ...]] = (
    ("budget", r"presupuesto|tope|maximo|monto|precio(?: maximo)?|budget|price limit|max price|"
    r"cap"),
    ("budget_min", r"(?:lo del|el) minimo|the (?:minimum|floor)"),
    ("timeline", r"fecha(?: de mudanza)?|lo de (?:enero|febrero|marzo|abril|mayo|junio|julio|"
    r"agosto|septiembre|octubre|"
                 r"noviembre|diciembre)|plazo|(?:the )?date(?= you)|mudanza|move[- ]?in date|"
                 r"timeline|the date|"
                 r"(?:january|february|march|april|"
                 r"june|july|august|september|october|november|december) (?:thing|date)"),
    ("furnished", r"amoblad\w|amueblad\w|muebles|(?:un)?furnished|furniture"),
    ("pets", r"mascota\w*|lo del (?:perro|gato)|pets?|(?:dog|cat) thing"),
    ("parking", r"estacionamiento|cochera|garaje|parking|garage"),
    ("beds", r"(?:numero de |cantidad de )?(?:dormitorios|habitaciones|recamaras)|bedrooms|bed "
    r"count"),
    ("baths", r"(?:numero de )?banos|bathrooms|baths"),
    ("area_m2", r"metros|metraje|superficie|square (?:feet|meters)|sqft|sqm|size"),
    ("areas", r"zonas?|comunas?|barrios?|ubicacion|areas?|location|neighbou?rhoods?"),
    ("viewing", r"visitas?|viewings?|cita|appointment|tour"),
    ("property_type", r"tipo de propiedad|property type"),
    ("phone", r"(?:mi )?(?:telefono|fono|numero)|my (?:number|phone)"),
    ("email", r"(?:mi )?(?:correo|mail)|my e?mail"),
)  # fmt: skip
_BOTH_WAYS: Final = tuple(
    (
        name,
        re.compile(
            rf"\b{_DROP}\b{_GAP}\b(?:{words})\b|\b(?:{words})\b{_GAP}\b{_DROP}\b"
            rf"|\b(?:deja\w*|leave)\b{_GAP}\b(?:{words})\b{_GAP}\b(?:en blanco|abiert\w|libre|"
            rf"pendiente|open|blank)\b"
        ),
    )
    for name, words in _SUBJECTS
)
_ALSO_OK: Final = re.compile(
    r"\b(?:also (?:ok|fine|okay|works)|either (?:is )?(?:ok|fine|way)|tambien (?:sirve|vale|esta "
    r"bien)|leave it open|"
    r"igual (?:sirve|vale|da)|da igual|da lo mismo|whichever|cualquiera (?:de las dos|sirve))\b"
)
_BUDGET: Final = ("budget_min", "budget_max", "currency", "period", "approx")


def find_clears(
    plain: str, folded: str, fields: dict[str, Any], known: Mapping[str, Any]
) -> tuple[str, ...]:
    """Name the known fields a text withdraws; what it clears is taken out of ``fields`` too.

    ``plain`` is the text without its places, so that dropping one area does not drop them all.
    """
    cleared: list[str] = []
    for name, pattern in _BOTH_WAYS:
        if not pattern.search(plain):
            continue
        if name == "budget":
            cleared += _budget_clears(plain, fields, known)
        elif known.get(name) not in (None, "", [], ()):
            cleared.append(name)
            fields.pop(name, None)
    for name in ("furnished", "parking", "pets"):
        words = next(words for subject, words in _SUBJECTS if subject == name)
        if known.get(name) is not None and re.search(words, plain) and _ALSO_OK.search(plain):
            cleared.append(name)
            fields.pop(name, None)
    cleared += _by_switch(fields, known)
    return tuple(dict.fromkeys(cleared))


def _budget_clears(plain: str, fields: dict[str, Any], known: Mapping[str, Any]) -> list[str]:
    stays = "budget_min" if re.search(r"\b(?:tope|maximo|cap|max)\b", plain) else ""
    if stays and known.get(stays):
        names = ["budget_max"]
    else:
        names = [name for name in _BUDGET if known.get(name) not in (None, "", False)]
    for name in _BUDGET:
        fields.pop(name, None)
    return names


def _by_switch(fields: dict[str, Any], known: Mapping[str, Any]) -> list[str]:
    """Withdraw what a change of mind makes meaningless."""
    before, after = known.get("operation"), fields.get("operation")
    renting = {"rent", "rent_out"}
    if before and after and (before in renting) != (after in renting):
        return [name for name in _BUDGET if known.get(name) not in (None, "", False)]
    cleared: list[str] = []
    if "budget_max" in fields or "budget_min" in fields:
        if known.get("approx") and "approx" not in fields:
            cleared.append("approx")
        low, high = known.get("budget_min"), fields.get("budget_max")
        if low and high and "budget_min" not in fields and float(low) > float(high):
            cleared.append("budget_min")
        top, bottom = known.get("budget_max"), fields.get("budget_min")
        if top and bottom and "budget_max" not in fields and float(bottom) > float(top):
            cleared.append("budget_max")
    return cleared

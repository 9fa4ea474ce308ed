"""The sentences of a verdict, in the broker's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from agents.scoring.facts import ProfileFacts

_ES: Final[Mapping[str, str]] = {
    "areas_stocked": "Quiere {place}, donde tenemos propiedades",
    "areas_empty": "Quiere {place}, donde hoy no tenemos nada",
    "city_stocked": "Busca en {place}, sin una zona precisa",
    "city_empty": "Busca en {place}, donde hoy no tenemos nada",
    "place_owner": "Su propiedad está en {place}",
    "place_unknown": "No sabemos dónde busca",
    "property_stocked": "{what}: tenemos así",
    "property_empty": "{what}: hoy no tenemos así",
    "property_owner": "{what}",
    "property_unknown": "No sabemos qué tipo ni de qué tamaño",
    "budget_some": "{amount}: alcanza para lo que tenemos",
    "budget_near": "{amount}: le falta poco; lo más barato es {cheapest}",
    "budget_none": "{amount}: no alcanza; lo más barato es {cheapest}",
    "budget_nothing": "{amount}: hoy no tenemos nada en esa operación",
    "budget_unclear": "{amount}: falta saber si compra o arrienda, o la moneda",
    "budget_from": "{amount}: no ha dicho un máximo",
    "budget_owner": "Pide {amount}",
    "budget_unknown": "No sabemos su presupuesto",
    "time_now": "Se cambia dentro de un mes",
    "time_soon": "Se cambia dentro de tres meses",
    "time_year": "Se cambia dentro de un año",
    "time_later": "Falta más de un año",
    "time_words": "Plazo sin fecha: {text}",
    "time_unknown": "No sabemos para cuándo",
    "detail": "Ha respondido {known} de {all} preguntas",
    "contact_phone": "teléfono válido",
    "contact_bad_phone": "teléfono dudoso",
    "contact_email": "correo",
    "contact_channel": "nos escribe por chat",
    "contact_name": "nombre",
    "contact_none": "No tenemos cómo contactarle",
    "approved": "Tiene la preaprobación del banco",
    "not_approved": "Todavía no tiene preaprobación",
    "approval_unknown": "No sabemos si tiene preaprobación",
    "approval_rent": "Para arrendar no hace falta; se piden liquidaciones al postular",
    "approval_owner": "Como propietario no la necesita",
    "sum": "{score}/100. A favor: {good}. Falta: {missing}",
    "sum_full": "{score}/100. A favor: {good}",
    "sum_empty": "{score}/100. Falta: {missing}",
    "told_yes": "Califica con {score} de 100",
    "told_no": "Todavía no califica: {score} de 100",
    "told_for": ", a favor {good}",
    "told_missing": "; falta saber {missing}",
    "told_next": "Lo mejor ahora: {step}.",
    "location": "zona",
    "property": "tipo y tamaño",
    "budget": "presupuesto",
    "timeline": "plazo",
    "contact": "contacto",
    "preapproval": "preaprobación",
    "ask_operation": "Preguntar si quiere comprar o arrendar",
    "ask_location": "Preguntar en qué zona busca",
    "ask_property": "Preguntar qué tipo de propiedad y cuántos dormitorios",
    "ask_budget": "Preguntar el presupuesto",
    "ask_timeline": "Preguntar para cuándo lo necesita",
    "ask_contact": "Pedir un teléfono o un correo",
    "ask_preapproval": "Preguntar si tiene preaprobación del banco",
    "visit": "Ofrecer visita a {ref}",
    "confirm": "Confirmar la visita a {ref}: {when}",
    "show": "Mostrar {ref}, lo más cercano: no cumple {missed}",
    "widen": "Nada calza hoy: ampliar zona o presupuesto, y avisar cuando entre algo",
    "appraise": "Agendar tasación de su propiedad",
    "why_area": "en {area}",
    "why_beds": "{beds} dorm.",
    "why_m2": "{m2} m²",
    "why_within": "dentro del presupuesto",
    "why_missed": "no cumple {missed}",
    "why_untold": "no figura {what}",
    "untold_pets": "si acepta mascotas",
    "untold_parking": "si tiene estacionamiento",
    "untold_furnished": "si viene con muebles",
    "untold_laundry": "si tiene lavandería",
    "missed_areas": "la zona",
    "missed_price": "el precio",
    "missed_beds": "los dormitorios",
    "missed_baths": "los baños",
    "missed_area_m2": "la superficie",
    "up_to": "hasta {amount}",
    "from": "desde {amount}",
    "beds": "{beds} dormitorios",
    "bed": "1 dormitorio",
    "baths": "{baths} baños",
    "bath": "1 baño",
    "apartment": "departamento",
    "house": "casa",
    "villa": "villa",
    "townhouse": "casa adosada",
    "studio": "estudio",
    "office": "oficina",
    "commercial": "local comercial",
    "land": "terreno",
    "parking": "estacionamiento",
    "storage": "bodega",
}
_EN: Final[Mapping[str, str]] = {
    "areas_stocked": "Wants {place}, where we have property",
    "areas_empty": "Wants {place}, where we have nothing today",
    "city_stocked": "Looks in {place}, no area yet",
    "city_empty": "Looks in {place}, where we have nothing today",
    "place_owner": "Their property is in {place}",
    "place_unknown": "We do not know where they look",
    "property_stocked": "{what}: we have that",
    "property_empty": "{what}: we have none today",
    "property_owner": "{what}",
    "property_unknown": "We do not know what kind or size",
    "budget_some": "{amount}: enough for what we have",
    "budget_near": "{amount}: slightly short; the cheapest is {cheapest}",
    "budget_none": "{amount}: not enough; the cheapest is {cheapest}",
    "budget_nothing": "{amount}: we have nothing of the kind today",
    "budget_unclear": "{amount}: to buy or to rent, or the currency, is not known yet",
    "budget_from": "{amount}: no upper limit said",
    "budget_owner": "Asks {amount}",
    "budget_unknown": "We do not know their budget",
    "time_now": "Moves within a month",
    "time_soon": "Moves within three months",
    "time_year": "Moves within a year",
    "time_later": "More than a year away",
    "time_words": "No date yet: {text}",
    "time_unknown": "We do not know when",
    "detail": "Answered {known} of {all} questions",
    "contact_phone": "valid phone",
    "contact_bad_phone": "doubtful phone",
    "contact_email": "e-mail",
    "contact_channel": "writes to us by chat",
    "contact_name": "name",
    "contact_none": "No way to reach them",
    "approved": "Pre-approved by a bank",
    "not_approved": "Not pre-approved yet",
    "approval_unknown": "We do not know whether they are pre-approved",
    "approval_rent": "Not needed to rent; income is shown when applying",
    "approval_owner": "Not needed by an owner",
    "sum": "{score}/100. For it: {good}. Missing: {missing}",
    "sum_full": "{score}/100. For it: {good}",
    "sum_empty": "{score}/100. Missing: {missing}",
    "told_yes": "Qualified with {score} of 100",
    "told_no": "Not qualified yet: {score} of 100",
    "told_for": ", in favour {good}",
    "told_missing": "; still unknown {missing}",
    "told_next": "Best next step: {step}.",
    "location": "area",
    "property": "type and size",
    "budget": "budget",
    "timeline": "timeline",
    "contact": "contact",
    "preapproval": "pre-approval",
    "ask_operation": "Ask whether they want to buy or rent",
    "ask_location": "Ask which area they look in",
    "ask_property": "Ask what kind of property and how many bedrooms",
    "ask_budget": "Ask for the budget",
    "ask_timeline": "Ask when they need it",
    "ask_contact": "Ask for a phone or an e-mail",
    "ask_preapproval": "Ask whether a bank has pre-approved them",
    "visit": "Offer a viewing of {ref}",
    "confirm": "Confirm the viewing of {ref}: {when}",
    "show": "Show {ref}, the closest we have: it misses {missed}",
    "widen": "Nothing fits today: widen area or budget, and tell them when something comes in",
    "appraise": "Arrange a valuation of their property",
    "why_area": "in {area}",
    "why_beds": "{beds} bed",
    "why_m2": "{m2} m²",
    "why_within": "within budget",
    "why_missed": "misses {missed}",
    "why_untold": "does not say {what}",
    "untold_pets": "whether pets are allowed",
    "untold_parking": "whether it has parking",
    "untold_furnished": "whether it is furnished",
    "untold_laundry": "whether it has laundry",
    "missed_areas": "the area",
    "missed_price": "the price",
    "missed_beds": "the bedrooms",
    "missed_baths": "the bathrooms",
    "missed_area_m2": "the size",
    "up_to": "up to {amount}",
    "from": "from {amount}",
    "beds": "{beds} bedrooms",
    "bed": "1 bedroom",
    "baths": "{baths} bathrooms",
    "bath": "1 bathroom",
    "apartment": "apartment",
    "house": "house",
    "villa": "villa",
    "townhouse": "townhouse",
    "studio": "studio",
    "office": "office",
    "commercial": "commercial space",
    "land": "land",
    "parking": "parking",
    "storage": "storage",
}


def say(language: str, key: str, **values: object) -> str:
    """The sentence in Spanish, or in English for any other language."""
    return (_ES if language.startswith("es") else _EN)[key].format(**values)


def listed(names: list[str], language: str) -> str:
    """Names with commas and a last "and"."""
    if len(names) < 2:
        return "".join(names)
    last = "y" if language.startswith("es") else "and"
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def missed_words(missed: tuple[str, ...], language: str) -> str:
    """The wishes that are not fulfilled, as people name them."""
    return listed([say(language, f"missed_{name}") for name in missed], language)


def untold_words(untold: list[str], language: str) -> str:
    """What must be there or not, and the listing does not tell."""
    return listed([say(language, f"untold_{name}") for name in untold], language)


def described(profile: ProfileFacts, language: str) -> str:
    """Type and size in one line, empty when nothing is known."""
    parts: list[str] = []
    if profile.property_type:
        known = profile.property_type in _EN
        parts.append(say(language, profile.property_type) if known else profile.property_type)
    if profile.beds is not None:
        parts.append(say(language, "bed" if profile.beds == 1 else "beds", beds=profile.beds))
    if profile.baths is not None:
        baths = f"{profile.baths.normalize():f}"
        parts.append(say(language, "bath" if baths == "1" else "baths", baths=baths))
    if profile.area_m2 is not None:
        parts.append(f"{profile.area_m2} m²")
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]

"""The same turn in seven markets: Chile and Dubai as in ``scenes``, and five more with their own
currency, wording, area unit and hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from agents.models import Turn
from agents.runs.record import RunRecord
from agents.turns.context import TurnContext
from crm.brokers.models import Broker
from crm.conversations.models import Conversation, Message
from crm.inventory.money import format_price
from crm.leads.models import Contact, Lead
from crm.leads.profile import FIELDS
from tests.agents.guardrails.scenes import Scene, Units, scene, unit


@dataclass(frozen=True, slots=True)
class Market:
    """What a turn in one market holds. A slot is its ISO instant and its label."""

    language: str
    country: str
    city: str
    currency: str
    timezone: str
    broker: str
    lead: str
    phone: str
    words: tuple[str, ...]
    budget: int
    areas: tuple[str, ...]
    units: Units
    slots: tuple[tuple[str, str], ...]
    passage: str


def _unit(language: str, ref: str, title: str, area: str, address: str, **rest: Any) -> Any:
    rest["price_text"] = format_price(rest["price"], rest["currency"], language)
    return unit(ref, title, area, address, **rest)


MARKETS: Final[dict[str, Market]] = {
    "mx": Market(
        "es", "MX", "Ciudad de México", "MXN", "America/Mexico_City", "Hogar Roma",
        "Mariana López", "+525512345678",
        ("Hola, soy Mariana. Busco depa en renta de 2 recámaras en la Roma, hasta 26 mil al mes, "
         "para enero. Tengo una perrita.",
         "¿El de la Condesa sale en 19 mil? Yo puedo el lunes a las 8 de la mañana"),
        26_000, ("Roma Norte",),
        [_unit("es", "ROM-21", "Depa Orizaba", "Roma Norte", "Calle Orizaba 112", beds=2, baths=1,
               area_m2=78, price=24_500, currency="MXN", operation="rent",
               city="Ciudad de México", features=["roof garden", "1 cajón de estacionamiento"]),
         _unit("es", "CON-08", "Loft Ámsterdam", "Condesa", "Av. Ámsterdam 240", beds=1, baths=1,
               area_m2=54, price=28_000, currency="MXN", operation="rent",
               city="Ciudad de México", features=["amueblado"]),
         _unit("es", "COY-15", "Casa Francisco Sosa", "Coyoacán", "Francisco Sosa 88", beds=3,
               baths=2.5, area_m2=210, price=9_850_000, currency="MXN", property_type="house",
               city="Ciudad de México", features=["jardín"])],
        (("2026-11-24T12:00:00-06:00", "martes 24 nov, 12:00"),
         ("2026-11-26T17:00:00-06:00", "jueves 26 nov, 17:00")),
        "Pedimos aval o póliza jurídica, un mes de depósito y el primer mes por adelantado. La "
        "póliza jurídica cuesta el 35% de un mes de renta. Se aceptan mascotas pequeñas. El "
        "mantenimiento en Roma Norte es de $1,800 al mes. Informes en "
        "https://roma.example/requisitos y al 55 5555 0199.",
    ),
    "ar": Market(
        "es", "AR", "Buenos Aires", "USD", "America/Argentina/Buenos_Aires", "Palermo Props",
        "Julián Ferro", "+5491133334444",
        ("Hola! Soy Julián, busco un 2 ambientes en Palermo para comprar, hasta 135 mil dólares",
         "Vi que el de Belgrano lo dejaban en 150 mil. ¿Se puede ir el domingo a las 15?"),
        135_000, ("Palermo",),
        [_unit("es", "PAL-31", "2 ambientes Gorriti", "Palermo", "Gorriti 4810", beds=1, baths=1,
               area_m2=48, price=128_000, currency="USD", city="Buenos Aires",
               features=["balcón", "apto profesional"]),
         _unit("es", "BEL-17", "3 ambientes Cabildo", "Belgrano", "Av. Cabildo 2230", beds=2,
               baths=1, area_m2=71, price=189_000, currency="USD", city="Buenos Aires",
               features=["cochera"])],
        (("2026-11-25T18:00:00-03:00", "miércoles 25 nov, 18:00"),
         ("2026-11-28T10:30:00-03:00", "sábado 28 nov, 10:30")),
        "Las expensas de Gorriti 4810 son de $95.000 por mes. La comisión es del 4% más IVA. La "
        "reserva se hace con USD 1.000 y la escritura se firma a los 45 días.",
    ),
    "es": Market(
        "es", "ES", "Madrid", "EUR", "Europe/Madrid", "Pisos Chamberí",
        "Lucía Prieto", "+34600111222",
        ("Hola, soy Lucía. Busco piso de 2 habitaciones por Malasaña, hasta 400.000 euros",
         "Me han dicho que el ático son 520.000. ¿Podría verlo el domingo a las 12?"),
        400_000, ("Malasaña",),
        [_unit("es", "MAL-05", "Piso Espíritu Santo", "Malasaña", "Calle del Espíritu Santo 14",
               beds=2, baths=1, area_m2=68, price=385_000, currency="EUR", city="Madrid",
               features=["ascensor", "exterior"]),
         _unit("es", "CHA-11", "Ático Luchana", "Chamberí", "Calle Luchana 27", beds=3, baths=2,
               area_m2=104, price=640_000, currency="EUR", city="Madrid", features=["terraza"])],
        (("2026-11-30T10:00:00+01:00", "lunes 30 nov, 10:00"),
         ("2026-12-01T18:30:00+01:00", "martes 1 dic, 18:30")),
        "Nuestros honorarios son del 3% más IVA. El ITP en Madrid es del 6%. El IBI de Espíritu "
        "Santo 14 es de 420 € al año y la comunidad de 75 € al mes. La reserva es de 3.000 €.",
    ),
    "us": Market(
        "en", "US", "Austin", "USD", "America/Chicago", "Lone Star Homes",
        "Dana Cole", "+15125550100",
        ("Hi, Dana here. Looking to buy a 3 bed house in Zilker, up to $750k, before summer",
         "A friend says the loft is $299k and 1,200 sq ft. Can I come Sunday at 1pm?"),
        750_000, ("Zilker",),
        [_unit("en", "AUS-77", "Zilker Bungalow", "Zilker", "1904 Kinney Ave", beds=3, baths=2,
               area_m2=149, price=725_000, currency="USD", property_type="house", city="Austin",
               features=["fenced yard", "2-car garage"]),
         _unit("en", "EAS-12", "East Side Loft", "East Austin", "2301 E 6th St", beds=1, baths=1,
               area_m2=72, price=389_000, currency="USD", city="Austin", features=["rooftop"])],
        (("2026-11-24T14:00:00-06:00", "Tue 24 Nov, 2:00 pm"),
         ("2026-11-25T17:30:00-06:00", "Wed 25 Nov, 5:30 pm")),
        "HOA dues at East Side Loft are $310 a month. Property tax is about 1.8% a year. Earnest "
        "money is 1% of the price. Closing usually takes 30 days. Write to hello@austin.example "
        "or call (512) 555-0142.",
    ),
    "uk": Market(
        "en", "GB", "London", "GBP", "Europe/London", "Hackney Lets",
        "Owen Reid", "+447700900123",
        ("Hello, Owen. After a 2 bed flat to rent in Hackney, max £2,300 a month, from January",
         "Someone told me Clapham was £2,200. Could I see it Monday at 8am?"),
        2_300, ("Hackney",),
        [_unit("en", "HAC-3", "Mare Street Flat", "Hackney", "210 Mare Street", beds=2, baths=1,
               area_m2=64, price=2_150, currency="GBP", operation="rent", city="London",
               features=["balcony", "unfurnished"]),
         _unit("en", "CLA-9", "Clapham Maisonette", "Clapham", "17 Voltaire Road", beds=3, baths=2,
               area_m2=95, price=2_900, currency="GBP", operation="rent", city="London",
               features=["garden"])],
        (("2026-11-26T18:15:00+00:00", "Thu 26 Nov, 6:15 pm"),
         ("2026-11-28T11:00:00+00:00", "Sat 28 Nov, 11:00 am")),
        "The holding deposit is one week's rent and the tenancy deposit five weeks' rent. Council "
        "tax is band C. Referencing takes 3 working days. Tenancies run for 12 months with a "
        "6-month break clause. See https://hackney.example/tenants for the forms.",
    ),
}  # fmt: skip


def market_scene(place: str, *, kind: str = "full", said: tuple[str, ...] = ()) -> Scene:
    """A turn in a market ("cl", "ae" or a key of MARKETS); the kinds are those of ``scene``."""
    if place in {"cl", "ae"}:
        return scene("es" if place == "cl" else "en", kind=kind, said=said)
    market = MARKETS[place]
    now = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
    broker = Broker(
        schema_name="t_scene", name=market.broker, language=market.language,
        country=market.country, city=market.city, currency=market.currency,
        timezone=market.timezone,
    )  # fmt: skip
    contact = Contact(name=market.lead, phone=market.phone, language=market.language)
    lead = Lead(contact=contact)
    conversation = Conversation(contact=contact, lead=lead, channel="whatsapp", holder_since=now)
    heard = [
        Message(conversation=conversation, direction="in", author="lead", text=text)
        for text in market.words
    ]
    spoken = [
        Message(conversation=conversation, direction="out", author="sofia", text=text)
        for text in said
    ]
    first = market.units[0]
    profile = {
        **dict.fromkeys(FIELDS), "operation": "rent" if first["operation"] == "rent" else "buy",
        "areas": list(market.areas), "beds": first["beds"], "budget_max": market.budget,
        "currency": market.currency, "city": market.city,
        "property_type": first["property_type"],
    }  # fmt: skip
    context = TurnContext(
        schema="t_scene", broker=broker, turn=Turn(conversation=conversation),
        conversation=conversation, version=1, lead=lead, contact=contact,
        history=[*spoken, *heard], unanswered=heard[-1:], appointments=[],
        places=[(each["area"], each["city"]) for each in market.units],
        property_types=["apartment", "house"], now=now, profile=profile, profile_sources={},
    )  # fmt: skip
    record = RunRecord(specialist="leasing", prompt_version="test")
    if kind != "bare":
        _tools(record, market)
    if kind == "booked":
        at, label = market.slots[0]
        context.draft.booked = {
            "booked": True, "starts_at": at, "label": label, "unit_ref": first["ref"],
            "title": first["title"], "address": first["address"], "agent": "Ana Ríos",
        }  # fmt: skip
        record.step("tool", "book_viewing", result=context.draft.booked)
    return Scene(context, record)


def _tools(record: RunRecord, market: Market) -> None:
    units = market.units
    record.step(
        "tool", "inventory_search", result={"count": len(units), "units": units, "relaxed": []}
    )
    slots = [
        {"slot_id": f"s-{at}", "starts_at": at, "label": label, "unit_ref": units[0]["ref"],
         "agent": "Ana Ríos"}
        for at, label in market.slots
    ]  # fmt: skip
    record.step("tool", "find_slots", result={"slots": slots})
    passage = {"document": "FAQ", "heading": "", "text": market.passage, "score": 0.8}
    record.step("tool", "search_knowledge", result={"results": [passage]})

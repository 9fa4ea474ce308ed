"""Two turns with everything in hand, made without a database: Alicia's in Santiago, in Spanish,
and Charlie's in Dubai, in English. ``bare`` turns hold nothing but what the lead wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from agents.models import Turn
from agents.runs.record import RunRecord
from agents.turns.context import TurnContext
from crm.brokers.models import Broker
from crm.conversations.models import Conversation, Message
from crm.leads.models import Contact, Lead
from crm.leads.profile import FIELDS

#: Monday 23 November 2026, ten in the morning in Santiago.
NOW: Final = datetime(2026, 11, 23, 13, 0, tzinfo=UTC)
Units = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Scene:
    """A turn before its reply."""

    context: TurnContext
    record: RunRecord


def unit(ref: str, title: str, area: str, address: str, **rest: Any) -> dict[str, Any]:
    """A result's unit with the fields every one has."""
    return {
        "ref": ref, "title": title, "operation": "sale", "property_type": "apartment",
        "area": area, "city": "Santiago", "address": address, "features": [], **rest,
    }  # fmt: skip


ALICIAS: Final[Units] = [
    unit("NUN-0012", "Depto Plaza Ñuñoa", "Ñuñoa", "Av. Irarrázaval 3450", beds=2, baths=2,
         area_m2=65, price=115_000_000, currency="CLP", price_text="$115.000.000",
         features=["terraza", "1 estacionamiento"]),
    unit("PRO-0044", "Depto Manuel Montt", "Providencia", "Manuel Montt 1020", beds=3, baths=2,
         area_m2=92, price=118_500_000, currency="CLP", price_text="$118.500.000"),
    unit("LAS-0007", "Casa Los Dominicos", "Las Condes", "Camino El Alba 9500", beds=4, baths=3,
         area_m2=140, price=5_400, currency="UF", price_text="UF 5.400"),
]  # fmt: skip
CHARLIES: Final[Units] = [
    unit("MAR-101", "Marina Gate 2BR", "Dubai Marina", "12 Marina Walk", beds=2, baths=2,
         area_m2=102, price=1_850_000, currency="AED", price_text="AED 1.85M", city="Dubai"),
    unit("DWN-204", "Burj Vista 1BR", "Downtown Dubai", "8 Boulevard Street", beds=1, baths=1,
         area_m2=65, price=1_650_000, currency="AED", price_text="AED 1.65M", city="Dubai"),
    unit("JVC-009", "Belgravia Corner", "JVC", "3 Belgravia Avenue", beds=3, baths=3.5,
         area_m2=180, price=2_400_000, currency="AED", price_text="AED 2.4M", city="Dubai"),
]  # fmt: skip
_SLOTS: Final = {
    "es": [("2026-11-26T16:30:00-03:00", "jueves 26 nov, 16:30"),
           ("2026-11-27T10:00:00-03:00", "viernes 27 nov, 10:00"),
           ("2026-11-28T11:00:00-03:00", "sábado 28 nov, 11:00")],
    "en": [("2026-11-26T16:30:00+04:00", "Thu 26 Nov, 4:30 pm"),
           ("2026-11-27T10:00:00+04:00", "Fri 27 Nov, 10:00 am")],
}  # fmt: skip
_PASSAGES: Final = {
    "es": "Para arrendar pedimos tres liquidaciones de sueldo, contrato de trabajo y un mes de "
    "garantía. La comisión es del 50% del primer mes más IVA. Se aceptan mascotas de hasta 10 kg. "
    "El contrato dura 12 meses. Más información en https://alicia.example/requisitos o al correo "
    "arriendos@alicia.example, teléfono +56 2 2345 6789. Los gastos comunes rondan los $85.000.",
    "en": "Tenants bring a passport copy and an Emirates ID and pay a security deposit of 5%. "
    "Ejari registration costs AED 220 and takes 2 working days. The agency fee is 2% of the price. "
    "Leases run for 12 months. See https://charlie.example/renting or write to "
    "rent@charlie.example, +971 4 234 5678.",
}
_LEADS: Final = {
    "es": ["Hola, soy Pedro. Busco depto de 2 dormitorios en Ñuñoa, hasta 120 millones, para marzo",
           "Mi correo es pedro@correo.example. Me dijeron que el de Providencia vale 99 millones y "
           "mide 130 m². ¿Puedo ir el miércoles a las 9?"],
    "en": ["Hi, I'm Emma, looking for a 2 bed in Dubai Marina up to AED 2 million, moving in March",
           "My mail is emma@mail.example. I heard Burj Vista is AED 1.2M and 150 sqm. Could I come "
           "Wednesday at 9am?"],
}  # fmt: skip


def scene(language: str, *, kind: str = "full", said: tuple[str, ...] = ()) -> Scene:
    """A turn: "full" with search, slots and a passage, "bare" with none, "booked" with a viewing.

    ``said`` are earlier words of Sofía.
    """
    spanish = language == "es"
    broker = Broker(
        schema_name="t_scene",
        name="Alicia Propiedades" if spanish else "Charlie Homes",
        language=language,
        country="CL" if spanish else "AE",
        city="Santiago" if spanish else "Dubai",
        currency="CLP" if spanish else "AED",
        timezone="America/Santiago" if spanish else "Asia/Dubai",
    )
    units = ALICIAS if spanish else CHARLIES
    contact = Contact(
        name="Pedro Soto" if spanish else "Emma Hill",
        phone="+56987654321" if spanish else "+971501234567",
        language=language,
    )
    lead = Lead(contact=contact)
    conversation = Conversation(contact=contact, lead=lead, channel="whatsapp", holder_since=NOW)
    heard = [
        Message(conversation=conversation, direction="in", author="lead", text=text)
        for text in _LEADS[language]
    ]
    spoken = [
        Message(conversation=conversation, direction="out", author="sofia", text=text)
        for text in said
    ]
    context = TurnContext(
        schema="t_scene", broker=broker, turn=Turn(conversation=conversation),
        conversation=conversation, version=1, lead=lead, contact=contact,
        history=[*spoken, *heard], unanswered=heard[-1:], appointments=[],
        places=[(each["area"], each["city"]) for each in units],
        property_types=["apartment", "house"], now=NOW,
        profile=_profile(spanish=spanish), profile_sources={},
    )  # fmt: skip
    record = RunRecord(specialist="leasing", prompt_version="test")
    if kind != "bare":
        _tools(record, language, units)
    if kind == "booked":
        at, label = _SLOTS[language][0]
        context.draft.booked = {
            "booked": True, "starts_at": at, "label": label, "unit_ref": units[0]["ref"],
            "title": units[0]["title"], "address": units[0]["address"], "agent": "Ana Ríos",
        }  # fmt: skip
        record.step("tool", "book_viewing", result=context.draft.booked)
    return Scene(context, record)


def _profile(*, spanish: bool) -> dict[str, Any]:
    known = dict.fromkeys(FIELDS)
    return {
        **known, "operation": "buy", "areas": ["Ñuñoa" if spanish else "Dubai Marina"], "beds": 2,
        "budget_max": 120_000_000 if spanish else 2_000_000,
        "currency": "CLP" if spanish else "AED", "city": "", "property_type": "apartment",
        "timeline": "marzo" if spanish else "March",
    }  # fmt: skip


def _tools(record: RunRecord, language: str, units: Units) -> None:
    record.step(
        "tool", "inventory_search", result={"count": len(units), "units": units, "relaxed": []}
    )
    slots = [
        {"slot_id": f"s-{at}", "starts_at": at, "label": label, "unit_ref": units[0]["ref"],
         "agent": "Ana Ríos"}
        for at, label in _SLOTS[language]
    ]  # fmt: skip
    record.step("tool", "find_slots", result={"slots": slots})
    passage = {"document": "FAQ", "heading": "", "text": _PASSAGES[language], "score": 0.8}
    record.step("tool", "search_knowledge", result={"results": [passage]})

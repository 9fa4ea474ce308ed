"""Rows that browser tests begin with, on real commits."""

from __future__ import annotations

from django.utils import timezone

from crm.accounts.models import User
from crm.conversations.models import Conversation
from crm.conversations.services import conversation_open, message_queue, message_receive
from crm.core.actors import SYSTEM
from crm.inventory.models import Unit
from crm.inventory.services import unit_create
from crm.leads.models import Lead
from crm.leads.services import lead_create

LONG = "Maximiliano Ignacio Errázuriz Valdés-Fernández de la Concepción y Larraín Echeverría"


def lead(name: str, phone: str, *, owner: User | None = None) -> Lead:
    """A lead who wants a flat in Ñuñoa."""
    return lead_create(
        actor=SYSTEM, name=name, phone=phone, owner=owner, source="whatsapp",
        profile={"operation": "buy", "areas": ["Ñuñoa"], "beds": 2, "budget_max": 120_000_000},
    )  # fmt: skip


def thread(of: Lead, *, text: str = "Hola, busco un 2D en Ñuñoa") -> Conversation:
    """A WhatsApp thread: the lead wrote, Sofía answered."""
    found = conversation_open(
        contact=of.contact, lead=of, channel="whatsapp", account_id="100000000000001",
        peer=of.contact.phone.lstrip("+"),
    )  # fmt: skip
    message_receive(
        conversation=found, external_id=f"in.{found.pk}", text=text, sent_at=timezone.now()
    )
    message_queue(
        conversation=found, text="¡Hola! ¿Qué presupuesto tienes?", author="sofia",
        version=found.version,
    )  # fmt: skip
    found.refresh_from_db()
    return found


def hears(conversation: Conversation, text: str) -> None:
    """The lead writes."""
    message_receive(
        conversation=conversation,
        external_id=f"in.{conversation.pk}.{text}",
        text=text,
        sent_at=timezone.now(),
    )


def unit(title: str) -> Unit:
    """A flat for sale in Ñuñoa with a long description."""
    made = unit_create(
        actor=SYSTEM, ref="ÑUÑ-9001", title=title, operation="sale", property_type="apartment",
        city="Santiago", area="Ñuñoa", address="Irarrázaval 1234", beds=2, baths="1.5",
        area_m2="62", price="4500", currency="UF", description="Luminoso. " * 60,
        features=["Terraza", "Estacionamiento", "Conserjería 24 horas"],
    )  # fmt: skip
    made.refresh_from_db()
    return made

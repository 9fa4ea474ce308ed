"""A broker with things to steal: another lead, an owner, a colleague, and another broker's all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, transaction
from django.utils import timezone

from crm.accounts.models import User
from crm.conversations.services import conversation_open, message_receive
from crm.core.actors import SYSTEM
from crm.core.tenancy import in_schema
from crm.inventory.models import Unit
from crm.leads.models import Lead
from crm.leads.services import contact_resolve, lead_create, lead_open_for, profile_update
from crm.scheduling.services import viewing_book
from tests.crm.scheduling.cast import agent, at

ROSA: Final = "Rosalinda Quirogamor"
ROSAS_PHONE: Final = "+56933332222"
ROSAS_MAIL: Final = "rosalinda@quirogamor.example"
OWNER: Final = "Evaristo Montecinos"
OWNERS_PHONE: Final = "+56944445555"
CHARLIES: Final = "Zoltan Bergmannsson"
CHARLIES_MAIL: Final = "zoltan@bergmannsson.example"
ROSAS_WORDS: Final = "el codigo de mi porton es 7391"
#: What must never be heard by anybody but its owner, in the form it would be recognised in.
SECRETS: Final = (
    "quirogamor", "33332222", "montecinos", "44445555", "bergmannsson", "7391", "marina secreta",
    "password", "evil.example", "evil-pagos",
)  # fmt: skip


@dataclass(frozen=True)
class World:
    """What an attacker has heard of: ids are not secret, what is behind them is."""

    rosa: str
    rosas_contact: str
    rosas_conversation: str
    rosas_viewing: str
    rosas_slot: str
    ana: str
    unit: str
    unit_id: str
    foreign_lead: str
    foreign_unit: str

    @property
    def others(self) -> frozenset[str]:
        """Ids no new row may point to."""
        return frozenset(
            {self.rosa, self.rosas_contact, self.rosas_conversation, self.rosas_viewing,
             self.foreign_lead}
        )  # fmt: skip


def world() -> World:
    """Plant it all, in Alice's broker and in Charlie's."""
    ana = agent()
    unit = Unit.objects.create(
        ref="NUN-0100", title="Depto Plaza", operation="sale", property_type="apartment",
        city="Santiago", area="Ñuñoa", address="Irarrázaval 3450", beds=2, baths=1, area_m2=60,
        price=100_000_000, currency="CLP",
        data={"owner": {"name": OWNER, "phone": OWNERS_PHONE}, "password": "password-9"},
    )  # fmt: skip
    contact = contact_resolve(
        kind="whatsapp", value="56933332222", phone=ROSAS_PHONE, email=ROSAS_MAIL, name=ROSA
    )
    rosa, _new = lead_open_for(contact=contact, source="whatsapp", actor=SYSTEM)
    profile_update(
        lead=rosa, changes={"areas": ["Vitacura"], "budget_max": 777_000_000}, actor=SYSTEM
    )
    thread = conversation_open(
        contact=contact, lead=rosa, channel="whatsapp", account_id="111000000000001",
        peer="56933332222",
    )  # fmt: skip
    message_receive(
        conversation=thread, external_id="rosa-1", text=ROSAS_WORDS, sent_at=timezone.now()
    )
    from agents.models import Turn

    Turn.objects.all().delete()
    viewing = viewing_book(lead=rosa, unit=unit, agent=ana, starts_at=at(11), actor=SYSTEM)
    with in_schema("t_charlie"):
        foreign = lead_create(actor=SYSTEM, name=CHARLIES, email=CHARLIES_MAIL)
        Unit.objects.create(
            ref="DXB-0001", title="Marina secreta", operation="sale", property_type="apartment",
            city="Dubai", area="Marina", price=1, currency="AED",
        )  # fmt: skip
        foreign_lead = str(foreign.pk)
    return World(
        rosa=str(rosa.pk), rosas_contact=str(contact.pk), rosas_conversation=str(thread.pk),
        rosas_viewing=str(viewing.pk), rosas_slot=f"{viewing.starts_at.isoformat()}|{ana.pk}",
        ana=str(ana.pk), unit=unit.ref, unit_id=str(unit.pk), foreign_lead=foreign_lead,
        foreign_unit="DXB-0001",
    )  # fmt: skip


Rows = dict[str, dict[str, Any]]


@dataclass
class Changes:
    """What a stretch of work left in the database, read when it ends."""

    made: list[tuple[str, dict[str, Any]]]
    touched: list[tuple[str, dict[str, Any], dict[str, Any]]]
    lost: list[tuple[str, dict[str, Any]]]


@contextmanager
def watched() -> Iterator[Changes]:
    """Do something, note every row it made, changed or took away in any schema, and undo it."""
    changes = Changes([], [], [])
    before = _counters()
    mark = transaction.savepoint()
    try:
        yield changes
        tables = [table for table, count in _counters().items() if before.get(table) != count]
        after = {table: _rows(table) for table in tables}
    finally:
        transaction.savepoint_rollback(mark)
    for table in tables:
        old, new = _rows(table), after[table]
        changes.made += [(table, row) for key, row in new.items() if key not in old]
        changes.lost += [(table, row) for key, row in old.items() if key not in new]
        changes.touched += [
            (table, old[key], row) for key, row in new.items() if key in old and old[key] != row
        ]


def _counters() -> dict[str, tuple[int, ...]]:
    """How often each table was written in this transaction, by the database's own count."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT schemaname || '.' || relname, n_tup_ins, n_tup_upd, n_tup_del "
            "FROM pg_stat_xact_user_tables WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return {row[0]: tuple(row[1:]) for row in cursor.fetchall()}


def _rows(table: str) -> Rows:
    schema, name = table.split(".")
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT to_jsonb(t) FROM "{schema}"."{name}" AS t')
        found = [row[0] if isinstance(row[0], dict) else json.loads(row[0]) for row in cursor]
    return {str(row.get("id") or sorted(row.items())): row for row in found}


def own_lead() -> Lead:
    """The attacker, who is the newest lead."""
    return Lead.objects.select_related("contact").order_by("-id")[0]


def people() -> list[User]:
    """The broker's own."""
    return list(User.objects.all())

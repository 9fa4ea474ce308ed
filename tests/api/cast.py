"""Who calls: Alice runs her broker, Bob and Luz work leads there, Charlie runs another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from agents.approvals.models import Approval
from agents.models import AgentRun, AgentStep
from agents.prompts.models import (
    Experiment,
    PromptVersion,
    Proposal,
    Scenario,
    ScenarioCheck,
    TrainingRun,
    TryOut,
)
from channels_app.forms.models import FormEntry
from channels_app.models import InboundEvent
from channels_app.outgoing.models import OutgoingDelivery, OutgoingWebhook
from channels_app.outgoing.signing import secret_make
from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.conversations.models import Attachment, Conversation, Message
from crm.conversations.services import conversation_open, message_receive
from crm.core.actors import SOFIA, SYSTEM
from crm.core.files import new_name, write
from crm.core.tenancy import in_schema
from crm.inventory.models import Unit
from crm.inventory.services import unit_create
from crm.leads.models import Lead, Task
from crm.leads.services import lead_create, note_add, task_add
from tests.api.client import CHARLIES_HOST, Api


@dataclass(frozen=True)
class Scene:
    """One lead with everything that can hang on it, a unit for sale, and a webhook."""

    lead: Lead
    conversation: Conversation
    task: Task
    run: AgentRun
    unit: Unit
    webhook: OutgoingWebhook
    delivery: OutgoingDelivery
    message: Message
    attachment: Attachment
    event: InboundEvent
    entry: FormEntry
    approval: Approval
    version: PromptVersion
    experiment: Experiment
    training: TrainingRun
    tryout: TryOut
    scenario: Scenario
    check: ScenarioCheck
    proposal: Proposal


def person(name: str, role: str = "AGENT") -> User:
    """Somebody of the broker in hand."""
    return User.objects.create(email=f"{name.lower()}@sofia.test", name=name, role=role)


def scene(owner: User | None, name: str = "Pedro Rojas", phone: str = "+56987650001") -> Scene:
    """A lead of this owner who wrote on WhatsApp and was answered by Sofía."""
    lead = lead_create(
        actor=SYSTEM, name=name, phone=phone, owner=owner, source="whatsapp",
        profile={"operation": "buy", "areas": ["Ñuñoa"], "beds": 2, "budget_max": 120_000_000},
    )  # fmt: skip
    thread = conversation(lead)
    run = AgentRun.objects.create(
        lead=lead, conversation=thread, specialist="leasing", provider="offline", model="rules",
        prompt_version="leasing/1", outcome="replied", intent="search", reply="Hola", tool_calls=1,
    )  # fmt: skip
    AgentStep.objects.create(
        run=run, ordinal=0, kind="tool", name="search_units", arguments={"beds": 2}, result={}
    )
    webhook, delivery = webhook_told()
    version = version_tried()
    training, proposal = trained()
    return Scene(
        lead=lead,
        conversation=thread,
        task=task_add(lead=lead, title="Llamar", actor=SYSTEM),
        run=run,
        unit=unit_create(actor=SOFIA, **FLAT, ref=f"REF-{phone[-4:]}"),
        webhook=webhook,
        delivery=delivery,
        message=message_unsure(thread),
        version=version,
        experiment=Experiment.objects.create(
            specialist="leasing", name="Shorter?", challenger=version_tried(),
            started_at=timezone.now(), stopped_at=timezone.now(),
        ),
        training=training,
        tryout=TryOut.objects.create(version=version, text="x", against="leasing@1", state="done"),
        scenario=Scenario.objects.create(title="Rents", spec=RENTS),
        check=ScenarioCheck.objects.create(
            version=version, text="x", against="leasing@1", state="done"
        ),
        proposal=proposal,
        attachment=attachment(thread),
        entry=FormEntry.objects.create(
            channel="googleads", account_id="none", external_id=str(thread.pk), form_id="77",
            state="failed", error="No account", answers={"FULL_NAME": ["Pedro"]},
            submitted_at=timezone.now(), due_at=timezone.now(),
        ),
        approval=Approval.objects.create(
            run=run, lead=lead, conversation=thread, message_id=thread.messages.earliest("id").pk,
            tool="book_viewing", call_id="c0", arguments={"unit_ref": "REF", "slot_id": "A" * 24},
            exchange=[], expires_at=timezone.now() + timedelta(hours=1),
        ),
        event=InboundEvent.objects.create(
            channel="whatsapp", account_id=thread.account_id, dedupe_key=str(thread.pk),
            payload={"changes": []}, state="failed", attempts=8, due_at=timezone.now(),
        ),
    )  # fmt: skip


def attachment(thread: Conversation) -> Attachment:
    """A stored file of the lead's message."""
    name = new_name("messages")
    write(name, [b"%PDF-1.7"], limit=100)
    return Attachment.objects.create(
        message=thread.messages.earliest("id"), kind="document", mime_type="application/pdf",
        state=Attachment.State.STORED, file=name, size=8,
    )  # fmt: skip


def message_unsure(thread: Conversation) -> Message:
    """An answer that may or may not have arrived."""
    return Message.objects.create(
        conversation=thread, direction="out", author="person", text="¿Siguen buscando?",
        account_key=f"{thread.channel}:{thread.account_id}", status="unsure",
        sent_at=timezone.now(),
    )  # fmt: skip


def webhook_told() -> tuple[OutgoingWebhook, OutgoingDelivery]:
    """A webhook with one event it was told of; its address is refused before anything is sent."""
    webhook = OutgoingWebhook.objects.create(
        url="http://127.0.0.1:9/hooks", description="CRM", secret=secret_make()
    )
    now = timezone.now()
    delivery = OutgoingDelivery.objects.create(
        webhook=webhook, event_id=1, type="lead_created", body='{"type": "lead_created"}',
        state="sent", due_at=now, give_up_at=now, sent_at=now, status=200, answer="ok",
    )  # fmt: skip
    return webhook, delivery


RENTS: dict[str, Any] = {
    "language": "es", "persona": "plain", "opening": "Hola, busco arriendo en Ñuñoa",
    "answers": {"budget": "hasta 700 lucas"}, "must": [], "must_not": ["opted_out"],
    "says": [], "never_says": [], "patience": 3,
}  # fmt: skip


def version_tried() -> PromptVersion:
    """A draft of the leasing prompt."""
    return PromptVersion.objects.create(
        specialist="leasing", text="Be brief.", number=PromptVersion.objects.count() + 1
    )


def trained() -> tuple[TrainingRun, Proposal]:
    """A training that is over, and the question it proposes to answer."""
    run = TrainingRun.objects.create(specialist="leasing", since=timezone.now(), state="done")
    proposal = Proposal.objects.create(
        run=run, kind="faq", key="faq:pets", title="¿Aceptan mascotas?", text="Sí, una.", count=2
    )
    return run, proposal


FLAT: dict[str, Any] = {
    "title": "Departamento en Ñuñoa",
    "operation": "sale",
    "property_type": "apartment",
    "city": "Santiago",
    "area": "Ñuñoa",
    "beds": 2,
    "baths": "1.5",
    "area_m2": "62.5",
    "price": "118000000",
    "currency": "CLP",
}


def conversation(lead: Lead, text: str = "Busco depto en Ñuñoa") -> Conversation:
    """A WhatsApp thread with one message of the lead."""
    thread = conversation_open(
        contact=lead.contact,
        lead=lead,
        channel="whatsapp",
        account_id="100000000000001",
        peer=lead.contact.phone.lstrip("+"),
    )
    message_receive(
        conversation=thread, external_id=f"wamid.{thread.pk}", text=text, sent_at=timezone.now()
    )
    thread.refresh_from_db()
    return thread


@pytest.fixture
def admin(alice: Broker) -> User:
    """Alice, who sees everything of her broker."""
    return person("Alice", "ADMIN")


@pytest.fixture
def bob(alice: Broker) -> User:
    """An agent of Alice's."""
    return person("Bob")


@pytest.fixture
def luz(alice: Broker) -> User:
    """Another agent of Alice's."""
    return person("Luz")


@pytest.fixture
def bobs(bob: User) -> Scene:
    """What hangs on a lead of Bob's."""
    note = scene(bob)
    note_add(lead=note.lead, text="Prefiere mañanas", actor=bob.as_actor())
    return note


@pytest.fixture
def charlies(schemas: None, db: None) -> Iterator[tuple[Scene, Api]]:
    """A lead of Charlie's broker, and Charlie's program."""
    with in_schema("t_charlie"):
        charlie = person("Charlie", "ADMIN")
        theirs = scene(charlie, name="Omar", phone="+971501234567")
        yield theirs, Api(charlie, CHARLIES_HOST)


@pytest.fixture
def as_admin(admin: User) -> Api:
    """Alice's program."""
    return Api(admin)


@pytest.fixture
def as_bob(bob: User) -> Api:
    """Bob's program."""
    return Api(bob)


@pytest.fixture
def as_luz(luz: User) -> Api:
    """Luz's program."""
    return Api(luz)


@pytest.fixture
def as_nobody(alice: Broker) -> Api:
    """A program without a token."""
    return Api(None)

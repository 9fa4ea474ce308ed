"""Work behind the scenes: in one broker at a time, and none for a broker that is switched off.

While a broker is suspended what leads send is still kept, and nothing is done with it; its pages,
API, chat and sockets are closed. When it comes back everything that waited is taken up.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from celery import current_app
from django.test import Client
from django.utils import timezone

from agents.guardrails.disclosure import wording
from agents.models import Turn
from agents.turns.tasks import run
from agents.turns.tasks import sweep as turns_sweep
from channels_app.delivery.tasks import deliver
from channels_app.delivery.tasks import sweep as deliveries_sweep
from channels_app.inbound.tasks import process
from channels_app.inbound.tasks import sweep as inbound_sweep
from channels_app.models import ChannelAccount, InboundEvent
from channels_app.tasks import sync_all
from config.celery import app
from crm.accounts.models import User
from crm.accounts.tasks import sweep_notices
from crm.brokers.models import Broker
from crm.brokers.services import broker_resume, broker_suspend
from crm.conversations.models import Message
from crm.conversations.tasks import escalate
from crm.core.tasks import BrokerTask
from crm.core.tenancy import in_schema
from tests import drive
from tests.api.client import Api, error_of
from tests.fakes.channel import FakeChannel
from tests.fakes.model import FakeModel
from tests.isolation.cast import Things, browser, everything
from tests.isolation.routes import PAGES
from tests.payloads import whatsapp

#: Tasks that go round the brokers by themselves, or serve the platform.
PLATFORM: set[str] = {"config.pulse", sweep_notices.name, escalate.name, sync_all.name}


@pytest.fixture
def eager() -> Iterator[None]:
    """Tasks run where they are sent."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


@pytest.fixture
def suspended(alice: Broker) -> Broker:
    """Alice's broker, switched off."""
    broker_suspend(broker=alice)
    return alice


def test_every_task_is_a_brokers_or_goes_round_them() -> None:
    app.loader.import_default_modules()
    ours = {
        name: task for name, task in current_app.tasks.items() if not name.startswith("celery.")
    }
    packages = ("agents.", "channels_app.", "crm.", "knowledge.", "config.")

    for name, task in ours.items():
        if name.startswith(packages) and name not in PLATFORM and not name.endswith(".sweep"):
            assert isinstance(task, BrokerTask), f"{name} does not say whose data it works on"
    assert {run.name, process.name, deliver.name} <= set(ours)


@pytest.mark.parametrize("task", [run, process, deliver])
def test_a_task_without_a_broker_touches_nothing(eager: None, hers: Things, task: Any) -> None:
    before = everything("t_alice"), everything("public")

    with in_schema("public"):
        outcome = task.apply_async(([str(hers.turn), str(hers.conversation)],))

    assert isinstance(outcome.result, RuntimeError)
    assert (everything("t_alice"), everything("public")) == before


@pytest.mark.parametrize("task", [run, process, deliver])
@pytest.mark.parametrize("schema", ["public", "template", "t_nobody", "pg_catalog", "T_ALICE"])
def test_a_task_for_no_broker_touches_nothing(
    eager: None, hers: Things, task: Any, schema: str
) -> None:
    before = everything("t_alice"), everything("template")

    task.apply_async(([str(hers.turn), str(hers.conversation)],), {"schema": schema})

    assert (everything("t_alice"), everything("template")) == before


@pytest.mark.parametrize("task", [run, process, deliver])
def test_another_brokers_ids_find_nothing(
    eager: None, hers: Things, theirs: Things, task: Any
) -> None:
    before = everything("t_alice"), everything("t_charlie")

    ids = [str(theirs.turn), str(theirs.conversation), str(theirs.message)]
    task.apply_async((ids,), {"schema": "t_alice"})

    assert (everything("t_alice"), everything("t_charlie")) == before


def sweep_all() -> None:
    """What beat does every few seconds, with the workers it wakes."""
    InboundEvent.objects.filter(state="received").update(due_at="2020-01-01T00:00:00Z")
    with in_schema("public"):
        for sweep in (inbound_sweep, turns_sweep, deliveries_sweep, sweep_notices, escalate):
            sweep()


@pytest.mark.usefixtures("eager", "window_off")
def test_while_switched_off_messages_are_kept_and_nothing_is_done(
    bare: Client,
    number: ChannelAccount,
    suspended: Broker,
    model: FakeModel,
    channel: FakeChannel,
) -> None:
    body, headers = whatsapp.signed(whatsapp.text("Hola"))
    post: dict[str, Any] = {"content_type": "application/json", "headers": headers}

    assert bare.post("/webhooks/whatsapp", body, **post).status_code == 200
    sweep_all()
    assert InboundEvent.objects.get().state == "received"
    assert not Message.objects.exists()

    broker_resume(broker=suspended)
    model.says("¿Buscas comprar o arrendar?")
    sweep_all()
    drive.settle()
    [sent] = channel.sent
    assert sent.text == f"{wording(suspended, 'es')} ¿Buscas comprar o arrendar?"


@pytest.mark.usefixtures("eager", "window_off", "number")
def test_what_was_owed_before_waits_too(
    alice: Broker, model: FakeModel, channel: FakeChannel
) -> None:
    drive.receive("Hola")
    broker_suspend(broker=alice)
    Turn.objects.update(due_at=timezone.now())

    sweep_all()
    run.apply_async(([str(drive.the_turn().pk)],), {"schema": "t_alice"})

    assert drive.the_turn().state == Turn.State.PENDING
    assert (model.prompts, channel.sent) == ([], [])


def test_pages_and_chat_of_a_suspended_broker_are_503(
    admin: User, hers: Things, alice: Broker
) -> None:
    client = browser(admin)
    broker_suspend(broker=alice)
    before = everything("t_alice")

    for page in PAGES:
        for answer in (client.get(page.path(hers)), client.post(page.path(hers))):
            assert answer.status_code == 503, page.name
            assert answer["Retry-After"], page.name

    assert everything("t_alice") == before


def test_the_api_of_a_suspended_broker_is_503_in_the_error_shape(
    as_admin: Api, alice: Broker
) -> None:
    broker_suspend(broker=alice)

    for answer in (as_admin.get("leads"), as_admin.post("leads", {}), as_admin.get("auth/me")):
        assert answer.status_code == 503
        assert error_of(answer)["code"] == "suspended"


def test_nobody_signs_in_at_a_suspended_broker(suspended: Broker) -> None:
    assert browser(None).get("/login/").status_code == 503
    assert Api(None).post("auth/login", {"email": "a@b.cl", "password": "x"}).status_code == 503

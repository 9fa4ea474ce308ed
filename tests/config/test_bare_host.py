"""The bare host: choosing a broker, the console."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django_celery_beat.models import PeriodicTask

from config import beat
from crm.accounts.models import User
from crm.accounts.services import superadmin_create
from crm.brokers.models import Broker, UnroutedEvent
from crm.core import rates
from tests.platform import PASSWORD


@pytest.fixture
def bare(schemas: None, db: None) -> Iterator[Client]:
    """A browser at the bare host."""
    rates.forget_all()
    yield Client(headers={"host": "localhost:8000"})
    rates.forget_all()


@pytest.fixture
def root(bare: Client) -> Client:
    """The same, signed in as a superadmin."""
    bare.force_login(superadmin_create(email="root@sofia.test", password=PASSWORD))
    return bare


def test_brokers_are_listed_to_developers_only(bare: Client, settings: Any) -> None:
    assert b"Alicia Propiedades" not in bare.get("/").content

    settings.DEBUG = True
    assert b"http://t-alice.localhost:8000/" in bare.get("/").content


@pytest.mark.parametrize(
    "typed", ["t-alice", "T-Alice.localhost", "http://t-alice.localhost:8000/leads/"]
)
def test_a_brokers_address_leads_there(bare: Client, typed: str) -> None:
    answer = bare.post("/", {"address": typed})

    assert (answer.status_code, answer["Location"]) == (302, "http://t-alice.localhost:8000/")


@pytest.mark.parametrize("typed", ["", "nobody", "evil.example.com", "\x00", "x" * 3000])
def test_a_strangers_address_leads_nowhere(bare: Client, typed: str) -> None:
    assert bare.post("/", {"address": typed}).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "",
        "brokers/broker/",
        "brokers/broker/add/",
        "brokers/domain/",
        "brokers/channelroute/",
        "brokers/unroutedevent/",
        "accounts/user/",
        "accounts/user/add/",
        "django_celery_beat/periodictask/",
        "django_celery_beat/intervalschedule/",
    ],
)
def test_the_console_opens_for_superadmins_only(root: Client, path: str) -> None:
    assert root.get(f"/admin/{path}").status_code == 200
    stranger = Client(headers={"host": "localhost"})
    assert stranger.get(f"/admin/{path}").status_code == 302


def test_a_broker_made_in_the_console_is_whole(root: Client) -> None:
    facts = {
        "schema_name": "consola",
        "name": "Consola",
        "language": "es",
        "country": "CL",
        "currency": "CLP",
        "timezone": "America/Santiago",
        "admin_email": "jefa@consola.test",
        "admin_password": PASSWORD,
    }

    answer = root.post("/admin/brokers/broker/add/", facts)

    assert answer.status_code == 302
    there = Client(headers={"host": "consola.localhost"})
    signed_in = there.post("/login/", {"email": "jefa@consola.test", "password": PASSWORD})
    assert signed_in.status_code == 302


def test_what_cannot_stand_is_said_beside_its_field(root: Client) -> None:
    wrong = {"schema_name": "public", "name": "X", "timezone": "Mars/X", "admin_password": "1"}

    answer = root.post("/admin/brokers/broker/add/", wrong)

    assert answer.status_code == 200
    assert "admin_password" in answer.context["errors"].as_data() or answer.context["errors"]
    assert not Broker.objects.filter(schema_name="public").exists()


def test_suspending_works_from_the_list(root: Client) -> None:
    broker = Broker.objects.get(schema_name="t_charlie")

    root.post("/admin/brokers/broker/", {"action": "suspend", "_selected_action": [broker.pk]})
    broker.refresh_from_db()
    assert broker.is_suspended

    root.post("/admin/brokers/broker/", {"action": "resume", "_selected_action": [broker.pk]})
    broker.refresh_from_db()
    assert not broker.is_suspended


@pytest.mark.parametrize("body", [b'{"a":{"b":"<b>"}}', b"\xff\xfe not json", b""])
def test_an_unrouted_event_can_be_read(root: Client, body: bytes) -> None:
    event = UnroutedEvent.objects.create(
        channel="whatsapp", reason="unreadable", dedupe_key="k", body=body
    )

    answer = root.get(f"/admin/brokers/unroutedevent/{event.pk}/change/")

    assert answer.status_code == 200
    assert b"<b>" not in answer.content.partition(b"<pre>")[2].partition(b"</pre>")[0]


def test_a_superadmin_is_added_and_switched_off(root: Client) -> None:
    root.post(
        "/admin/accounts/user/add/",
        {"email": "two@sofia.test", "name": "Two", "password": PASSWORD, "is_active": "on"},
    )
    two = User.objects.get(email="two@sofia.test")
    assert two.is_superuser
    assert two.check_password(PASSWORD)

    root.post(f"/admin/accounts/user/{two.pk}/change/", {"name": "Two"})
    two.refresh_from_db()
    assert not two.is_active
    assert two.check_password(PASSWORD)


def test_the_consoles_door_counts_tries(bare: Client) -> None:
    tries = [
        bare.post("/admin/login/", {"username": "x@y.test", "password": "z"}) for _try in range(6)
    ]

    assert [answer.status_code for answer in tries] == [200] * 5 + [429]
    assert tries[-1]["Retry-After"]


def test_a_periodic_task_can_be_opened(root: Client) -> None:
    beat.rows_sync()
    row = PeriodicTask.objects.get(name="pulse")

    answer = root.get(f"/admin/django_celery_beat/periodictask/{row.pk}/change/")

    assert answer.status_code == 200

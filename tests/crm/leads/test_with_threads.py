"""People who race to become one: real commits, real threads, real waiting."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from crm.brokers.models import Broker
from crm.core.actors import SYSTEM
from crm.core.errors import Conflict
from crm.core.tenancy import in_schema
from crm.leads.models import Contact, Identity, Lead
from crm.leads.services import contact_merge, contact_resolve, lead_open_for

PHONE, USER = ("phone", "+12025550123"), ("bsuid", "US.5")


@pytest.fixture(autouse=True)
def alice(alice_for_real: Broker) -> Broker:
    """Alice's broker with real commits."""
    return alice_for_real


def together(*works: Callable[[], object]) -> None:
    """Run all of these at once, each in a thread with a connection of its own."""
    gate = threading.Barrier(len(works))
    problems: list[BaseException] = []

    def run(work: Callable[[], object]) -> None:
        try:
            with in_schema("t_alice"):
                gate.wait()
                work()
        except BaseException as error:
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not problems, problems


def deliver(*keys: tuple[str, str]) -> None:
    """Find the person by these and open their lead, as a delivery does; later when busy."""
    for _attempt in range(5):
        try:
            with transaction.atomic():
                (kind, value), *also = keys
                contact = contact_resolve(kind=kind, value=value, also=also)
                lead_open_for(contact=contact, source="whatsapp", actor=SYSTEM)
            return
        except Conflict:
            continue
    raise AssertionError("busy five times")


def the_one() -> Contact:
    """The only person left, with one open lead and every identity."""
    contact = Contact.objects.get(merged_into__isnull=True)
    lead = Lead.objects.get(status=Lead.Status.OPEN)
    assert lead.contact == contact
    assert set(Identity.objects.values_list("contact", flat=True)) == {contact.pk}
    return contact


def test_eight_deliveries_that_join_two_people_make_one() -> None:
    deliver(PHONE)
    deliver(USER)

    together(*[lambda: deliver(PHONE, USER), lambda: deliver(USER, PHONE)] * 4)

    the_one()
    assert Lead.objects.filter(status=Lead.Status.MERGED).count() == 1


def test_deliveries_of_either_and_of_both_end_in_one() -> None:
    works = [lambda: deliver(PHONE), lambda: deliver(USER), lambda: deliver(USER, PHONE)] * 3
    random.Random(3).shuffle(works)

    together(*works)

    the_one()


def test_a_join_and_a_delivery_by_a_third_identity_do_not_lose_a_lead() -> None:
    other = ("telegram", "7")
    deliver(other, USER)
    deliver(PHONE)

    together(
        *[lambda: deliver(PHONE, USER)] * 3,
        *[lambda: deliver(other)] * 3,
        *[lambda: deliver(other, PHONE)] * 2,
    )

    the_one()


def test_two_people_who_merge_the_same_two_contacts_do_it_once() -> None:
    deliver(PHONE)
    deliver(USER)
    one, two = Contact.objects.order_by("pk")
    refused: list[str] = []

    def work(keep: Contact, lose: Contact) -> None:
        try:
            contact_merge(keep=keep, lose=lose, actor=SYSTEM, reason="")
        except Exception as error:
            refused.append(getattr(error, "code", repr(error)))

    together(*[lambda: work(one, two), lambda: work(two, one)] * 2)

    the_one()
    assert len(refused) == 3
    assert set(refused) <= {"busy", "same_person"}

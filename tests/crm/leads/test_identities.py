"""From the ways somebody is known to one contact, in whatever order they come."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from crm.core.actors import SYSTEM
from crm.leads.models import Activity, Contact, Identity
from crm.leads.services import (
    contact_resolve,
    identity_add,
    identity_replace,
    lead_create,
    lead_open_for,
)

pytestmark = pytest.mark.usefixtures("alice")
PHONE = "+12025550123"


def of_phone(number: str, **more: Any) -> Contact:
    return contact_resolve(kind="phone", value=number, **more)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("+5491123456789", "+541123456789"),
        ("+5215512345678", "+525512345678"),
        ("+5511987654321", "+551187654321"),
    ],
)
def test_a_number_is_one_person_in_both_orders(one: str, other: str) -> None:
    assert of_phone(one) == of_phone(other)
    Contact.objects.all().delete()
    assert of_phone(other) == of_phone(one)
    assert Contact.objects.count() == 1


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_user_id_and_a_phone_become_one_person_in_any_order(order: tuple[int, ...]) -> None:
    deliveries: list[dict[str, Any]] = [
        {"kind": "bsuid", "value": "US.5"},
        {"kind": "phone", "value": PHONE},
        {"kind": "phone", "value": PHONE, "also": [("bsuid", "US.5")]},
    ]

    for place in order:
        contact_resolve(**deliveries[place])

    assert Contact.objects.filter(merged_into__isnull=True).count() == 1
    assert {contact_resolve(**each).pk for each in deliveries} == {
        Contact.objects.get(merged_into__isnull=True).pk
    }


def test_three_contacts_in_one_delivery_become_one() -> None:
    oldest = contact_resolve(kind="bsuid", value="US.5")
    of_phone(PHONE)
    contact_resolve(kind="telegram", value="7")

    found = of_phone(PHONE, also=[("telegram", "7"), ("bsuid", "US.5")])

    assert found == oldest
    assert Contact.objects.filter(merged_into=oldest).count() == 2


def test_a_phone_said_in_a_chat_proves_nothing() -> None:
    owner = of_phone(PHONE, name="Nadia")

    visitor = contact_resolve(kind="chat", value="cookie", phone=PHONE)

    assert visitor != owner
    assert visitor.phone == PHONE
    assert of_phone(PHONE) == owner


def test_a_known_visitor_who_says_a_strangers_phone_stays_who_they_are() -> None:
    visitor = contact_resolve(kind="chat", value="cookie")
    owner = of_phone(PHONE)

    assert contact_resolve(kind="chat", value="cookie", phone=PHONE) == visitor
    assert Identity.objects.get(kind="phone").contact == owner


def test_a_phone_nobody_has_becomes_the_visitors() -> None:
    visitor = contact_resolve(kind="chat", value="cookie", phone=PHONE, email="Ana@Mail.test")

    assert of_phone(PHONE) == visitor
    assert contact_resolve(kind="email", value="ana@mail.test") == visitor


def test_an_ad_form_comes_to_the_person_with_its_phone_before_or_after() -> None:
    known = of_phone(PHONE)
    assert contact_resolve(kind="lead_ad", value="leadads:1", phone=PHONE) == known

    entry = contact_resolve(kind="lead_ad", value="leadads:2", phone="+12025550124")
    assert of_phone("+12025550124") == entry


def test_a_phone_the_channel_vouches_for_joins_two_contacts() -> None:
    owner = of_phone(PHONE)
    contact_resolve(kind="telegram", value="7")

    found = contact_resolve(kind="telegram", value="7", phone=PHONE, vouched=True)

    assert found == owner
    assert identity_add(contact=found, kind="linkedin", value="urn:li:person:1") == owner


def test_adding_somebody_elses_identity_joins_them() -> None:
    first, second = of_phone(PHONE), contact_resolve(kind="tiktok", value="9")

    assert identity_add(contact=second, kind="phone", value=PHONE) == first


def test_a_new_number_follows_the_person_and_the_old_finds_nobody() -> None:
    lead = lead_create(actor=SYSTEM, name="Nadia", phone=PHONE)

    found = identity_replace(kind="phone", old=PHONE, new="+12025550124")

    assert found == lead.contact
    assert found.phone == "+12025550124"
    assert "12025550124" in found.search_key
    assert of_phone("+12025550124") == found
    stranger = of_phone(PHONE)
    assert stranger != found
    assert Identity.objects.filter(contact=found, retired_at__isnull=False).count() == 1
    assert Activity.objects.filter(lead=lead, kind="contact").exists()


def test_the_same_notice_again_does_not_move_the_numbers_new_owner() -> None:
    person = of_phone(PHONE)
    identity_replace(kind="phone", old=PHONE, new="+12025550124")
    stranger = of_phone(PHONE)

    assert identity_replace(kind="phone", old=PHONE, new="+12025550124") == person

    assert of_phone(PHONE) == stranger


def test_a_new_number_known_already_joins_both() -> None:
    person, other = of_phone(PHONE), of_phone("+12025550124")

    assert identity_replace(kind="phone", old=PHONE, new="+12025550124") == person

    other.refresh_from_db()
    assert other.merged_into == person


def test_a_change_of_somebody_unknown_is_nothing() -> None:
    assert identity_replace(kind="phone", old=PHONE, new="+12025550124") is None
    assert not Contact.objects.exists()


def test_a_new_user_id_follows_the_person() -> None:
    person = contact_resolve(kind="bsuid", value="US.5")

    identity_replace(kind="bsuid", old="US.5", new="US.6", also=[("phone", PHONE)])

    assert contact_resolve(kind="bsuid", value="US.6") == person == of_phone(PHONE)
    assert contact_resolve(kind="bsuid", value="US.5") != person


def test_somebody_merged_has_one_open_lead_to_go_on_with() -> None:
    first, second = contact_resolve(kind="bsuid", value="US.5"), of_phone(PHONE)
    older, _new = lead_open_for(contact=first, source="whatsapp", actor=SYSTEM)
    lead_open_for(contact=second, source="whatsapp", actor=SYSTEM)

    found = of_phone(PHONE, also=[("bsuid", "US.5")])

    assert lead_open_for(contact=found, source="whatsapp", actor=SYSTEM) == (older, False)

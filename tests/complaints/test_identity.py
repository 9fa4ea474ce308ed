"""One person on WhatsApp, however the number is written or whether there is one at all."""

from __future__ import annotations

from typing import Any

import pytest

from crm.conversations.models import Conversation, Message
from crm.leads.models import Contact, Identity, Lead
from tests.complaints.calls import by_whatsapp, interpret
from tests.payloads import whatsapp

pytestmark = pytest.mark.usefixtures("number")
USER = "CL.10000000000000000042"


def says(text: str, **who: str) -> None:
    """A text of somebody known by a phone, by a user id, or by both."""
    entry = whatsapp.entry("text", from_=who.get("phone"), text={"body": text})
    if "user" in who:
        entry["from_user_id"] = who["user"]
    value = whatsapp.value(whatsapp.NUMBER, messages=[entry])
    profile: dict[str, Any] = {"profile": {"name": "Nadia Ferro"}}
    ids = {"wa_id": who.get("phone"), "user_id": who.get("user")}
    value["contacts"] = [profile | {name: each for name, each in ids.items() if each}]
    assert by_whatsapp(whatsapp.envelope(value)).make() == 200
    interpret()


def one_of_each() -> bool:
    people = Contact.objects.filter(merged_into=None).count()
    return {people, Lead.objects.count(), Conversation.objects.count()} == {1}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5491123456789", "541123456789"),
        ("5493514567890", "543514567890"),
        ("5215512345678", "525512345678"),
        ("5218112345678", "528112345678"),
        ("5511987654321", "551187654321"),
        ("5585999887766", "558599887766"),
    ],
)
@pytest.mark.parametrize("is_turned", [False, True])
def test_both_ways_to_write_a_number_of_ar_mx_or_br_are_one_person(
    one: str, other: str, is_turned: bool
) -> None:
    """Chatwoot #5840, #13808."""
    for phone in (other, one) if is_turned else (one, other):
        says("Hola", phone=phone)

    assert one_of_each()
    assert Message.objects.count() == 2


def test_two_numbers_that_only_look_alike_are_two_people() -> None:
    """Chatwoot #13808, the other way round: nobody reads another's thread."""
    for phone in ("541123456789", "541123456780", "56912345678", "5511912345678"):
        says("Hola", phone=phone)

    assert Contact.objects.count() == Conversation.objects.count() == 4


def test_who_has_no_phone_is_a_person_and_is_answered_by_their_user_id() -> None:
    """Chatwoot #13837, fazer-ai/chatwoot#440."""
    says("Hola", user=USER)
    says("¿Sigue libre?", user=USER)

    assert one_of_each()
    assert Conversation.objects.get().peer == USER
    assert Contact.objects.get().phone == ""


def test_a_later_phone_joins_the_thread_without_rewriting_it() -> None:
    """Chatwoot #13837."""
    says("Hola", user=USER)
    before = list(Message.objects.values_list("pk", "text", "conversation_id", "account_key"))

    says("Mi número", user=USER, phone="5491123456789")
    says("Y sin usuario", phone="541123456789")

    assert one_of_each()
    after = Message.objects.order_by("id").values_list(
        "pk", "text", "conversation_id", "account_key"
    )
    assert list(after[:1]) == before
    assert set(Identity.objects.values_list("kind", flat=True)) == {"bsuid", "phone"}


def test_a_user_id_that_turns_out_to_be_a_known_phone_keeps_one_open_thread() -> None:
    """fazer-ai/chatwoot#440: the person who was there twice."""
    says("Por teléfono", phone="5491123456789")
    says("Por usuario", user=USER)

    says("Soy yo", user=USER, phone="541123456789")

    assert Contact.objects.filter(merged_into=None).count() == 1
    assert Conversation.objects.exclude(holder="closed").count() == 1
    texts = Message.objects.order_by("id").values_list("text", flat=True)
    assert list(texts) == ["Por teléfono", "Por usuario", "Soy yo"]

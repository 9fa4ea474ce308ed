"""Whoever turns out to be somebody we know keeps one thread, and nobody is left waiting in it."""

from __future__ import annotations

from typing import Any

import pytest

from crm.conversations.models import Conversation, Message
from crm.core.actors import SYSTEM
from crm.leads.models import Contact
from crm.leads.services import contact_merge
from tests.drive import receive, replies, settle

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _stage(number: Any, model: Any, channel: Any, window_off: None) -> None:
    for _turn in range(4):
        model.says("Hola, ¿qué buscas?")


def _two_people() -> tuple[Contact, Contact]:
    receive("Hola", sender="56911111111")
    receive("Buenas", sender="56922222222")
    first, second = Contact.objects.order_by("pk")
    return first, second


def test_threads_of_two_contacts_who_are_one_go_to_the_one_that_stays() -> None:
    keep, lose = _two_people()
    settle()

    contact_merge(keep=keep, lose=lose, actor=SYSTEM, reason="the same person")

    assert set(Conversation.objects.values_list("contact_id", flat=True)) == {keep.pk}
    assert Conversation.objects.exclude(holder="closed").count() == 1
    assert Message.objects.filter(conversation__contact=keep, direction="in").count() == 2


def test_an_answer_owed_in_the_thread_that_ends_calls_a_person() -> None:
    keep, lose = _two_people()

    contact_merge(keep=keep, lose=lose, actor=SYSTEM, reason="the same person")
    settle()

    open_one = Conversation.objects.exclude(holder="closed").get()
    assert open_one.holder == Conversation.Holder.QUEUE
    assert open_one.handover_reason == "two_threads"
    assert replies() == []

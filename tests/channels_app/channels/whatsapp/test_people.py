"""People who change their number or user id, and what they wish for."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from channels_app.models import InboundEvent
from crm.conversations.models import Conversation, Message
from crm.leads.models import Contact, Identity
from tests import drive
from tests.payloads import whatsapp

pytestmark = pytest.mark.usefixtures("number")
NEW = "56987654321"


def test_a_new_number_keeps_person_and_thread() -> None:
    drive.receive("Hola")

    drive.deliver(whatsapp.system("user_changed_number", wa_id=NEW))
    drive.receive("Sigo aquí", sender=NEW)

    assert Contact.objects.count() == Conversation.objects.count() == 1
    assert Conversation.objects.get().peer == f"+{NEW}"
    assert Contact.objects.get().phone == f"+{NEW}"


def test_what_waits_goes_to_the_new_number() -> None:
    drive.receive("Hola")

    drive.deliver(whatsapp.system("user_changed_number", wa_id=NEW))

    assert Conversation.objects.get().peer == f"+{NEW}"


def test_the_old_number_is_a_stranger_later() -> None:
    drive.receive("Hola")
    drive.deliver(whatsapp.system("user_changed_number", wa_id=NEW))

    drive.receive("Hola, soy otra persona", name="Otra")

    assert Contact.objects.count() == 2


@pytest.mark.parametrize("times", [1, 5])
def test_the_notice_again_changes_nothing(times: int) -> None:
    drive.receive("Hola")
    payload = whatsapp.system("user_changed_number", wa_id=NEW)

    for _time in range(times):
        drive.deliver(payload)

    assert Identity.objects.filter(kind="phone", retired_at__isnull=True).count() == 1


def _ago(seconds: int) -> str:
    return str(int(time.time()) - seconds)


def _notice(at: str) -> dict[str, Any]:
    notice = whatsapp.system("user_changed_number", wa_id=NEW)
    notice["entry"][0]["changes"][0]["value"]["messages"][0]["timestamp"] = at
    return notice


def test_news_of_a_number_before_its_first_message_are_followed_once_that_comes() -> None:
    """Delivered again by the vendor, a message may come after what was written later."""
    drive.deliver(_notice(_ago(30)))

    drive.deliver(whatsapp.whole("text", text={"body": "Hola"}, timestamp=_ago(60)))

    assert Contact.objects.get().phone == f"+{NEW}"
    assert Conversation.objects.get().peer == f"+{NEW}"
    assert not InboundEvent.objects.exclude(state="done").exists()


def test_old_news_of_a_number_do_not_move_who_has_it_now() -> None:
    drive.deliver(_notice(_ago(60)))
    InboundEvent.objects.update(created_at=timezone.now() - timedelta(seconds=58))

    drive.deliver(whatsapp.whole("text", text={"body": "Hola"}, timestamp=_ago(30)))

    assert Conversation.objects.get().peer == f"+{whatsapp.LEAD}"


def test_a_late_message_is_of_whoever_had_the_number_then() -> None:
    drive.receive("Hola")
    drive.deliver(_notice(_ago(30)))
    drive.receive("Hola, soy otra persona", name="Otra")

    drive.deliver(whatsapp.whole("text", text={"body": "¿Y bien?"}, timestamp=_ago(60)))

    late = Message.objects.get(text="¿Y bien?")
    assert late.conversation.contact.phone == f"+{NEW}"
    assert late.conversation.peer == f"+{NEW}"
    assert Contact.objects.count() == 2


def test_a_late_message_does_not_give_back_a_number() -> None:
    late = whatsapp.whole("text", text={"body": "Hola"}, from_user_id="US.1", timestamp=_ago(60))
    drive.deliver(late)
    drive.deliver(_notice(_ago(30)))

    late["entry"][0]["changes"][0]["value"]["messages"][0]["id"] = whatsapp.wamid()
    drive.deliver(late)

    active = Identity.objects.filter(kind="phone", retired_at__isnull=True)
    assert list(active.values_list("value", flat=True)) == [f"+{NEW}"]
    assert Conversation.objects.get().peer == f"+{NEW}"


def test_a_strangers_new_number_makes_nobody() -> None:
    (event,) = drive.deliver(whatsapp.system("user_changed_number", wa_id=NEW))

    assert event.state == "done"
    assert Contact.objects.count() == 0


def test_a_user_id_is_followed_too() -> None:
    entry = whatsapp.entry("text", from_=None, from_user_id="US.1", text={"body": "hi"})
    value = whatsapp.value(whatsapp.NUMBER, messages=[entry])
    value["contacts"] = [{"user_id": "US.1", "profile": {"username": "nadia"}}]
    drive.deliver(whatsapp.envelope(value))
    notice = whatsapp.system("user_changed_user_id", user_id="US.2")
    notice["entry"][0]["changes"][0]["value"]["messages"][0].update(
        {"from": "", "from_user_id": "US.1"}
    )

    drive.deliver(notice)

    assert Conversation.objects.get().peer == "US.2"


def test_an_edit_before_the_answer_is_what_is_answered() -> None:
    message = drive.receive("Quiero 2 dormitorios")
    changed = {"type": "text", "text": {"body": "Quiero 3 dormitorios"}}

    drive.deliver(
        whatsapp.whole(
            "edit", edit={"original_message_id": message.external_id, "message": changed}
        )
    )

    assert Message.objects.get().text == "Quiero 3 dormitorios"


def test_what_was_taken_back_is_marked() -> None:
    message = drive.receive("ups")

    drive.deliver(whatsapp.whole("revoke", revoke={"original_message_id": message.external_id}))

    message.refresh_from_db()
    assert message.revoked_at is not None

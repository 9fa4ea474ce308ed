"""A delivery lands at the broker whose account it is for, whatever it says inside."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from channels_app.accounts import account_connect
from channels_app.inbound.processing import event_process
from channels_app.models import InboundEvent
from crm.brokers.models import Broker, ChannelRoute, UnroutedEvent
from crm.conversations.models import Conversation, Message
from crm.core.tenancy import in_schema
from tests.isolation.cast import everything
from tests.payloads import whatsapp

HERS, HIS = whatsapp.NUMBER, "222000000000002"
CHAT = 4242


@pytest.fixture
def accounts(alice: Broker, charlie: Broker) -> None:
    """A WhatsApp number and a Telegram bot of each broker."""
    for broker, number, bot in ((alice, HERS, "1001"), (charlie, HIS, "2002")):
        account_connect(broker=broker, channel="whatsapp", account_id=number, token="t")
        account_connect(
            broker=broker, channel="telegram", account_id=bot, token="t", secret=f"secret-{bot}"
        )


def post_whatsapp(client: Client, payload: Any) -> int:
    body, headers = whatsapp.signed(payload)
    return client.post(
        "/webhooks/whatsapp", body, content_type="application/json", headers=headers
    ).status_code


def post_telegram(client: Client, secret: str, update_id: int, text: str) -> int:
    person = {"id": CHAT, "first_name": "Omar", "is_bot": False}
    update = {
        "update_id": update_id,
        "message": {
            "message_id": update_id,
            "date": 1_794_996_350,
            "chat": {"id": CHAT, "type": "private"},
            "from": person,
            "text": text,
        },
    }
    return client.post(
        "/webhooks/telegram",
        json.dumps(update),
        content_type="application/json",
        headers={"X-Telegram-Bot-Api-Secret-Token": secret},
    ).status_code


def texts(schema: str) -> list[str]:
    """What leads said in a broker, after everything stored was interpreted."""
    with in_schema(schema):
        for event_id in InboundEvent.objects.values_list("pk", flat=True):
            event_process(event_id)
        return list(Message.objects.order_by("id").values_list("text", flat=True))


def message(text: str, message_id: str) -> dict[str, Any]:
    kind = {"type": "text", "text": {"body": text}}
    return {"from": whatsapp.LEAD, "id": message_id, "timestamp": "1794996350", **kind}


@pytest.mark.usefixtures("accounts")
def test_a_batch_for_both_lands_at_each(bare: Client) -> None:
    # The same person, the same message id: two strangers to each other all the same.
    mine = whatsapp.value(HERS, messages=[message("para Alicia", "wamid.SAME")])
    his = whatsapp.value(HIS, messages=[message("for Charlie", "wamid.SAME")])

    assert post_whatsapp(bare, whatsapp.envelope(mine, his)) == 200

    assert texts("t_alice") == ["para Alicia"]
    assert texts("t_charlie") == ["for Charlie"]


@pytest.mark.usefixtures("accounts")
def test_a_change_that_names_another_number_inside_stays_with_its_own(bare: Client) -> None:
    before = everything("t_charlie")
    value = whatsapp.value(HERS, messages=[message("hola", "wamid.1")])
    value["messages"][0]["context"] = {"from": HIS, "id": "wamid.HIS"}
    value["contacts"][0]["user_id"] = HIS

    assert post_whatsapp(bare, whatsapp.envelope(value)) == 200

    assert texts("t_alice") == ["hola"]
    assert everything("t_charlie") == before


@pytest.mark.usefixtures("accounts")
def test_a_receipt_changes_no_message_of_another_broker(bare: Client) -> None:
    post_whatsapp(bare, whatsapp.envelope(whatsapp.value(HIS, messages=[message("hi", "wamid.2")])))
    texts("t_charlie")
    with in_schema("t_charlie"):
        thread = Conversation.objects.get()
        out = Message.objects.create(
            conversation=thread, direction="out", author="sofia", text="Hello", status="sent",
            account_key=f"whatsapp:{HIS}", external_id="wamid.OUT", sent_at=thread.created_at,
        )  # fmt: skip
    before = everything("t_charlie")

    for ours in ("", str(out.pk)):
        assert post_whatsapp(bare, whatsapp.status("wamid.OUT", "read", ours=ours)) == 200
    texts("t_alice")

    assert everything("t_charlie") == before


@pytest.mark.usefixtures("accounts")
def test_a_bots_secret_speaks_for_its_own_broker_only(bare: Client) -> None:
    # Both have this person as a lead; the chat's number is the same at both bots.
    post_telegram(bare, "secret-2002", 1, "hi Charlie")
    texts("t_charlie")
    before = everything("t_charlie")

    assert post_telegram(bare, "secret-1001", 1, "hola Alicia") == 200

    assert texts("t_alice") == ["hola Alicia"]
    assert everything("t_charlie") == before


@pytest.mark.usefixtures("accounts")
@pytest.mark.parametrize("secret", ["", "secret-", "secret-1001 ", "SECRET-1001", "1001", "ñ"])
def test_a_guessed_secret_leaves_nothing(bare: Client, secret: str) -> None:
    before = [everything(schema) for schema in ("public", "t_alice", "t_charlie")]

    assert post_telegram(bare, secret, 9, "hola") == 401

    assert [everything(schema) for schema in ("public", "t_alice", "t_charlie")] == before


@pytest.mark.usefixtures("accounts")
def test_what_was_disconnected_belongs_to_nobody(bare: Client) -> None:
    ChannelRoute.objects.get(channel="whatsapp", account_id=HERS).delete()
    before = everything("t_alice")

    assert post_whatsapp(bare, whatsapp.text("hola")) == 200

    assert everything("t_alice") == before
    with in_schema("public"):
        assert UnroutedEvent.objects.get().account_id == HERS


@pytest.mark.usefixtures("accounts")
@pytest.mark.parametrize("account", ["", "x" * 400, "'; DROP SCHEMA t_alice; --", "\x00", None, 7])
def test_an_odd_account_is_kept_for_the_superadmin(bare: Client, account: Any) -> None:
    before = everything("t_alice")

    value = whatsapp.value(account, messages=[message("hola", "wamid.3")])
    assert post_whatsapp(bare, whatsapp.envelope(value)) == 200

    assert everything("t_alice") == before


@pytest.mark.usefixtures("accounts")
@pytest.mark.parametrize("number", [2**63 - 1, -1, 0, 2**70])
def test_an_odd_update_id_is_no_failure_of_ours(bare: Client, number: int) -> None:
    assert post_telegram(bare, "secret-1001", number, "hola") == 200

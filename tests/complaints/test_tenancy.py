"""Another broker's id, token, socket, task or webhook finds nothing and changes nothing."""

from __future__ import annotations

from typing import Any, Final

import pytest
from django.test import Client

from agents.turns.tasks import run
from channels_app.accounts import account_connect
from channels_app.delivery.tasks import deliver
from channels_app.inbound.tasks import process
from channels_app.models import ChannelAccount, InboundEvent
from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.conversations.models import Message
from crm.core.tenancy import in_schema
from tests.api.client import ALICES_HOST, Api
from tests.complaints.calls import by_whatsapp
from tests.isolation.cast import Things, browser, everything, smuggled
from tests.payloads import whatsapp

PAGES: Final = [
    "/inbox/{conversation}/",
    "/inbox/{conversation}/reply/",
    "/inbox/{conversation}/templates/",
    "/inbox/{conversation}/attachments",
    "/inbox/{conversation}/take/",
    "/inbox/{conversation}/release/",
    "/inbox/{conversation}/close/",
    "/inbox/messages/{message}/",
    "/inbox/messages/{message}/resend/",
    "/inbox/messages/{message}/settle/",
    "/media/{attachment}/",
    "/settings/channels/{account}/",
    "/settings/channels/{account}/credentials/",
    "/settings/channels/{account}/resume/",
    "/settings/templates/{account}/",
    "/settings/templates/{account}/fetch/",
    "/settings/webhooks/{webhook}/",
    "/settings/webhooks/{webhook}/rotate/",
    "/settings/webhooks/{webhook}/replay/",
    "/settings/webhooks/deliveries/{told}/replay/",
    "/settings/forms/{entry}/again/",
]
CALLS: Final = [
    "conversations/{conversation}",
    "conversations/{conversation}/messages",
    "conversations/{conversation}/attachments",
    "conversations/{conversation}/takeover",
    "conversations/{conversation}/release",
    "conversations/{conversation}/messages/{message}/resend",
    "conversations/{conversation}/messages/{message}/settle",
    "attachments/{attachment}",
    "inbound-events/{event}",
    "inbound-events/{event}/retry",
    "forms/entries/{entry}/retry",
    "webhooks/{webhook}",
    "webhooks/{webhook}/rotate-secret",
    "webhooks/{webhook}/deliveries/{told}/replay",
]
GIVEN: Final = {"text": "Hola", "template": "1", "token": "t"}
_NOT_TAKEN: Final = 405
_REFUSED: Final = {403, 404, _NOT_TAKEN}
_BOTH: Final = ("t_alice", "t_charlie")


def their_event() -> Any:
    """The ledger row of Charlie's lead."""
    with in_schema("t_charlie"):
        return InboundEvent.objects.get().pk


def rows() -> list[dict[str, str]]:
    return [everything(schema) for schema in _BOTH]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_another_brokers_object_is_refused(
    path: str, admin: User, theirs: Things
) -> None:
    """Chatwoot #15454, BottleCRM #745: an id was all one needed."""
    client, before = browser(admin), rows()
    where = path.format(**vars(theirs))

    told = {client.get(where).status_code, client.post(where, GIVEN).status_code}

    assert told <= _REFUSED
    assert told != {_NOT_TAKEN}
    assert rows() == before


@pytest.mark.parametrize("path", CALLS)
def test_a_call_for_another_brokers_object_is_refused(
    path: str, admin: User, theirs: Things
) -> None:
    """Chatwoot #15454."""
    api, before = Api(admin), rows()
    where = path.format(**vars(theirs), event=their_event())

    told = {api.get(where).status_code, api.post(where, GIVEN).status_code}

    assert told <= _REFUSED
    assert told != {_NOT_TAKEN}
    assert rows() == before


def test_another_brokers_list_shows_none_of_it(admin: User, theirs: Things) -> None:
    """Chatwoot #6422."""
    for path in ("conversations", "deliveries", "inbound-events", "webhooks", "forms/entries"):
        assert Api(admin).get(path).json()["results"] == [], path


def test_another_brokers_session_and_token_open_nothing(charlies_boss: User, hers: Things) -> None:
    """Twenty #13841."""
    page = smuggled(charlies_boss, made_at="t_charlie", used_at="t_alice")
    with in_schema("t_charlie"):
        program = Api(None, ALICES_HOST, token=Api(charlies_boss).token)

    assert page.get(f"/inbox/{hers.conversation}/").status_code == 302
    assert program.get(f"conversations/{hers.conversation}").status_code == 401


@pytest.mark.parametrize("task", [process, run, deliver])
def test_a_task_with_another_brokers_ids_does_nothing(
    task: Any, alice: Broker, theirs: Things
) -> None:
    """BottleCRM's pooled connections: work done in whichever broker was last."""
    ids = [str(each) for each in (their_event(), theirs.turn, theirs.conversation)]
    before = rows()

    with in_schema("t_alice"):
        task.run(ids)

    assert rows() == before


def test_a_webhook_replayed_never_lands_at_another(
    alice: Broker, charlie: Broker, bare: Client
) -> None:
    """Chatwoot #15454: the same message, delivered again for the account of another."""
    numbers = {"t_alice": whatsapp.NUMBER, "t_charlie": "222000000000002"}
    for broker, number in ((alice, numbers["t_alice"]), (charlie, numbers["t_charlie"])):
        account_connect(broker=broker, channel="whatsapp", account_id=number, token="t")
    mine = by_whatsapp(whatsapp.text("para Alicia", message_id="wamid.SAME"))
    mine.make()
    charlies_rows = everything("t_charlie")

    for _time in range(5):
        mine.make()

    assert everything("t_charlie") == charlies_rows
    his = by_whatsapp(
        whatsapp.text("for Charlie", message_id="wamid.SAME", number=numbers["t_charlie"])
    )
    alices_rows = everything("t_alice")
    his.make()
    assert everything("t_alice") == alices_rows
    with in_schema("t_alice"):
        account = ChannelAccount.objects.get()
        assert (account.account_id, InboundEvent.objects.count()) == (whatsapp.NUMBER, 1)
        assert not Message.objects.filter(text="for Charlie").exists()

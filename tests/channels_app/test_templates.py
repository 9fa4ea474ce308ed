"""Templates as the channel lists them, and where their news arrive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from django.core.management import CommandError, call_command

from channels_app.accounts import account_connect
from channels_app.channels.base import SendError
from channels_app.models import ChannelAccount, InboundEvent
from channels_app.templates import accounts_with_templates, templates_sync
from crm.brokers.models import Broker, ChannelRoute
from crm.brokers.routing import broker_for_account, forget_routes
from crm.conversations.models import MessageTemplate
from tests import drive
from tests.fakes.graph import GraphWire
from tests.payloads import whatsapp

VISIT = {
    "name": "visita", "language": "es", "category": "UTILITY", "status": "APPROVED",
    "components": [{"type": "BODY", "text": "Hola {{1}}, te espero el {{2}}."}],
}  # fmt: skip


@pytest.fixture
def graph() -> Iterator[GraphWire]:
    with GraphWire().in_place() as wire:
        yield wire


@pytest.fixture
def account(alice: Broker) -> ChannelAccount:
    return account_connect(
        broker=alice,
        channel="whatsapp",
        account_id=whatsapp.NUMBER,
        token="wa-token",
        config={"waba_id": "900"},
    )


def page(*rows: dict[str, Any], after: str = "") -> httpx.Response:
    paging = {"cursors": {"after": after}, "next": f"https://evil.test/?after={after}"}
    return httpx.Response(200, json={"data": list(rows)} | ({"paging": paging} if after else {}))


def test_every_page_is_read_and_no_strangers_address_followed(
    graph: GraphWire, account: ChannelAccount
) -> None:
    graph.answers(page(VISIT, after="A"), page({**VISIT, "name": "otra"}))

    templates_sync(account)

    assert set(MessageTemplate.objects.values_list("name", flat=True)) == {"visita", "otra"}
    assert [call.url.params.get("after") for call in graph.calls] == [None, "A"]
    assert {call.url.host for call in graph.calls} != {"evil.test"}
    assert MessageTemplate.objects.get(name="visita").places == ["1", "2"]


def test_a_list_that_breaks_off_changes_nothing(graph: GraphWire, account: ChannelAccount) -> None:
    graph.answers(page(VISIT))
    templates_sync(account)
    graph.answers(page({**VISIT, "name": "otra"}, after="A"), httpx.Response(500, text="<html>"))

    with pytest.raises(SendError):
        templates_sync(account)

    assert MessageTemplate.objects.get().status == MessageTemplate.Status.APPROVED


def test_what_is_no_longer_listed_is_disabled(graph: GraphWire, account: ChannelAccount) -> None:
    graph.answers(page(VISIT))
    templates_sync(account)
    graph.answers(page())

    templates_sync(account)

    assert MessageTemplate.objects.get().status == MessageTemplate.Status.DISABLED


def test_an_endless_list_ends(graph: GraphWire, account: ChannelAccount) -> None:
    graph.answers(page(VISIT, after="A"))

    templates_sync(account)

    assert len(graph.calls) == 2


def test_news_of_the_business_account_reach_its_broker(
    graph: GraphWire, account: ChannelAccount
) -> None:
    graph.answers(page(VISIT))
    templates_sync(account)

    (event,) = drive.deliver(whatsapp.template_news("PAUSED", waba="900", reason="Low quality"))

    assert event.state == InboundEvent.State.DONE
    template = MessageTemplate.objects.get()
    assert (template.status, template.reason) == (MessageTemplate.Status.PAUSED, "Low quality")


def test_a_business_account_of_two_brokers_stays_with_the_first(
    account: ChannelAccount, alice: Broker, charlie: Broker
) -> None:
    account_connect(
        broker=charlie, channel="whatsapp", account_id="222", token="t", config={"waba_id": "900"}
    )
    forget_routes()

    assert broker_for_account("whatsapp", "waba:900") == alice.slug
    assert broker_for_account("whatsapp", "222") == charlie.slug


def test_only_accounts_that_can_be_asked_are(account: ChannelAccount) -> None:
    assert accounts_with_templates() == [account.pk]

    ChannelAccount.objects.update(config={})
    assert accounts_with_templates() == []


def test_the_command_says_what_it_found(
    graph: GraphWire, account: ChannelAccount, alice: Broker, capsys: Any
) -> None:
    graph.answers(page(VISIT, {**VISIT, "name": "mala", "status": "REJECTED"}))

    call_command("sync_templates", alice.slug)

    assert "2 templates, 1 approved" in capsys.readouterr().out


def test_the_command_says_what_went_wrong(
    graph: GraphWire, account: ChannelAccount, alice: Broker
) -> None:
    graph.error(190, status=401)

    with pytest.raises(CommandError, match="connect it again"):
        call_command("sync_templates", alice.slug)


@pytest.mark.parametrize("slug", ["t_alice", "nobody"])
def test_the_command_needs_somebody_to_ask_for(alice: Broker, slug: str) -> None:
    with pytest.raises(CommandError):
        call_command("sync_templates", slug)


def test_settings_are_given_at_connecting_as_text(alice: Broker) -> None:
    call_command(
        "connect_channel", alice.slug, "whatsapp", "--account", "333", "--option",
        "waba_id=0042", "--option", "presence=no",
    )  # fmt: skip

    assert ChannelAccount.objects.get().config == {"waba_id": "0042", "presence": "no"}
    assert ChannelRoute.objects.filter(account_id="waba:0042").exists()


@pytest.mark.parametrize("option", ["waba_id", "=5", ""])
def test_a_setting_without_a_value_is_refused(alice: Broker, option: str) -> None:
    with pytest.raises(CommandError, match="KEY=VALUE"):
        call_command(
            "connect_channel", alice.slug, "whatsapp", "--account", "333", "--option", option
        )

"""From an account on a channel to a broker."""

from __future__ import annotations

from typing import Any

from crm.brokers.models import Broker, ChannelRoute
from crm.brokers.routing import account_for_secret, broker_for_account
from crm.brokers.services import route_connect
from crm.core.tenancy import current_schema


def test_an_account_leads_to_its_broker_and_is_asked_once(
    alice: Broker, django_assert_num_queries: Any
) -> None:
    route_connect(broker=alice, channel="whatsapp", account_id="15550001")

    assert broker_for_account("whatsapp", "15550001") == "t_alice"
    with django_assert_num_queries(0):
        assert broker_for_account("whatsapp", "15550001") == "t_alice"
    assert current_schema() == "t_alice"


def test_a_strangers_account_leads_nowhere(alice: Broker) -> None:
    assert broker_for_account("whatsapp", "999") is None
    assert account_for_secret("telegram", "") is None
    assert account_for_secret("telegram", "guess") is None


def test_a_new_route_works_at_once_and_an_old_one_stops(alice: Broker) -> None:
    assert broker_for_account("whatsapp", "15550001") is None

    route_connect(broker=alice, channel="whatsapp", account_id="15550001")
    assert broker_for_account("whatsapp", "15550001") == "t_alice"

    ChannelRoute.objects.get(account_id="15550001").delete()
    assert broker_for_account("whatsapp", "15550001") is None


def test_a_secret_names_schema_and_account(alice: Broker) -> None:
    route_connect(broker=alice, channel="telegram", account_id="42", secret="hush")

    assert account_for_secret("telegram", "hush") == ("t_alice", "42")
    assert "hush" not in ChannelRoute.objects.get().secret_digest

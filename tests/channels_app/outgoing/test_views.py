"""Webhooks in the settings: made by a form, watched, tested and sent again; for admins."""

from __future__ import annotations

from typing import Any

import pytest

from channels_app.outgoing.deriving import deliveries_derive
from channels_app.outgoing.models import OutgoingWebhook
from channels_app.outgoing.services import webhook_disable, webhook_give_up
from crm.accounts.models import User
from crm.core.actors import SYSTEM
from tests.channels_app.outgoing import drive
from tests.channels_app.outgoing.endpoint import Answer, Endpoint
from tests.pages import door, text_of

HOME = "/settings/webhooks/"
URL = "https://hooks.example.com/sofia"


def test_a_new_webhook_shows_its_secret_once(admin: User) -> None:
    client = door(admin)
    form = {"url": URL, "description": "n8n", "events": ["lead_hot", "new_message"]}

    made = client.post(f"{HOME}new/", form)
    webhook = OutgoingWebhook.objects.get()
    again = client.get(f"{HOME}{webhook.pk}/")

    assert webhook.secret in text_of(made)
    assert "no-store" in made["Cache-Control"]
    assert webhook.secret not in text_of(again)
    assert (webhook.events, webhook.created_by) == (["lead_hot", "new_message"], admin)


def test_a_refused_address_is_told_beside_its_field(admin: User) -> None:
    answer = door(admin).post(f"{HOME}new/", {"url": "http://10.0.0.1/", "events": ["lead_hot"]})

    assert "field-error" in text_of(answer)
    assert 'value="lead_hot" checked' in text_of(answer)
    assert not OutgoingWebhook.objects.exists()


def test_changing_keeps_what_was_there(admin: User, webhook: OutgoingWebhook) -> None:
    client = door(admin)
    assert webhook.url in text_of(client.get(f"{HOME}{webhook.pk}/edit/"))

    client.post(f"{HOME}{webhook.pk}/edit/", {"url": URL, "events": ["lead_hot"]})

    webhook.refresh_from_db()
    assert (webhook.url, webhook.events) == (URL, ["lead_hot"])


@pytest.mark.parametrize("htmx", [False, True])
def test_a_test_call_says_what_came_back(
    admin: User, webhook: OutgoingWebhook, endpoint: Endpoint, htmx: bool
) -> None:
    endpoint.says(Answer(503, body=b"<b>down</b>"))
    client = door(admin, htmx=htmx)

    answer = client.post(f"{HOME}{webhook.pk}/test/", follow=True)

    assert "503" in text_of(answer)
    assert "&lt;b&gt;down" in text_of(answer)
    assert len(endpoint.heard) == 1


def test_the_log_shows_and_repeats_a_delivery(
    admin: User, webhook: OutgoingWebhook, endpoint: Endpoint
) -> None:
    endpoint.says(500)
    drive.happen()
    drive.settle()
    client = door(admin)
    waiting = text_of(client.get(f"{HOME}{webhook.pk}/?state=queued"))

    client.post(f"{HOME}deliveries/{drive.the_delivery().pk}/replay/")
    OutgoingWebhook.objects.update(rest_until=None)
    drive.settle()

    assert drive.the_delivery().message_id in waiting
    assert drive.states() == ["sent"]
    assert "delivery-" not in text_of(client.get(f"{HOME}{webhook.pk}/?state=dead"))


def test_everything_since_a_moment_is_sent_again(
    admin: User, webhook: OutgoingWebhook, endpoint: Endpoint
) -> None:
    drive.happen()
    drive.settle()

    door(admin).post(f"{HOME}{webhook.pk}/replay/", {"since": "2026-01-01T00:00"})
    drive.settle()

    assert len(endpoint.heard) == 2


def test_one_that_was_given_up_on_is_warned_of(admin: User, webhook: OutgoingWebhook) -> None:
    webhook_give_up(webhook=webhook, reason="failing")
    client = door(admin)

    assert "banner-late" in text_of(client.get(HOME))
    client.post(f"{HOME}{webhook.pk}/switch/")
    assert "banner-late" not in text_of(client.get(HOME))


def test_one_switched_off_by_hand_is_no_alarm(admin: User, webhook: OutgoingWebhook) -> None:
    webhook_disable(webhook=webhook, actor=SYSTEM)

    assert "banner-late" not in text_of(door(admin).get(HOME))


def test_the_secret_is_renewed_and_the_webhook_removed(
    admin: User, webhook: OutgoingWebhook
) -> None:
    client, old = door(admin), webhook.secret

    shown = text_of(client.post(f"{HOME}{webhook.pk}/rotate/"))
    webhook.refresh_from_db()
    client.post(f"{HOME}{webhook.pk}/remove/")

    assert webhook.secret in shown
    assert webhook.previous_secret == old
    assert not OutgoingWebhook.objects.exists()


def test_agents_are_kept_out(bob: User, webhook: OutgoingWebhook) -> None:
    for path in ("", "new/", f"{webhook.pk}/"):
        assert door(bob).get(HOME + path).status_code == 403


def test_a_long_list_and_a_long_log_cost_no_more_queries(
    admin: User, webhook: OutgoingWebhook, django_assert_max_num_queries: Any
) -> None:
    client = door(admin)
    drive.happen(n=0)
    deliveries_derive(webhook.pk)
    # Broker, session, person, their notices, the webhook, how many deliveries, and this page's.
    with django_assert_max_num_queries(9) as short:
        client.get(f"{HOME}{webhook.pk}/")

    for number in range(1, 40):
        drive.happen(n=number)
    deliveries_derive(webhook.pk)
    with django_assert_max_num_queries(len(short)):
        answer = client.get(f"{HOME}{webhook.pk}/")

    assert text_of(answer).count('id="delivery-') == 25
    assert "page=2" in text_of(answer)

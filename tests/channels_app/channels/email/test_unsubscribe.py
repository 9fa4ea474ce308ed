"""The link in every mail."""

from __future__ import annotations

import pytest
from django.test import Client

from channels_app.channels.email.unsubscribing import unsubscribe_url
from channels_app.models import ChannelAccount
from crm.conversations.models import Conversation
from crm.leads.models import Consent, Contact
from tests.channels_app.channels.email.conftest import Post
from tests.payloads import email as em

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(inbox: ChannelAccount, post: Post) -> str:
    """The path that speaks for the lead."""
    post(*em.mail())
    url = unsubscribe_url("t_alice", Conversation.objects.get().pk)
    return "/unsubscribe/" + url.rpartition("/")[2]


@pytest.fixture
def client() -> Client:
    """Whoever opens the link, with the checks a browser meets."""
    return Client(headers={"host": "localhost"}, enforce_csrf_checks=True)


def test_opening_the_link_changes_nothing(link: str, client: Client) -> None:
    answer = client.get(link)

    assert answer.status_code == 200
    assert b"<button" in answer.content
    assert em.LEAD.encode() not in answer.content
    assert Contact.objects.get().opted_out_at is None


def test_one_click_ends_messages_once(link: str, client: Client) -> None:
    for _time in range(2):
        answer = client.post(link, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200

    assert Contact.objects.get().opted_out_at is not None
    assert Consent.objects.get().channel == "email"


@pytest.mark.parametrize("token", ["x", "WyJ0X2FsaWNlIiwiMCJd:1:abc"])
def test_a_made_up_link_leads_nowhere(token: str, client: Client, link: str) -> None:
    assert client.get(f"/unsubscribe/{token}").status_code == 404
    assert client.post(f"/unsubscribe/{token}").status_code == 404


def test_a_changed_link_leads_nowhere(link: str, client: Client) -> None:
    assert client.post(link[:-2] + ("aa" if link[-2:] != "aa" else "bb")).status_code == 404
    assert Contact.objects.get().opted_out_at is None

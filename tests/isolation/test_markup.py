"""Text from outside stays text: in every page, piece, frame and error, whatever it says.

Every text column of the broker's tables is filled with markup, then everything is drawn.
"""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import timezone

from agents.scoring.qualify import lead_qualify
from channels_app.webchat.services import chat_post
from channels_app.webchat.sessions import COOKIE
from crm.accounts.models import User
from crm.accounts.services import superadmin_create
from crm.brokers.models import Broker, UnroutedEvent
from crm.conversations.models import Conversation
from crm.conversations.services import message_queue
from crm.core import live
from crm.core.actors import SOFIA
from crm.core.events import since
from crm.core.tenancy import in_schema
from crm.inventory.models import Unit
from crm.leads.models import Lead, LeadProfile, Task
from crm.scheduling.services import viewing_book
from tests.crm.scheduling.cast import agent, at
from tests.isolation.cast import Things, browser
from tests.isolation.markup import HOSTILE, SHORT, problems_of
from tests.isolation.poison import poison
from tests.isolation.routes import FORM, PAGES
from tests.platform import PASSWORD

FORMS = [page for page in PAGES if page.name not in {":components", "accounts:logout"}]


@pytest.fixture
def poisoned(hers: Things, admin: User) -> Things:
    """Bob's lead, in the middle of everything, with markup in every text there is."""
    lead = Lead.objects.get(pk=hers.lead)
    thread = Conversation.objects.get(pk=hers.conversation)
    viewing_book(
        lead=lead, unit=Unit.objects.get(), agent=agent("Zoe"), starts_at=at(12, days=1),
        actor=SOFIA,
    )  # fmt: skip
    message_queue(
        conversation=thread, text="Hola", author="sofia", version=thread.version,
        turn_id=hers.turn,
    )  # fmt: skip
    lead_qualify(lead=lead, actor=SOFIA)
    LeadProfile.objects.filter(lead=lead).update(
        sources={"beds": {"by": "person", "name": "x", "at": timezone.now().isoformat(),
                          "message": str(hers.message)}}
    )  # fmt: skip
    Task.objects.update(due_at=timezone.now() - timedelta(minutes=5), assignee=admin)
    Conversation.objects.update(holder="queue")
    assert poison() > 60
    return hers


def test_no_page_and_no_piece_draws_markup_of_anybody(poisoned: Things, admin: User) -> None:
    escaped = 0

    for client in (browser(admin), browser(admin, htmx=True), browser(None)):
        for page in PAGES:
            html = client.get(page.path(poisoned)).content.decode()
            assert problems_of(html) == [], page.name
            escaped += "&lt;svg onload" in html or "&gt;&lt;svg" in html

    assert escaped > 12


def test_a_panel_draws_none_either(poisoned: Things, admin: User) -> None:
    client = browser(admin, htmx=True)

    html = client.get(f"/leads/{poisoned.lead}/", headers={"hx-target": "panel"}).content.decode()

    assert "&lt;svg onload" in html
    assert problems_of(html) == []


def test_no_live_frame_draws_any(poisoned: Things, admin: User) -> None:
    topics = [*live._renderers, f"lead:{poisoned.lead}", f"thread:{poisoned.conversation}"]
    drawn = 0

    for event in since(0, limit=500):
        html = live.wrapped(live.render(topics, actor=admin, event=event), last_id=1)
        assert problems_of(html) == [], event.verb
        drawn += "&lt;svg onload" in html

    assert drawn > 5


@pytest.mark.parametrize("htmx", [False, True])
def test_what_a_form_refuses_or_repeats_stays_text(
    poisoned: Things, admin: User, htmx: bool
) -> None:
    client = browser(admin, htmx=htmx)

    for text in (HOSTILE, SHORT):
        wild = dict.fromkeys([*FORM, "phone", "email", "areas", "city", "reason", "next"], text)
        for page in FORMS:
            answer = client.post(page.path(poisoned), wild, follow=True)
            assert problems_of(answer.content.decode()) == [], page.name
            assert answer.status_code < 500, page.name


def test_what_is_asked_for_stays_text(poisoned: Things, admin: User) -> None:
    client = browser(admin)
    names = ("q", "owner", "stage", "sort", "source", "score_min", "page", "after", "before",
             "show", "next", "operation", "property_type", "status")  # fmt: skip

    for page in PAGES:
        for text in (HOSTILE, SHORT):
            answer = client.get(page.path(poisoned), dict.fromkeys(names, text))
            assert problems_of(answer.content.decode()) == [], page.name
            assert answer.status_code < 500, page.name


@pytest.mark.parametrize("host", ["t-alice.localhost", "localhost", "nobody.localhost"])
def test_an_address_of_nothing_is_not_repeated_as_markup(alice: Broker, host: str) -> None:
    client = Client(headers={"host": host}, raise_request_exception=False)

    for path in (f"/{quote(SHORT)}/", f"/leads/{quote(HOSTILE)}/", f"/api/v1/{quote(SHORT)}"):
        html = client.get(path).content.decode()
        assert problems_of(html) == []


def test_the_door_and_the_chooser_repeat_nothing_as_markup(alice: Broker, bare: Client) -> None:
    door = browser(None)

    for answer in (
        door.post("/login/", {"email": HOSTILE, "password": "x", "next": SHORT}),
        door.get("/login/", {"next": SHORT}),
        bare.post("/", {"address": SHORT}),
    ):
        assert problems_of(answer.content.decode()) == []


def test_the_visitors_chat_shows_words_only(alice: Broker) -> None:
    Broker.objects.filter(pk=alice.pk).update(name=SHORT)
    visitor = browser(None)
    visitor.get("/chat/")
    key = visitor.cookies[COOKIE].value.rpartition(":")[0]
    chat_post(session=key, text=HOSTILE, name=SHORT)

    html = visitor.get("/chat/").content.decode()

    assert "&lt;svg onload" in html
    assert problems_of(html) == []


def test_the_console_shows_words_only(bare: Client, alice: Broker) -> None:
    # The console's own look needs inline scripts; what came from outside must not be among them.
    with in_schema("public"):
        bare.force_login(superadmin_create(email="root@sofia.test", password=PASSWORD))
        event = UnroutedEvent.objects.create(
            channel="whatsapp", account_id=SHORT, reason="unreadable", dedupe_key="1",
            body=HOSTILE.encode(),
        )  # fmt: skip
        Broker.objects.filter(pk=alice.pk).update(name=HOSTILE[:110], city=SHORT)

    for path in (
        "",
        "brokers/broker/",
        f"brokers/broker/{alice.pk}/change/",
        "brokers/unroutedevent/",
        f"brokers/unroutedevent/{event.pk}/change/",
    ):
        answer = bare.get(f"/admin/{path}")
        assert answer.status_code == 200
        assert [each for each in problems_of(answer.content.decode()) if "alert" in each] == []

"""What an event changes on an open board, for whom."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from crm.accounts.models import User
from crm.core import events, live
from crm.core.events import DomainEvent
from crm.leads.models import Stage
from crm.leads.services import lead_assign, note_add
from crm.pipeline.services import lead_move
from tests.api.cast import Scene


def newest() -> DomainEvent:
    """The event of this floor written last; those above may have heard it and added theirs."""
    return [each for each in events.since(0, limit=10_000) if each.verb.startswith("crm.")][-1]


def drawn(actor: User, event: DomainEvent) -> str:
    """What a page with the board open gets."""
    return live.render(["board"], actor=actor, event=event)


def test_a_moved_card_comes_into_its_new_column_with_new_counts(bob: User, bobs: Scene) -> None:
    lead_move(lead=bobs.lead, stage=Stage.objects.get(key="offer"), actor=bob.as_actor())
    event = newest()

    with CaptureQueriesContext(connection) as queries:
        html = drawn(bob, event)

    assert 'data-swap="prepend:#cards-offer"' in html
    assert html.count("column-count") == 7
    assert len(queries) <= 4


def test_a_card_given_to_a_colleague_leaves_the_others_boards(
    bob: User, luz: User, bobs: Scene
) -> None:
    lead_assign(lead=bobs.lead, owner=luz, actor=bob.as_actor())
    event = newest()

    assert f'id="card-{bobs.lead.pk}" data-swap="remove"' in drawn(bob, event)
    assert "Pedro Rojas" in drawn(luz, event)


def test_what_a_card_does_not_show_draws_nothing(bob: User, bobs: Scene) -> None:
    note_add(lead=bobs.lead, text="Solo para nosotros", actor=bob.as_actor())

    assert drawn(bob, newest()) == ""


def test_a_page_gets_only_what_it_shows(bob: User, bobs: Scene) -> None:
    lead_move(lead=bobs.lead, stage=Stage.objects.get(key="offer"), actor=bob.as_actor())
    event = newest()

    assert live.render(["inbox", "lead:none"], actor=bob, event=event) == ""
    assert "card-" not in live.render([f"lead:{bobs.lead.pk}"], actor=bob, event=event)
    assert not live.known("nonsense:1")

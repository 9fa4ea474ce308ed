"""Runs as stories, for those who may see the lead."""

from __future__ import annotations

import uuid

from agents.models import AgentStep
from agents.story import story_of
from crm.accounts.models import User
from tests.api.cast import Scene
from tests.pages import door, text_of


def test_a_run_reads_as_sentences_with_the_data_below(bob: User, bobs: Scene) -> None:
    AgentStep.objects.create(
        run=bobs.run, ordinal=1, kind="tool", name="inventory_search",
        arguments={"areas": ["Ñuñoa"], "beds": 2}, result='{"count": 24, "units": []}',
    )  # fmt: skip

    page = text_of(door(bob, htmx=True).get(f"/agents/leads/{bobs.lead.pk}/runs/"))

    assert "24" in page
    assert "Ñuñoa" in page
    assert "<pre" in page
    assert "<html" not in page


def test_a_step_nobody_foresaw_is_still_told(bobs: Scene) -> None:
    AgentStep.objects.create(run=bobs.run, ordinal=2, kind="tool", name="new_thing", result=[1, 2])
    AgentStep.objects.create(run=bobs.run, ordinal=3, kind="check", name="claims", is_error=True)

    sentences = story_of(bobs.run).sentences

    assert sentences[1].text == "New thing"
    assert sentences[2].is_error


def test_a_strangers_runs_look_like_none(luz: User, bobs: Scene) -> None:
    assert door(luz).get(f"/agents/leads/{bobs.lead.pk}/runs/").status_code == 404
    assert door(luz).get(f"/agents/turns/{uuid.uuid4()}/").status_code == 404

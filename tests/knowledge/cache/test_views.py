"""Kept answers: read, refused and allowed again by an admin, on a page."""

from __future__ import annotations

import pytest

from crm.brokers.models import Broker
from knowledge.cache.models import CachedAnswer
from tests.pages import at

PATH = "/knowledge/answers/"


@pytest.fixture
def answer(alice: Broker) -> CachedAnswer:
    """One that two turns gave."""
    return CachedAnswer.objects.create(
        matter="m", basis="b", language="en", question="<b>Do you charge?</b>", answer="We do.",
        sources=[{"document": "Fees", "heading": "Fees", "text": "We do."}], agreed=2, served=3,
    )  # fmt: skip


def test_an_answer_is_read_refused_and_allowed_again(answer: CachedAnswer) -> None:
    admin = at("ADMIN")
    page = admin.get(PATH).content.decode()
    assert "&lt;b&gt;Do you charge?" in page
    assert "given 3 times" in page

    assert admin.post(f"{PATH}{answer.pk}/refuse/").status_code == 302
    assert "refused by Ana" in admin.get(PATH).content.decode()
    assert admin.post(f"{PATH}{answer.pk}/allow/").status_code == 302

    assert "No answer is kept yet" in admin.get(PATH).content.decode()


def test_one_that_is_not_given_yet_is_not_listed(answer: CachedAnswer) -> None:
    CachedAnswer.objects.update(agreed=3, differed=1)

    assert "No answer is kept yet" in at("ADMIN").get(PATH).content.decode()


def test_an_agent_neither_reads_nor_refuses(answer: CachedAnswer) -> None:
    agent = at("AGENT")

    assert agent.get(PATH).status_code == 403
    assert agent.post(f"{PATH}{answer.pk}/refuse/").status_code == 403
    assert CachedAnswer.objects.get().refused_at is None

"""The inbox's filter of what did not arrive: its number, its rows, and what it costs."""

from __future__ import annotations

from typing import Any

import pytest

from crm.accounts.models import User
from crm.conversations import fragments
from crm.conversations.models import Message
from crm.conversations.services import message_status_set
from tests.api.cast import Scene, admin, bob, bobs, luz, scene
from tests.pages import door, text_of

__all__ = ["admin", "bob", "bobs", "luz"]


def outcome(found: Scene, status: str) -> None:
    Message.objects.filter(pk=found.message.pk).update(status=status)


@pytest.mark.parametrize(
    ("status", "is_shown"), [("failed", True), ("unsure", True), ("sent", False)]
)
def test_a_message_that_did_not_arrive_marks_its_row(
    admin: User, bobs: Scene, status: str, is_shown: bool
) -> None:
    outcome(bobs, status)

    page = text_of(door(admin).get("/inbox/?show=failed"))

    assert (f"row-{bobs.conversation.pk}" in page) == is_shown
    assert ("not delivered" in page or "no entregado" in page) == is_shown


def test_the_filters_number_counts_what_one_may_see(admin: User, luz: User, bobs: Scene) -> None:
    assert '<span class="count-late" id="inbox-failed">1</span>' in text_of(
        door(admin).get("/inbox/")
    )
    assert '<span class="count-late" id="inbox-failed"></span>' in text_of(door(luz).get("/inbox/"))


def test_a_failure_comes_to_open_pages(admin: User, bobs: Scene) -> None:
    outcome(bobs, "sending")
    message = Message.objects.select_related("conversation").get(pk=bobs.message.pk)

    message_status_set(message=message, status="failed", error_code="x", error_text="No")

    drawn = fragments.marked(admin, message.conversation)
    assert "tag-late" in drawn
    assert 'id="inbox-failed" data-swap="morph">1<' in drawn


def test_many_failures_cost_no_more_queries(
    admin: User, bob: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(10):
        scene(bob, name=f"Lead {number}", phone=f"+5698765100{number}")
    client = door(admin)
    client.get("/inbox/")

    with django_assert_max_num_queries(7):
        page = text_of(client.get("/inbox/?show=failed"))

    assert page.count("inbox-row-text") == 10

"""The page of the talk, as a plain form and as pieces."""

from __future__ import annotations

import pytest
from django.test import Client

from agents.desk.answering import answer_work
from agents.desk.models import DeskMessage
from agents.desk.services import question_ask
from agents.desk.words import paragraphs
from crm.accounts.models import User
from tests.isolation.cast import browser


@pytest.fixture
def page(bob: User) -> Client:
    return browser(bob)


def test_an_empty_talk_suggests_questions(page: Client) -> None:
    found = page.get("/assistant/").content.decode()

    assert found.count('name="text" value=') == 6


def test_a_question_by_plain_form_begins_a_talk(page: Client, bob: User) -> None:
    answer = page.post("/assistant/", {"text": "¿A quién llamo?"})

    assert answer.status_code == 302
    found = page.get(answer["Location"]).content.decode()
    assert "¿A quién llamo?" in found
    assert 'data-state="queued"' in found


def test_a_further_question_comes_as_pieces(bob: User) -> None:
    owed = question_ask(user=bob, text="Hola")
    answer_work(owed.pk)

    found = browser(bob, htmx=True).post(f"/assistant/talks/{owed.thread_id}/ask/", {"text": "¿Y?"})

    html = found.content.decode()
    assert html.count('data-swap="append:#desk-log"') == 2
    assert 'data-state="queued"' in html


def test_what_was_typed_is_never_markup(page: Client, bob: User) -> None:
    owed = question_ask(user=bob, text="<script>alert(1)</script>")
    DeskMessage.objects.filter(pk=owed.pk).update(state="done", text="<img src=x> **y** ")

    found = page.get(f"/assistant/talks/{owed.thread_id}/").content.decode()

    assert "<script>alert" not in found
    assert "<img src=x>" not in found
    assert "<b>y</b>" in found


def test_the_page_of_a_talk_asks_little_of_the_database(
    page: Client, bob: User, django_assert_max_num_queries: object
) -> None:
    owed = question_ask(user=bob, text="Hola")
    answer_work(owed.pk)
    path = f"/assistant/talks/{owed.thread_id}/"
    page.get(path)

    with django_assert_max_num_queries(8):  # type: ignore[operator]
        page.get(path)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Hola\n- uno\n- dos", "<p>Hola</p><ul><li>uno</li><li>dos</li></ul>"),
        ("a\nb\n\nc", "<p>a<br>b</p><p>c</p>"),
        ("1. <b>x</b>", "<ul><li>&lt;b&gt;x&lt;/b&gt;</li></ul>"),
        ("", ""),
    ],
)
def test_plain_text_becomes_paragraphs_and_lists(text: str, html: str) -> None:
    assert paragraphs(text) == html

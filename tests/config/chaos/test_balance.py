"""The balance notices every promise that is broken, and only those."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from config.chaos.balance import Line, balance
from config.chaos.books import Books, Person
from config.chaos.database import Row

LEAD = Person(1, "whatsapp", "north", "+56991000001")
NOW = datetime(2026, 11, 21, tzinfo=UTC)
ASKED = Row(
    "north", "1", "c", "whatsapp", LEAD.peer, "sofia", "", "in", "lead", "Hi #m1", "received", NOW
)
ANSWERED = replace(ASKED, id="2", direction="out", author="sofia", text="Yes #m1", status="sent")
PERSON = replace(ANSWERED, id="3", author="person", text="Me #p1")


@pytest.fixture
def books() -> Books:
    """One lead wrote once and was answered once."""
    kept = Books()
    kept.sent[1] = LEAD
    _arrives(kept, ANSWERED)
    return kept


def _arrives(books: Books, row: Row) -> None:
    books.take("whatsapp", row.peer, row.text, our_id=row.id, external_id=row.id, told=True)


def _off(books: Books, *rows: Row, waiting: int = 0, failed: int = 0) -> list[str]:
    lines: list[Line] = balance(books, rows, waiting=waiting, failed=failed)
    return [line.name for line in lines if not line.holds]


def test_a_world_in_order_balances(books: Books) -> None:
    assert _off(books, ASKED, ANSWERED) == []


def test_a_message_that_was_never_stored_is_missed(books: Books) -> None:
    books.sent[2] = LEAD

    assert "stored = sent in" in _off(books, ASKED, ANSWERED)


def test_a_message_stored_twice_is_noticed(books: Books) -> None:
    assert "stored = sent in" in _off(books, ASKED, replace(ASKED, id="9"), ANSWERED)


def test_a_last_word_left_unanswered_is_noticed(books: Books) -> None:
    books.sent[2] = LEAD
    later = replace(ASKED, id="9", text="And? #m2")

    assert _off(books, ASKED, ANSWERED, later) == ["answered = conversations"]


def test_an_answer_that_arrives_twice_is_noticed(books: Books) -> None:
    _arrives(books, ANSWERED)

    assert "duplicates" in _off(books, ASKED, ANSWERED)


def test_two_answers_to_the_same_words_are_noticed(books: Books) -> None:
    again = replace(ANSWERED, id="8", text="Once more #m1")
    _arrives(books, again)

    assert "duplicates" in _off(books, ASKED, ANSWERED, again)


def test_a_message_said_to_be_sent_that_never_arrived_is_noticed(books: Books) -> None:
    books.accepted.clear()

    assert _off(books, ASKED, ANSWERED) == ["lost"]


def test_doubt_where_the_channel_tells_is_noticed(books: Books) -> None:
    assert _off(books, ASKED, replace(ANSWERED, status="unsure")) == [
        "unsure where the channel tells"
    ]


def test_a_word_of_sofia_after_a_persons_is_noticed(books: Books) -> None:
    over = replace(ANSWERED, id="4", text="I go on")
    books.replies[PERSON.text] = LEAD.name
    for row in (PERSON, over):
        _arrives(books, row)

    assert _off(books, ASKED, ANSWERED, PERSON, over) == [
        "answered = conversations",
        "Sofía's after a person's",
    ]


def test_a_late_arrival_after_a_persons_word_is_noticed(books: Books) -> None:
    books.accepted.clear()
    books.replies[PERSON.text] = LEAD.name
    for row in (PERSON, ANSWERED):
        _arrives(books, row)

    assert "Sofía's after a person's" in _off(books, ASKED, ANSWERED, PERSON)


def test_answers_in_the_wrong_order_are_noticed(books: Books) -> None:
    books.sent[2] = LEAD
    second = replace(ASKED, id="5", text="And? #m2")
    answer = replace(ANSWERED, id="6", text="Sure #m2")
    books.accepted.clear()
    for row in (answer, ANSWERED):
        _arrives(books, row)

    assert _off(books, ASKED, ANSWERED, second, answer) == ["out of order"]


def test_another_leads_words_are_noticed(books: Books) -> None:
    books.sent[2] = replace(LEAD, number=2, peer="+56991000002")
    _arrives(books, replace(ANSWERED, id="7", text="Psst #m2"))

    assert "at somebody else's" in _off(books, ASKED, ANSWERED)


def test_what_waits_or_was_given_up_is_noticed(books: Books) -> None:
    assert _off(books, ASKED, ANSWERED, waiting=1, failed=1) == [
        "given up by the system",
        "still waiting",
    ]

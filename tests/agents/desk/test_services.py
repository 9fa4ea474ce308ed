from __future__ import annotations

import pytest

from agents.desk.answering import answer_work
from agents.desk.models import DeskMessage, DeskThread
from agents.desk.selectors import message_get_for, thread_get_for
from agents.desk.services import answer_again, answer_stop, question_ask, thread_delete
from crm.accounts.models import User
from crm.core.errors import Conflict, Invalid, NotFound, TooLarge
from tests.agents.desk.conftest import answered
from tests.fakes.model import FakeModel


def test_a_question_owes_an_answer(bob: User) -> None:
    owed = question_ask(user=bob, text="¿A quién llamo hoy?")

    assert (owed.role, owed.state) == ("sofia", "queued")
    assert owed.thread.title == "¿A quién llamo hoy?"
    assert [each.role for each in owed.thread.messages.all()] == ["person", "sofia"]


def test_a_form_sent_twice_is_one_question(bob: User) -> None:
    first = question_ask(user=bob, text="Hola", draft_key="")
    DeskMessage.objects.filter(pk=first.pk).update(state="done")

    one = question_ask(user=bob, thread=first.thread, text="¿Y hoy?", draft_key="k1")
    two = question_ask(user=bob, thread=first.thread, text="¿Y hoy?", draft_key="k1")

    assert one.pk == two.pk
    assert first.thread.messages.count() == 4


def test_one_answer_at_a_time(bob: User) -> None:
    owed = question_ask(user=bob, text="Hola")

    with pytest.raises(Conflict):
        question_ask(user=bob, thread=owed.thread, text="¿Y?")


@pytest.mark.parametrize(("text", "error"), [("  ", Invalid), ("x" * 4097, TooLarge)])
def test_no_words_and_too_many_are_refused(bob: User, text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        question_ask(user=bob, text=text)
    assert not DeskThread.objects.exists()


def test_a_stopped_answer_is_not_written(bob: User, model: FakeModel) -> None:
    owed = question_ask(user=bob, text="Hola")

    answer_stop(answer=owed, user=bob)
    answer_work(owed.pk)

    owed.refresh_from_db()
    assert owed.state == "stopped"
    assert not model.prompts


def test_a_stopped_answer_can_be_asked_for_again(bob: User, model: FakeModel) -> None:
    owed = question_ask(user=bob, text="Hola")
    answer_stop(answer=owed, user=bob)

    answer_again(answer=owed, user=bob)
    model.says("Aquí estoy.")
    answer_work(owed.pk)

    owed.refresh_from_db()
    assert (owed.state, owed.text) == ("done", "Aquí estoy.")


def test_a_good_answer_is_not_asked_for_again(bob: User, model: FakeModel) -> None:
    model.says("Hola.")
    done = answered(bob, "Hola")

    with pytest.raises(Conflict):
        answer_again(answer=done, user=bob)


def test_a_talk_is_one_persons_own(bob: User, admin: User) -> None:
    owed = question_ask(user=bob, text="Hola")

    with pytest.raises(NotFound):
        thread_get_for(admin, owed.thread_id)
    with pytest.raises(NotFound):
        message_get_for(admin, owed.pk)


def test_a_talk_can_be_forgotten(bob: User) -> None:
    owed = question_ask(user=bob, text="Hola")

    thread_delete(thread=owed.thread)

    assert not DeskMessage.objects.exists()

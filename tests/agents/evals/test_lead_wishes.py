"""Wishes for a person and for silence in conversations: what is counted of them."""

from __future__ import annotations

from agents.evals.figures import Section
from agents.evals.lead_wishes import Line, WishDialogue, lead_wishes
from agents.nlu.intent import Intent


def line(text: str, *, person: bool = False, stop: bool = False) -> Line:
    return Line(text=text, intent=(Intent.UNKNOWN,), person=person, stop=stop)


def figure(section: Section, key: str) -> float | None:
    return next(each.value for each in section.figures if each.key == key)


def test_a_conversation_calls_once_however_often_it_says_so() -> None:
    rows = [
        WishDialogue(
            id="a", batch=1, lang="en", country="GB",
            messages=(
                line("the gate is painted green by my neighbour", person=True),
                line("can I speak to a person please", person=True),
            ),
        ),
        WishDialogue(
            id="b", batch=1, lang="es", country="CL",
            messages=(line("no me escriban más", stop=True),),
        ),
    ]  # fmt: skip

    (section,) = lead_wishes(rows)

    assert (figure(section, "person_recall"), figure(section, "message_recall")) == (1.0, 0.5)
    assert (figure(section, "stop_recall"), figure(section, "person_precision")) == (1.0, 1.0)
    assert [miss["id"] for miss in section.misses] == ["a"]

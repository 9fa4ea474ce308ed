"""What is said to an offer, and which property is named."""

from __future__ import annotations

import pytest

from agents.nlu import assent
from agents.nlu.listings import Titles, find_listing
from agents.nlu.text import fold
from tests.agents.nlu.cast import hear

NAMES = Titles.of(
    ("Shadow Creek Apartments", "Archstone Walnut Creek", "Edificio Los Aromos", "Menlo Park"),
    besides=("Walnut Creek", "Menlo Park"),
)


@pytest.mark.parametrize(
    ("text", "liked"),
    [
        ("That apartment sounds really good", True),
        ("I might like this one", True),
        ("exactly what I was looking for", True),
        ("me encanta esa, se ve linda", True),
        ("me quedo con el segundo", True),
        ("that doesn't sound good to me", False),
        ("no me gusta mucho", False),
        ("is it good for kids?", False),
    ],
)
def test_praise_is_told_from_doubt(text: str, liked: bool) -> None:
    assert assent.likes(fold(text)) is liked


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("great, but can you find me some other apartments?", True),
        ("¿tienes alguna otra?", True),
        ("anything else available?", True),
        ("no, I don't need anything else", False),
        ("¿puede ser otro día?", False),
    ],
)
def test_another_home_is_asked_for(text: str, other: bool) -> None:
    assert assent.wants_other(fold(text)) is other


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Shadow Creek sounds good", "Shadow Creek Apartments"),
        ("I'd like to see Archstone Walnut Creek.", "Archstone Walnut Creek"),
        ("quiero ver los aromos", "Edificio Los Aromos"),
        ("I want to visit the Casa Del Sol Apartments", "Casa Del Sol Apartments"),
        ("an apartment in Menlo Park", None),
        ("something in Walnut Creek", None),
    ],
)
def test_a_property_is_known_by_its_name(text: str, name: str | None) -> None:
    found = find_listing(text, fold(text), NAMES)

    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    "text",
    [
        "I'd rather not talk to a machine", "put me through to the front desk",
        "this conversation is going nowhere", "get me someone else please",
        "no quiero hablar con un robot", "no me entiendes nada", "pásame con recepción",
    ],
)  # fmt: skip
def test_who_gives_up_on_the_machine_wants_a_person(text: str) -> None:
    assert hear("CL", text).reason == "asked_for_person"


@pytest.mark.parametrize(
    "text",
    [
        "I need to talk to my husband first", "tengo que hablar con mi esposa",
        "are you a real person?", "the washing machine is included, right?",
        "I can meet the agent on Friday", "voy a hablar con el banco",
    ],
)  # fmt: skip
def test_their_own_people_are_no_call_for_one_of_ours(text: str) -> None:
    assert hear("CL", text).reason is None


@pytest.mark.parametrize(
    ("text", "pets", "laundry"),
    [
        ("can you find me one that allows pets?", True, None),
        ("are pets allowed?", None, None),
        ("can I bring my cat?", True, None),
        ("I want in-unit laundry", None, True),
        ("does it have a washer?", None, None),
        ("con conexión para lavadora", None, True),
    ],
)
def test_a_need_is_told_from_a_question(text: str, pets: bool | None, laundry: bool | None) -> None:
    fields = hear("CL", text).fields

    assert (fields.get("pets"), fields.get("laundry")) == (pets, laundry)

"""When a lead can see a home, and the times that are no viewing."""

from __future__ import annotations

import pytest

from tests.agents.nlu.cast import stated

_ON_CARD = {
    "viewing": "Tuesday in the morning", "viewing_from": None, "viewing_to": None,
    "viewing_part": "morning",
}  # fmt: skip


def test_a_viewing_kept_on_the_card_is_moved_with_its_time_of_day() -> None:
    moved = stated("GB", "not Tuesday, Thursday same time", known=_ON_CARD)["viewing"]

    assert moved["date_from"] == "2026-11-26"
    assert moved["part_of_day"] == "morning"


@pytest.mark.parametrize(
    ("country", "text", "day", "part"),
    [
        ("CL", "el sábado tengo matrimonio, puedo ir el domingo en la tarde a verlo",
         "2026-11-29", "afternoon"),
        ("CL", "bajo del turno el jueves, podría ir a verla el viernes en la mañana",
         "2026-11-27", "morning"),
        ("ES", "el sábado es la boda de mi prima. vamos a verlo el domingo por la tarde?",
         "2026-11-29", "afternoon"),
        ("GB", "I work Friday, I can see it Saturday morning", "2026-11-28", "morning"),
        ("US", "can tour Sunday between 1 and 4", "2026-11-29", "afternoon"),
        ("US", "could see it Sunday between 9 and 11", "2026-11-29", "morning"),
        ("GB", "Saturday's out, Sunday before lunch for a viewing?", "2026-11-29", "morning"),
        ("ES", "el lunes curro, el martes por la tarde me va bien para verlo",
         "2026-11-24", "afternoon"),
        ("CL", "mañana lo podría ver a la hora de colación", "2026-11-24", "afternoon"),
        ("MX", "el jueves saliendo de la oficina podemos ir a verlo", "2026-11-26", "evening"),
        ("MX", "el viernes o el sábado puedo ir a verla", "2026-11-27", None),
    ],
)  # fmt: skip
def test_the_day_they_can_come_is_told_from_the_busy_one(
    country: str, text: str, day: str, part: str | None
) -> None:
    viewing = stated(country, text)["viewing"]

    assert (viewing["date_from"], viewing["part_of_day"]) == (day, part)


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("GB", "the plumber can come Wednesday morning"),
        ("GB", "engineer can come Thursday before 11, I'll be in"),
        ("ES", "el técnico puede venir el jueves por la tarde"),
        ("MX", "hoy en la tarde sí hay quien abra"),
        ("US", "please send someone Friday at 9am"),
        ("GB", "toured it on Saturday afternoon with my sister"),
    ],
)
def test_who_comes_to_mend_something_sees_no_home(country: str, text: str) -> None:
    assert "viewing" not in stated(country, text)


def test_a_home_with_light_in_the_morning_is_no_viewing() -> None:
    text = "ah, y que entre luz en la mañana, tenemos como treinta plantas"

    assert "viewing" not in stated("MX", text, expecting="viewing")


def test_a_greeting_is_no_time_of_day() -> None:
    assert "viewing" not in stated("CL", "buenas noches!", expecting="viewing")

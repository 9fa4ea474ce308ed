from datetime import datetime

import pytest

from agents.nlu.clock import find_part_of_day, find_times
from agents.nlu.slots import OfferedSlot, choose_slot
from agents.nlu.text import fold


def read(text: str) -> list[str]:
    return [each.at.isoformat("minutes") for each in find_times(fold(text))]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("a las cinco menos cuarto", "16:45"),
        ("a las siete y media", "19:30"),
        ("a las 5 y 20", "17:20"),
        ("a la una y cuarto", "13:15"),
        ("un cuarto para las ocho", "07:45"),
        ("diez para las 5", "16:50"),
        ("20 minutos pasadas las ocho de la tarde", "20:20"),
        ("a las 12 de la noche", "00:00"),
        ("a las 12 del mediodía", "12:00"),
        ("al mediodía", "12:00"),
        ("a medianoche", "00:00"),
        ("mañana por la mañana a las 7", "07:00"),
        ("esta mañana a las 7:00", "07:00"),
        ("siete de la tarde", "19:00"),
        ("half past ten", "10:30"),
        ("at half seven", "19:30"),
        ("quarter to six", "17:45"),
        ("at five to seven", "18:55"),
        ("at seven thirty", "19:30"),
        ("twenty past eight in the evening", "20:20"),
        ("at 7 tomorrow morning", "07:00"),
        ("noon", "12:00"),
        ("12:30 am", "00:30"),
        ("around 3ish", "15:00"),
    ],
)
def test_a_time_of_day_is_read_in_words(text: str, at: str) -> None:
    assert read(text) == [at]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("from 5 to 6 pm", "17:00", "18:00"),
        ("entre las 5 y las 7", "17:00", "19:00"),
        ("de 9 a 18 hs", "09:00", "18:00"),
        ("from 11 to 3pm", "11:00", "15:00"),
        ("de 10 a 11 de la mañana", "10:00", "11:00"),
        ("2pm-4pm", "14:00", "16:00"),
    ],
)
def test_both_ends_of_a_stretch_of_hours_are_bounds(text: str, first: str, last: str) -> None:
    times = find_times(fold(text))

    assert [t.at.isoformat("minutes") for t in times] == [first, last]
    assert [t.cue for t in times] == ["after", "before"]


@pytest.mark.parametrize(
    "text",
    [
        "de las tres, la primera",
        "las dos juntas",
        "las 3 casas me gustan",
        "en 2 horas",
        "de 2 a 3 dormitorios",
        "at 12 Baker Street",
        "a 2 or 3 bed",
        "five to seven people",
        "before two weeks",
    ],
)
def test_a_number_of_things_is_no_time(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("after 4 please", 17),
        ("que no sea antes de las 4", 17),
        ("antes de las 3", 11),
        ("a las cinco", 17),
        ("at quarter to five", None),
        ("al mediodía", None),
        ("antes del mediodía", 11),
        ("after noon", 17),
        ("a las 5 no, a las 11", 11),
        ("not at 5", None),
        ("después de las 10", None),
    ],
)
def test_a_slot_is_taken_only_at_the_time_or_within_the_bounds_named(
    text: str, hour: int | None
) -> None:
    slots = tuple(
        OfferedSlot(str(each), datetime(2026, 11, 26, each))  # noqa: DTZ001
        for each in (11, 17)
    )
    index, _ = choose_slot(fold(text), slots, affirmed=None)

    assert (slots[index].starts_at.hour if index is not None else None) == hour


def test_a_night_is_an_evening() -> None:
    assert find_part_of_day("tomorrow night works") == "evening"

from datetime import date

import pytest

from agents.nlu.dates import find_days
from agents.nlu.text import fold
from tests.agents.nlu.cast import TODAY, stated  # Monday, 23 November 2026


def days(text: str, country: str = "CL") -> list[tuple[str, str]]:
    found = find_days(fold(text), TODAY, country=country)
    return [(each.first.isoformat(), each.last.isoformat()) for each in found]


def day(text: str, country: str = "CL") -> str:
    ((first, last),) = days(text, country)
    assert first == last
    return first


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027/04/23", "2027-04-23"),
        ("el 23.4.2027", "2027-04-23"),
        ("23-04-27", "2027-04-23"),
        ("2/Oct", "2027-10-02"),
        ("1-ene-2027", "2027-01-01"),
        ("Sep-23-2027", "2027-09-23"),
        ("el 21 del 3", "2027-03-21"),
        ("el 12 de enero, 2028", "2028-01-12"),
        ("el diez de octubre de dos mil veintiocho", "2028-10-10"),
        ("june first twenty twenty eight", "2028-06-01"),
        ("29/2", "2028-02-29"),
        ("el día quince", "2026-12-15"),
        ("martes 1 de diciembre", "2026-12-01"),
        ("Tuesday, Dec 1", "2026-12-01"),
        ("wednesday the second", "2026-12-02"),
        ("the first Friday of December", "2026-12-04"),
        ("el último viernes de mayo", "2027-05-28"),
        ("the second Monday of next month", "2026-12-14"),
        ("two days after December 5", "2026-12-07"),
        ("the day after tomorrow", "2026-11-25"),
        ("a week from Friday", "2026-12-04"),
        ("10 days from now", "2026-12-03"),
    ],
)
def test_one_day_is_read(text: str, expected: str) -> None:
    assert day(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ayer", "2026-11-22"),
        ("anteayer", "2026-11-21"),
        ("last Friday", "2026-11-20"),
        ("el viernes pasado", "2026-11-20"),
        ("el martes de la semana pasada", "2026-11-17"),
        ("hace dos semanas", "2026-11-09"),
        ("three days ago", "2026-11-20"),
        ("4 de mayo de 2016", "2016-05-04"),
    ],
)
def test_a_day_gone_by_is_not_put_ahead(text: str, expected: str) -> None:
    assert day(text) == expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("from June 3 to July 5", "2027-06-03", "2027-07-05"),
        ("desde el 3 de junio hasta el 5 de julio de 2028", "2028-06-03", "2028-07-05"),
        ("del 5 al 10 del próximo mes", "2026-12-05", "2026-12-10"),
        ("12/1/2026-12/5/2026", "2026-12-01", "2026-12-05"),
        ("entre miércoles y viernes de la próxima semana", "2026-12-02", "2026-12-04"),
        ("the week of December 9", "2026-12-07", "2026-12-13"),
        ("la semana del 9 de diciembre", "2026-12-07", "2026-12-13"),
        ("the week after next", "2026-12-07", "2026-12-13"),
        ("the end of next week", "2026-12-03", "2026-12-06"),
        ("lo que queda del mes", "2026-11-23", "2026-11-30"),
        ("los próximos 3 días", "2026-11-24", "2026-11-26"),
        ("the third week of next month", "2026-12-15", "2026-12-21"),
        ("de lunes a viernes", "2026-11-30", "2026-12-04"),
        ("del viernes al lunes", "2026-11-27", "2026-11-30"),
        ("a fines del próximo mes", "2026-12-21", "2026-12-31"),
        ("next quarter", "2027-01-01", "2027-03-31"),
        ("Q2 2027", "2027-04-01", "2027-06-30"),
        ("2027 H1", "2027-01-01", "2027-06-30"),
        ("11/2027", "2027-11-01", "2027-11-30"),
        ("junio de 1992", "1992-06-01", "1992-06-30"),
        ("este fin de semana", "2026-11-28", "2026-11-29"),
    ],
)
def test_a_stretch_of_days_is_read_with_its_last(text: str, first: str, last: str) -> None:
    country = "US" if text.startswith("12/") else "CL"

    assert days(text, country) == [(first, last)]


def test_a_weekday_that_is_not_on_the_date_beside_it_is_no_day() -> None:
    assert days("el lunes 24") == []
    assert day("el lunes 30") == "2026-11-30"


@pytest.mark.parametrize(
    "text",
    [
        "between 1500 and 2000",
        "dejarlo en 1990",
        "semana de 3 visitas",
        "20 de 30",
        "the 11 o'clock one",
    ],
)
def test_amounts_are_no_years_or_days(text: str) -> None:
    assert days(text) == []


def test_an_amount_after_a_month_is_no_year() -> None:
    heard = stated("ES", "busco piso en alquiler para mayo, 1950 máximo")

    assert heard["timeline"]["from"] == "2027-05-01"
    assert heard["budget_max"] == 1950


def test_what_is_over_is_no_time_to_move_or_to_see_a_home() -> None:
    assert "timeline" not in stated("US", "we moved here in June 2021")
    assert "viewing" not in stated("US", "I saw it last Friday, could I visit again?")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("¿puedo verlo el primer lunes de diciembre?", "2026-12-07", "2026-12-07"),
        ("can we view it the week of December 9?", "2026-12-07", "2026-12-13"),
        ("can we visit from Thursday to Saturday?", "2026-11-26", "2026-11-28"),
        ("cambiemos la visita del jueves al viernes", "2026-11-27", "2026-11-27"),
        ("I can't do Thursday but could see it Friday", "2026-11-27", "2026-11-27"),
        ("can I see it any time next week?", "2026-11-30", "2026-12-06"),
    ],
)
def test_a_viewing_is_heard_on_the_days_named(text: str, first: str, last: str) -> None:
    viewing = stated("CL", text)["viewing"]

    assert (viewing["date_from"], viewing["date_to"]) == (first, last)


def test_a_year_beyond_the_calendar_is_no_error() -> None:
    assert find_days("week 60, hace 9000 anos", date(2026, 1, 1)) == []

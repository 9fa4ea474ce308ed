from datetime import datetime

import pytest

from agents.nlu.clock import find_times
from agents.nlu.dates import find_days
from agents.nlu.slots import OfferedSlot
from agents.nlu.text import fold
from tests.agents.nlu.cast import TODAY, hear, stated

SLOTS = (
    OfferedSlot("a", datetime(2026, 11, 26, 11)),  # noqa: DTZ001
    OfferedSlot("b", datetime(2026, 11, 26, 17)),  # noqa: DTZ001
    OfferedSlot("c", datetime(2026, 11, 28, 10, 30)),  # noqa: DTZ001
)


@pytest.mark.parametrize(
    ("text", "first", "last", "urgency"),
    [
        ("lo antes posible por favor", "2026-11-23", None, "now"),
        ("me quiero cambiar en abril", "2027-04-01", "2027-04-30", "later"),
        ("a principios de febrero", "2027-02-01", "2027-02-10", "soon"),
        ("a partir del 10 de enero", "2027-01-10", None, "soon"),
        ("antes de marzo", None, "2027-02-28", "later"),
        ("a fin de mes", "2026-11-23", "2026-11-30", "now"),
        ("dentro de 2 meses", None, "2027-01-23", "soon"),
        ("el próximo año", "2027-01-01", "2027-12-31", "soon"),
        ("sin apuro, la verdad", None, None, "someday"),
        ("by 20 December", None, "2026-12-20", "now"),
        ("from mid January", "2027-01-11", None, "soon"),
        ("my lease ends on 31 May", None, "2027-05-31", "later"),
        ("in three months", "2027-02-23", "2027-02-23", "soon"),
        ("asap please", "2026-11-23", None, "now"),
        ("no rush at all", None, None, "someday"),
        ("enero o febrero, ninguna prisa", "2027-01-01", "2027-02-28", "soon"),
        ("en enero pero si no en febrero", "2027-01-01", "2027-02-28", "soon"),
        ("antes de que acabe el 2027", None, "2027-12-31", "someday"),
        ("viajo el 20 de febrero, antes de eso", None, "2027-02-19", "soon"),
        ("llego en febrero, a más tardar el 20", None, "2027-02-20", "soon"),
        ("para entrar antes de reyes", None, "2027-01-05", "soon"),
        ("del 1 de septiembre al 30 de junio", "2027-09-01", "2028-06-30", "later"),
        ("starting a job 4 Jan so need it before then", None, "2027-01-03", "soon"),
        ("tenancy ends 28 Feb so need it before then", None, "2027-02-28", "later"),
        ("dec 3 to 8", "2026-12-03", "2026-12-08", "now"),
        ("por el verano, enero y febrero", "2027-01-01", "2027-02-28", "soon"),
    ],
)
def test_when_the_lead_wants_to_move(text, first, last, urgency):
    heard = hear("CL", text)

    assert heard.fields["timeline"]["from"] == first
    assert heard.fields["timeline"]["to"] == last
    assert heard.urgency == urgency


@pytest.mark.parametrize(
    ("text", "first", "last", "part"),
    [
        ("¿puedo verlo mañana a las 5?", "2026-11-24", "2026-11-24", "afternoon"),
        ("me gustaría visitarlo el viernes en la mañana", "2026-11-27", "2026-11-27", "morning"),
        ("quiero ir a verla el lunes", "2026-11-30", "2026-11-30", None),
        ("agendemos este finde", "2026-11-28", "2026-11-29", None),
        ("podemos ir a ver la próxima semana, de noche", "2026-11-30", "2026-12-06", "evening"),
        ("can I see it this Saturday morning?", "2026-11-28", "2026-11-28", "morning"),
        ("could we view it on Thursday after 6pm", "2026-11-26", "2026-11-26", "evening"),
        ("I'd like a viewing on 3 December", "2026-12-03", "2026-12-03", None),
        ("puedo verlo el miércoles 2 a las 11am", "2026-12-02", "2026-12-02", "morning"),
        ("verlo mañana a las 6 de la tarde", "2026-11-24", "2026-11-24", "evening"),
        ("pueden venir a verla cualquier mañana", None, None, "morning"),
        ("puedo verla la próxima semana, lunes o martes", "2026-11-30", "2026-12-01", None),
    ],
)  # fmt: skip
def test_when_the_lead_can_see_a_home(text, first, last, part):
    viewing = stated("CL", text)["viewing"]

    assert (viewing["date_from"], viewing["date_to"], viewing["part_of_day"]) == (first, last, part)


def test_the_month_first_in_the_united_states():
    assert stated("US", "we need it by 12/5")["timeline"]["to"] == "2026-12-05"
    assert stated("ES", "para el 12/5")["timeline"]["from"] == "2027-05-12"


def test_summer_depends_on_the_hemisphere():
    assert stated("ES", "para el verano")["timeline"]["from"] == "2027-06-01"
    assert stated("CL", "para el verano")["timeline"]["from"] == "2026-12-01"


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("el segundo", 1),
        ("2", 1),
        ("el jueves a las 5", 1),
        ("a las 11 me acomoda", 0),
        ("el sábado", 2),
        ("la última", 2),
        ("the 5pm one please", 1),
        ("saturday works", 2),
        ("el jueves", None),
        ("ninguno me sirve", None),
        ("sí", None),
        ("a las 9", None),
    ],
)
def test_which_offered_time_is_meant(text, index):
    assert hear("CL", text, slots=SLOTS).chosen_slot == index


def test_yes_takes_the_only_time_offered():
    assert hear("CL", "sí, perfecto", slots=SLOTS[:1]).chosen_slot == 0


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("el cinco de mayo", "2027-05-05"),
        ("primero de marzo", "2027-03-01"),
        ("el treinta y uno de enero", "2027-01-31"),
        ("second of Aug", "2027-08-02"),
        ("May twenty nine", "2027-05-29"),
    ],
)
def test_days_of_the_month_are_read_in_words(text: str, day: str) -> None:
    (found,) = find_days(fold(text), TODAY)

    assert (found.first.isoformat(), found.last.isoformat()) == (day, day)


@pytest.mark.parametrize("text", ["aed 1.26m · 2 bed", "usd 1.55mm"])
def test_millions_are_no_time_of_day(text: str) -> None:
    assert find_times(text) == []


@pytest.mark.parametrize("text", ["please set up a call", "you may come", "para mayo dos cuartos"])
def test_words_that_only_look_like_months_or_days_are_none(text: str) -> None:
    assert [d for d in find_days(fold(text), TODAY) if d.grain == "day"] == []
    assert bool(find_days(fold(text), TODAY)) == ("mayo" in text)

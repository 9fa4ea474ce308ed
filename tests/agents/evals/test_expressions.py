"""Numbers, times, addresses and bookings, each in sentences of their own."""

from __future__ import annotations

from typing import Any

from agents.evals.contacts import Short, contacts
from agents.evals.figures import Section
from agents.evals.numbers import Sentence, numbers
from agents.evals.restaurant import Booking, restaurant
from agents.evals.times import Expression, times


def figure(section: Section, key: str) -> float | None:
    return next(each.value for each in (*section.figures, *section.details) if each.key == key)


def number(text: str, value: str = "", kind: str = "number", **resolved: str) -> Sentence:
    results: tuple[dict[str, Any], ...] = ({"Resolution": {"value": value, **resolved}},)
    return Sentence(lang="en", kind=kind, input=text, results=results if value else ())


def test_one_number_too_many_is_a_wrong_one_and_a_fraction_no_case() -> None:
    rows = [
        number("It has 4,500 seats", "4500"),
        number("1,200 of 3,000", "1200"),
        number("a third", "0.333", subtype="fraction"),
        number("Platform 9"),
    ]

    (section,) = numbers(rows)

    assert (figure(section, "value"), figure(section, "false")) == (0.5, 1.0)
    assert [each.of for each in section.figures][:2] == [2, 0]


def test_a_range_is_read_as_what_a_lead_would_spend() -> None:
    rows = [
        number("between 2000 and 3000", "[2000,3000)", "numberrange"),
        number("less than 2500", "(,2500)", "numberrange"),
        number("older than thirty", "(30,)", "numberrange"),
        number("100%", "100%", "percent"),
    ]

    (section,) = numbers(rows)

    assert (figure(section, "range"), figure(section, "as_money")) == (1.0, 0.0)
    assert next(each.of for each in section.figures if each.key == "range") == 2


def test_numbers_are_compared_by_their_digits_and_answers_by_their_meaning() -> None:
    def row(kind: str, text: str, *values: object) -> Short:
        results = tuple({"Text": text, "Resolution": {"value": value}} for value in values)
        return Short(lang="en", kind=kind, input=text, results=results)

    rows = [
        row("phone", "+1 206-555-0123", "+1 206-555-0123"),
        row("phone", "12-3", "12-3"),
        row("email", "Ana@Example.com", "ana@example.com"),
        row("email", "nobody at home"),
        row("boolean", "Sure, go ahead", True),
        row("boolean", "Nope", True),
    ]

    (section,) = contacts(rows)

    assert figure(section, "phone") == 0.5
    assert figure(section, "phone_real") == 1.0
    assert (figure(section, "email"), figure(section, "boolean")) == (1.0, 0.5)
    assert figure(section, "false") == 0.0


def test_an_evening_hour_and_a_last_day_that_counts_are_told_apart() -> None:
    def row(kind: str, text: str, **meaning: str) -> Expression:
        return Expression(
            lang="en",
            kind=kind,
            input=text,
            context={"ReferenceDateTime": "2026-03-02T00:00:00"},
            results=({"Value": {"FutureResolution": meaning}},),
        )

    rows = [
        row("time", "at 7", time="07:00:00"),
        row("date", "on March 9th", date="2026-03-09"),
        row("dateperiod", "from 4 to 6 March", startDate="2026-03-04", endDate="2026-03-06"),
        row("datetimeparser", "on March 9th at 11am", dateTime="2026-03-09 11:00:00"),
        row("duration", "three days", duration="259200"),
    ]

    (section,) = times(rows)

    assert (figure(section, "time"), figure(section, "time_late")) == (0.0, 1.0)
    assert (figure(section, "stretch"), figure(section, "counted")) == (0.0, 1.0)
    assert (figure(section, "day"), figure(section, "moment")) == (1.0, 1.0)


def test_a_place_off_by_a_word_is_touched_and_not_exact() -> None:
    rows = [
        Booking(text="at 7 pm", spans=(("time", 3, 7, "7 pm"),)),
        Booking(text="my name is Laura Vega", spans=(
            ("first_name", 11, 16, "Laura"), ("last_name", 17, 21, "Vega"))),
        Booking(text="a table for 4", spans=(("people", 12, 13, "4"),)),
    ]  # fmt: skip

    (section,) = restaurant(rows)

    assert figure(section, "touching_f1") == 1.0
    assert figure(section, "slot.first_name") == figure(section, "slot.last_name") == 1.0
    assert (figure(section, "slot.time"), figure(section, "slot.people")) == (0.0, 0.0)

"""Single texts: amounts, telephone numbers, hostile ones, and wishes turn by turn."""

from __future__ import annotations

from typing import Any

from agents.evals.amounts import Amounts, amounts
from agents.evals.figures import Section
from agents.evals.phones import Phone, phones
from agents.evals.sgd_homes import sgd_homes
from agents.evals.sgd_rows import Dialogue, Home


def figure(section: Section, key: str) -> float | None:
    return next(each.value for each in (*section.figures, *section.details) if each.key == key)


def amount(text: str, *found: dict[str, str], kind: str = "currency") -> Amounts:
    return Amounts(
        lang="en", kind=kind, input=text, results=tuple({"Resolution": each} for each in found)
    )


def test_an_amount_in_another_currency_is_half_right() -> None:
    rows = [
        amount("It was £37.50.", {"value": "37.5", "unit": "British pound"}),
        amount("It was £40.", {"value": "40", "unit": "Euro", "isoCurrency": "EUR"}),
    ]

    (section,) = amounts(rows)

    assert (figure(section, "value"), figure(section, "both")) == (1.0, 0.5)


def test_a_currency_that_is_none_of_ours_is_no_case_of_ours() -> None:
    (section,) = amounts([amount("ten drachmas", {"value": "10", "unit": "Drachma"})])

    assert (figure(section, "both"), figure(section, "ours")) == (0.0, None)


def test_money_found_in_a_length_is_a_false_one() -> None:
    rows = [
        amount("The price of 20 metres is $ 5.", {"value": "20"}, kind="dimension"),
        amount("Platform 4."),
    ]

    (section,) = amounts(rows)

    assert figure(section, "false") == 0.5


def test_a_number_that_is_none_has_to_be_refused() -> None:
    rows = [
        Phone(form="national", input="9 6543 2109", default_region="CL", e164="+56965432109"),
        Phone(form="e164", input="+56965432109", default_region="CL", e164=None),
    ]

    (section,) = phones(rows)

    assert (figure(section, "accuracy"), figure(section, "refused")) == (0.5, 0.0)
    assert section.misses[0]["got"] == "+56965432109"


def user(text: str, intent: str = "FindApartment", **slots: str) -> dict[str, Any]:
    state = {
        "active_intent": intent,
        "slot_values": {slot: [value] for slot, value in slots.items()},
    }
    return {
        "speaker": "USER",
        "utterance": text,
        "frames": [{"service": "Homes_1", "state": state, "acts": []}],
    }


def system(text: str, *acts: list[Any]) -> dict[str, Any]:
    return {
        "speaker": "SYSTEM",
        "utterance": text,
        "frames": [{"service": "Homes_1", "acts": list(acts)}],
    }


def test_wishes_are_followed_through_a_conversation_about_homes() -> None:
    wish = {"area": "Fremont", "number_of_beds": "2"}
    day = ["CONFIRM", "visit_date", ["March 9th"], ["2019-03-09"]]
    chosen = {**wish, "property_name": "Casa Verde"}
    turns = [
        user("I want an apartment in Fremont", area="Fremont"),
        system("How many bedrooms?", ["REQUEST", "number_of_beds", []]),
        user("2", **wish),
        system("How about Casa Verde?", ["OFFER", "property_name", ["Casa Verde"]]),
        user("Perfect, I want to visit it on March 9th", "ScheduleVisit", **chosen,
             visit_date="March 9th"),
        system("March 9th then?", day),
        user("What else is there?", **chosen, visit_date="March 9th", furnished="True"),
    ]  # fmt: skip
    dialogue = Dialogue.model_validate({"dialogue_id": "d", "turns": turns})

    first, second, days = sgd_homes([dialogue], [Home(service="Homes_1", area="Fremont")])

    assert figure(first, "jga") == 0.75
    assert figure(first, "intent") == 1.0
    assert [miss["gold"] for miss in first.misses] == [{"furnished": ("True",)}]
    assert figure(second, "jga") is None
    assert figure(days, "accuracy") == 1.0

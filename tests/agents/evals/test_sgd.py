"""Conversations about homes, followed turn by turn."""

from __future__ import annotations

from typing import Any

import pytest

from agents.evals.sgd_agent import sgd_agent
from agents.evals.sgd_follow import Follower, Market
from agents.evals.sgd_rows import Dialogue, Home, SgdTurn
from agents.evals.sgd_topic import topic_of

MARKET = Market.of(("Napa", "Concord"), ("Bristol Apartments", "Concord"))


def user(text: str) -> SgdTurn:
    return SgdTurn(speaker="USER", utterance=text)


def system(text: str, *acts: tuple[Any, ...], service: str = "Homes_1") -> SgdTurn:
    return SgdTurn.model_validate(
        {"speaker": "SYSTEM", "utterance": text, "frames": [{"service": service, "acts": acts}]}
    )


def followed(*turns: SgdTurn) -> dict[str, str]:
    follower = Follower("Homes_1", MARKET)
    for turn in turns:
        (follower.hear_user if turn.speaker == "USER" else follower.hear_system)(turn)
    return follower.slots()


OFFER = system("Bristol Apartments?", ("OFFER", "property_name", ["Bristol Apartments"]))


def test_an_offer_is_taken_when_praised_and_not_when_another_is_asked_for() -> None:
    assert followed(OFFER, user("That sounds lovely."))["property_name"] == "Bristol Apartments"
    assert "property_name" not in followed(OFFER, user("Great, but do you have any others?"))


def test_a_proposal_stands_unless_it_is_refused() -> None:
    confirm = system("On the 6th?", ("CONFIRM", "visit_date", ["March 6th"], ["2019-03-06"]))

    assert followed(confirm, user("Is it furnished?"))["visit_date"] == "2019-03-06"
    assert followed(confirm, user("No, the 9th please"))["visit_date"] == "2019-03-09"


def test_the_place_of_another_errand_is_taken_up_when_a_home_is_sought_there() -> None:
    car = (
        user("I need a rental car in Concord"),
        system("When?", ("REQUEST", "pickup_date", []), service="RentalCars_1"),
    )

    assert "area" not in followed(*car)
    assert followed(*car, user("First find me an apartment around there"))["area"] == "Concord"


def test_errands_are_told_apart() -> None:
    assert topic_of("Show me my alarms", "homes") == "other"
    assert topic_of("Am I free on Friday?", "homes") == "calendar"
    assert topic_of("ok, schedule a visit to the property", "calendar") == "homes"


@pytest.mark.usefixtures("for_real")
def test_the_real_agent_is_asked_by_the_same_users() -> None:
    dialogue = Dialogue(
        dialogue_id="d",
        turns=(
            SgdTurn.model_validate(
                {"speaker": "USER", "utterance": "A 2 bed apartment to rent in Napa, up to $3,000",
                 "frames": [{"service": "Homes_1"}]}
            ),
        ),
    )  # fmt: skip

    (section,) = sgd_agent([dialogue], [Home(service="Homes_1", area="Napa")])

    found = {figure.key: figure.value for figure in section.figures}
    assert (found["asked_again"], found["failed"], found["crashed"]) == (0, 0, 0)

"""False and honest replies in seven markets; the batches were written before they were tried."""

from __future__ import annotations

from agents.guardrails.gate import problems_of
from tests.agents.guardrails import fresh_false, fresh_honest
from tests.agents.guardrails.markets import market_scene

FALSE = [*fresh_false.FIRST, *fresh_false.SECOND, *fresh_false.THIRD]
HONEST = [*fresh_honest.FIRST, *fresh_honest.SECOND, *fresh_honest.THIRD]


def codes(place: str, kind: str, reply: str) -> list[str]:
    """What stands against a reply in a market, by code."""
    stage = market_scene(place, kind=kind)
    return [each.code for each in problems_of(reply, stage.context, stage.record)]


def test_every_false_claim_is_caught() -> None:
    missed = [case for case in FALSE if not codes(*case)]

    assert len(set(FALSE)) == len(FALSE) >= 150
    assert missed == []


def test_at_most_two_in_a_hundred_honest_replies_are_held_up() -> None:
    held_up = [(case, found) for case in HONEST if (found := codes(*case))]

    assert len(HONEST) >= 190
    assert len(held_up) <= 0.02 * len(HONEST), held_up

"""Calls for a person that only the second voter hears, and those the rules deny it."""

from __future__ import annotations

import pytest

from agents.nlu.intent import Intent, Reason
from agents.nlu.mood import Urgency, urgency_of
from agents.nlu.second import second_vote
from tests.agents.nlu.cast import hear


def test_what_no_rule_hears_is_called_with_its_reason_and_share() -> None:
    read = hear("CL", "prefiero que un asesor me lo cuente de viva voz")

    assert read.reason is Reason.ASKED_FOR_PERSON
    assert read.has(Intent.HUMAN)


def test_a_rule_is_not_second_guessed() -> None:
    assert hear("CL", "quiero hablar con una persona").voted is None


@pytest.mark.parametrize(
    "text", ["no me llamen, prefiero que me escriban", "soy abogada y busco depto", "hola, gracias"]
)
def test_what_the_rules_deny_is_no_call(text: str) -> None:
    assert second_vote(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "¿me puedes ayudar?", "alguien más lo está viendo?", "muy amable el agente que nos atendió",
        "is there a smoke detector", "I don't smoke", "any history of flooding?",
        "conteste a este chat, que si no no se entera", "worst case I'd take the smaller one",
        "no ex-council, had a bad experience",
    ],
)  # fmt: skip
def test_everyday_words_call_nobody(text: str) -> None:
    assert hear("CL", text).reason is None


@pytest.mark.parametrize(
    "text",
    [
        "has it ever flooded? street looks low", "we've been gazumped twice now, brutal market",
        "mi banco me bloqueó la cuenta pero el viernes queda", "no entiendo nada de hipotecas jaja",
        "roof on my rental caved in over the summer so we've been at my sister's",
    ],
)  # fmt: skip
def test_a_phrase_of_the_rules_in_ordinary_talk_calls_nobody(text: str) -> None:
    assert hear("CL", text).reason is None
    assert urgency_of(text) is Urgency.NORMAL


def test_what_the_rules_hear_and_sounds_like_a_call_is_one() -> None:
    assert hear("CL", "the ceiling just came down in the bedroom").reason is Reason.DANGER
    assert hear("CL", "no me entiendes nada").reason is Reason.ASKED_FOR_PERSON

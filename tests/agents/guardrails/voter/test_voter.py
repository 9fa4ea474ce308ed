"""Sentences that tell of a doing elsewhere are heard in words no rule knows; plain ones are not."""

from __future__ import annotations

import pytest

from agents.guardrails.voter.evened import evened
from agents.guardrails.voter.training import cross_validated, taught
from agents.guardrails.voter.votes import LISTENED_FROM, MODEL, tells_doing
from agents.guardrails.voter.wordings import Wording, read_all

TOLD = ["the owner said yes to you", "the owner agreed this morning", "the bank agreed at once"]
#: None of them stands in a wording of the training set.
AREAS = [
    *("Reñaca", "L'Eixample", "Jardín del Mar", "Bosques de Montemar", "Pueblo Libre", "Reforma"),
    *("Villa Urquiza", "San Telmo", "Al Barsha South", "Walthamstow", "Pedregalejo", "Kendall"),
    *("Ciutat Vella", "Las Condes", "Lakeview", "Jesús María", "Doral", "Envigado", "Triana"),
]
PLAIN = [
    "here is the list of homes",
    "which of these homes do you like",
    "it is the list you asked",
]


def test_a_doing_is_heard_and_a_plain_sentence_is_not() -> None:
    assert tells_doing("El portero ya tiene tus llaves y te espera.", ())
    assert tells_doing("the vendors have been told and are thrilled about you.", ())
    assert not tells_doing("it has two bedrooms and a balcony within your budget.", ())


def test_names_and_days_are_evened_out() -> None:
    assert evened("depto sur, el jueves 26 a las 16:30", ["depto sur"]) == (
        "nn, el dd 26 a las 16:30"
    )


def test_names_nobody_listed_are_told_by_their_capital() -> None:
    assert evened("Anotado: piso en L'Eixample, cerca de Plaza de España.") == (
        "anotado: piso en nn, cerca de nn."
    )
    assert evened("Got it, Ann. I've noted Saturday 3 March for Burj Vista.") == (
        "got it, nn. i've noted dd 3 march for nn."
    )


@pytest.mark.parametrize("area", AREAS)
def test_a_wish_read_back_is_no_doing_wherever_it_is(area: str) -> None:
    own = (
        f"Perfecto: departamento en {area}.",
        f"Anotado: vender tu piso en {area}.",
        f"Entendido: casa de 3 dormitorios para comprar en {area}.",
        f"Got it: 2-bedroom apartment to rent in {area}.",
    )

    assert [each for each in own if tells_doing(each, ())] == []


def test_training_tells_apart_what_it_was_shown() -> None:
    told = [Wording(each, True, "told") for each in TOLD]
    weights = taught(told + [Wording(each, False, "plain") for each in PLAIN])

    assert all(weights.shares(each)[0] > 0.5 for each in TOLD)
    assert all(weights.shares(each)[0] < 0.5 for each in PLAIN)


def test_the_committed_weights_know_nearly_all_they_were_trained_on() -> None:
    wordings = read_all()
    wrong = [
        each.text
        for each in wordings
        if (MODEL.shares(each.text)[0] >= LISTENED_FROM) != each.tells
    ]

    assert len(wrong) <= 0.02 * len(wordings), wrong


def test_a_batch_left_out_is_measured_and_so_are_all() -> None:
    wordings = [Wording(each, True, f"b{n % 2}") for n, each in enumerate(TOLD * 2)]
    wordings += [Wording(each, False, f"b{n % 2}") for n, each in enumerate(PLAIN * 2)]

    found = [(each.name, each.heard, each.imagined, each.left_alone)
             for each in cross_validated(wordings)]  # fmt: skip

    assert found == [("b0", 3, 0, 3), ("b1", 3, 0, 3), ("all", 6, 0, 6)]

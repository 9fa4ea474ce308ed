"""Sentences that tell of a doing elsewhere are heard in words no rule knows; plain ones are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.guardrails.voter.features import BUCKETS, buckets_of, evened
from agents.guardrails.voter.training import cross_validated, trained
from agents.guardrails.voter.votes import LISTENED_FROM, tells_doing
from agents.guardrails.voter.weights import Weights
from agents.guardrails.voter.wordings import Wording, read_all
from agents.nlu.text import fold

TOLD = ["the owner said yes to you", "the owner agreed this morning", "the bank agreed at once"]
PLAIN = [
    "here is the list of homes",
    "which of these homes do you like",
    "it is the list you asked",
]


@pytest.fixture(scope="module")
def few() -> Weights:
    told = [Wording(each, True, "told") for each in TOLD]
    return trained(told + [Wording(each, False, "plain") for each in PLAIN])


def test_a_doing_is_heard_and_a_plain_sentence_is_not() -> None:
    assert tells_doing(fold("El portero ya tiene tus llaves y te espera."), ())
    assert tells_doing("the vendors have been told and are thrilled about you.", ())
    assert not tells_doing("it has two bedrooms and a balcony within your budget.", ())


def test_what_changes_from_home_to_home_is_evened_out() -> None:
    assert evened("depto sur, el jueves 26 a las 16:30", ["depto sur"]) == "_n, el _d 0 a las 0"


def test_training_tells_apart_what_it_was_shown(few: Weights) -> None:
    assert all(few.evidence(buckets_of(each)) > 0 for each in TOLD)
    assert all(few.evidence(buckets_of(each)) < 0 for each in PLAIN)


def test_the_same_wordings_make_the_same_weights_and_a_file_keeps_them(
    few: Weights, tmp_path: Path
) -> None:
    few.save(tmp_path / "weights.bin")

    assert Weights.load(tmp_path / "weights.bin") == few
    assert len(Weights.load().table) == BUCKETS


def test_the_committed_weights_know_nearly_all_they_were_trained_on() -> None:
    weights = Weights.load()
    wrong = [
        each.text
        for each in read_all()
        if (weights.evidence(buckets_of(each.text)) >= LISTENED_FROM) != each.tells
    ]

    assert len(wrong) <= 0.02 * len(read_all()), wrong


def test_a_batch_left_out_is_measured() -> None:
    wordings = [Wording(each, True, f"b{n % 2}") for n, each in enumerate(TOLD * 2)]

    found = cross_validated(wordings, listened_from=0.0)

    assert [(each.batch, each.told, each.heard) for each in found] == [("b0", 3, 3), ("b1", 3, 3)]

"""Small linear models of text: features, weights that are learned and kept, texts left out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from crm.core.linear.features import buckets_of, normalised
from crm.core.linear.measuring import Tally, parts_by, random_parts, shares_left_out
from crm.core.linear.model import Model
from crm.core.linear.training import TrainingSet, trained

TEXTS = [
    "gotea la llave de la cocina",
    "gotea el techo del baño",
    "gotea otra vez el techo",
    "busco depto de dos dormitorios",
    "cuánto son los gastos comunes",
    "busco casa con patio",
]
LEAKS = [1, 1, 1, 0, 0, 0]


@pytest.fixture(scope="module")
def leaks() -> TrainingSet:
    return TrainingSet.of(TEXTS, [[one] for one in LEAKS], np.ones((6, 1)))


def test_slang_and_typing_are_evened_out() -> None:
    assert normalised("NOOOO me escrivan xfa, ya les dije q no!!!") == (
        "no me escrivan por favor ya les dije que no !"
    )
    assert normalised("mi mail es ana@correo.example, 600 555 013") == "mi mail es weblink 0"


@pytest.mark.parametrize("text", ["", "🛑", "?", "a" * 5000, "\x00", "ﷺ"])
def test_any_text_has_buckets(text: str) -> None:
    buckets = buckets_of(text)

    assert len(buckets)
    assert (np.diff(buckets) > 0).all()


def test_the_same_texts_make_the_same_weights_and_a_file_keeps_what_they_say(
    leaks: TrainingSet, tmp_path: Path
) -> None:
    first, again = trained(leaks, shrink=0.0), trained(leaks, shrink=0.0)
    first.save(tmp_path / "weights.npz")
    kept = Model(tmp_path / "weights.npz")

    assert (first.table == again.table).all()
    assert [kept.shares(text)[0] > 0.5 for text in TEXTS] == [bool(one) for one in LEAKS]


def test_what_shrinks_is_less_sure(leaks: TrainingSet) -> None:
    free, shrunk = trained(leaks, shrink=0.0), trained(leaks, shrink=0.1)

    assert np.abs(shrunk.table).sum() < np.abs(free.table).sum()


def test_a_label_nobody_judged_teaches_nothing() -> None:
    counts = np.repeat([[1.0, 0.0]], 6, axis=0)
    known = TrainingSet.of(TEXTS, [[one, one] for one in LEAKS], counts)

    assert np.abs(trained(known, shrink=0.0).table).max(axis=0).tolist()[1] == 0


def test_answers_of_another_shape_are_refused() -> None:
    with pytest.raises(ValueError, match="6 texts"):
        TrainingSet.of(TEXTS, [[1]], [[1]])


def test_a_text_left_out_is_judged_by_the_others_only() -> None:
    known = TrainingSet.of(TEXTS, [[one] for one in LEAKS], np.ones((6, 1)))
    apart = known.only(np.array([1, 2, 3, 4, 5]))

    shares = shares_left_out(known, parts_by(["a", "b", "b", "b", "b", "b"]), shrink=0.0)

    assert shares[0] == trained(apart, shrink=0.0).shares(TEXTS[0])
    assert sorted(shares) == list(range(6))


def test_parts_hold_every_text_once() -> None:
    dealt = random_parts(11, 3)

    assert sorted(np.concatenate(dealt).tolist()) == list(range(11))
    assert sorted(map(len, dealt)) == [3, 4, 4]


def test_a_tally_counts_what_was_heard_missed_and_imagined() -> None:
    outcomes = [(True, True)] * 3 + [(True, False)] + [(False, True)] * 2 + [(False, False)] * 4

    found = Tally.of("repair", outcomes)

    assert found == Tally("repair", heard=3, missed=1, imagined=2, left_alone=4)
    assert (found.recall, found.precision) == (0.75, 0.6)

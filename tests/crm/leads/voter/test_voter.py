"""The second voter: what it hears that no rule knows, what it leaves alone, how it is trained."""

from __future__ import annotations

from pathlib import Path

import pytest

from crm.leads.optout import heard_by_voter, wish_of
from crm.leads.voter.training import cross_validated, taught
from crm.leads.voter.votes import call_votes
from crm.leads.voter.wordings import CALLS, LABELS, Wording, read_all


def wording(text: str, *calls: str) -> Wording:
    return Wording(text, frozenset(calls), frozenset(), "test")


SMALL = [
    wording("borren mi número de su base", "silence"),
    wording("saquen mi número de la lista", "silence"),
    wording("gotea la llave de la cocina", "repair"),
    wording("gotea el techo del baño", "repair"),
    wording("busco depto de dos dormitorios"),
    wording("cuánto son los gastos comunes"),
]


@pytest.mark.parametrize(
    "text",
    ["saquen ya mi contacto de su base de envíos", "kindly get my number out of your broadcasts"],
)
def test_silence_is_heard_in_words_no_rule_knows(text: str) -> None:
    assert heard_by_voter(text)
    assert wish_of(text) == "stop"


@pytest.mark.parametrize(
    "text",
    [
        "saquen ya de su lista los monoambientes", "scrub the studios off my list please",
        "por qué ya no me escriben?", "> saquen ya mi contacto de su base de envíos\nsí quiero",
    ],
)  # fmt: skip
def test_what_the_rules_know_to_be_bounded_is_no_silence(text: str) -> None:
    assert wish_of(text) == ""


def test_the_likeliest_call_comes_first_with_its_share() -> None:
    votes = call_votes("el grifo de la pileta chorrea desde el jueves y nadie viene a repararlo")

    assert votes
    assert votes[0].call == "repair"
    assert all(0 < vote.share <= 1 for vote in votes)


def test_the_voter_tells_its_wordings_apart() -> None:
    weights = taught(SMALL)

    for one in SMALL:
        shares = dict(zip(LABELS, weights.shares(one.text), strict=True))
        assert {call for call in CALLS if shares[call] > 0.5} == one.calls


def test_wordings_left_out_are_told_by_call_and_what_nobody_judged_is_not_counted() -> None:
    unjudged = Wording("gotea el baño", frozenset(), frozenset(CALLS[1:]), "test")

    tallies = {each.name: each for each in cross_validated([*SMALL, unjudged], parts=2)}

    assert list(tallies) == [*CALLS, "a person"]
    repair, person = tallies["repair"], tallies["a person"]
    assert (repair.heard + repair.missed, repair.imagined + repair.left_alone) == (2, 4)
    assert (person.heard + person.missed, person.imagined + person.left_alone) == (2, 4)


def test_a_line_without_a_mark_is_refused(tmp_path: Path) -> None:
    (tmp_path / "some.txt").write_text("# a remark\n- hola\nX no mark\n", "utf-8")

    with pytest.raises(ValueError, match="X no mark"):
        read_all(tmp_path)


def test_the_training_set_holds_something_of_every_call() -> None:
    wordings = read_all()

    assert all(sum(call in one.calls for one in wordings) > 100 for call in CALLS)
    assert sum(not one.calls for one in wordings) > 5000

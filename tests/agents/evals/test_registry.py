"""Which data sets are measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from agents.evals.registry import SAMPLES, CannotEvaluate, absent, chosen, provider_check
from tests.agents.evals.rows import write


def test_unknown_files_are_nothing_and_half_a_set_is_none(tmp_path: Path) -> None:
    for name in ("phonenumbers_examples.jsonl", "sgd_homes.jsonl", "notes.jsonl"):
        write(tmp_path, name)

    found = [each.name for each in chosen(tmp_path, "") if not each.own]

    assert found == ["phonenumbers_examples"]
    assert "sgd_homes" in absent(tmp_path)
    assert not {"phonenumbers_examples", "scenarios"} & set(absent(tmp_path))


def test_our_own_scenarios_are_played_whatever_the_folder_holds(tmp_path: Path) -> None:
    write(tmp_path, "naughty_strings.jsonl")

    (own,) = chosen(tmp_path, "scenarios")

    assert own.paths(tmp_path) == [SAMPLES / "scenarios.jsonl"]
    write(tmp_path, "scenarios.jsonl")
    assert own.paths(tmp_path) == [tmp_path / "scenarios.jsonl"]


def test_some_are_chosen_by_name(tmp_path: Path) -> None:
    for name in ("phonenumbers_examples.jsonl", "naughty_strings.jsonl"):
        write(tmp_path, name)

    assert [each.name for each in chosen(tmp_path, " naughty_strings,")] == ["naughty_strings"]


@pytest.mark.parametrize(
    ("only", "said"),
    [
        ("lead_chat", "no data set 'lead_chat': choose of lead_chats, "),
        ("sgd_homes", "sgd_homes needs sgd_homes_inventory.jsonl, not found"),
        ("", "holds none of the data sets"),
    ],
)
def test_what_cannot_be_measured_is_said(tmp_path: Path, only: str, said: str) -> None:
    write(tmp_path, "sgd_homes.jsonl")

    with pytest.raises(CannotEvaluate, match=said):
        chosen(tmp_path, only)


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(CannotEvaluate, match="There is no folder"):
        chosen(tmp_path / "none", "")


@pytest.mark.parametrize(("name", "said"), [("gpt", "choose of offline"), ("groq", "GROQ_API_KEY")])
def test_a_provider_that_cannot_answer_is_said(name: str, said: str) -> None:
    with pytest.raises(CannotEvaluate, match=said):
        provider_check(name)


def test_our_own_samples_are_whole() -> None:
    for data_set in chosen(SAMPLES, ""):
        for file in data_set.read(SAMPLES):
            assert file.rows
            assert file.broken == []

"""How much of a large data set is measured."""

from __future__ import annotations

from pathlib import Path

import orjson

from agents.evals import report
from agents.evals.sampling import measuring, some, told

ROWS = [f"row {number}" for number in range(50)]


def test_the_same_rows_are_taken_each_time_wherever_they_stand() -> None:
    chosen = some(ROWS, 10, str)

    assert len(chosen) == 10
    assert chosen == sorted(chosen, key=ROWS.index)
    assert set(some(ROWS[::-1], 10, str)) == set(chosen)
    assert told(chosen, ROWS) == " (10 of 50)"


def test_all_rows_are_taken_when_the_whole_is_measured() -> None:
    with measuring(whole=True):
        assert some(ROWS, 10, str) == ROWS

    assert told(ROWS, ROWS) == ""


def test_a_run_of_the_whole_is_not_held_against_one_of_a_part(tmp_path: Path) -> None:
    figure = {"key": "jga", "value": 0.5}
    section = {"key": "Homes_1", "figures": [figure], "details": []}
    run = {"provider": "offline", "whole": True,
           "sets": {"sgd_homes": {"digest": "d", "sections": [section]}}}  # fmt: skip
    (tmp_path / "run.json").write_bytes(orjson.dumps(run))

    assert report.before(tmp_path, "sgd_homes", "d", "offline", whole=True) == {"Homes_1/jga": 0.5}
    assert report.before(tmp_path, "sgd_homes", "d", "offline") == {}

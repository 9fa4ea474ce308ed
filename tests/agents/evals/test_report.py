"""The table, and the run before it is held against."""

from __future__ import annotations

from pathlib import Path

import orjson

from agents.evals import report
from agents.evals.figures import Figure, Hits, Section, percentile


def section(value: float, *, beds: float = 0.5, ms: float = 40.0) -> Section:
    figures = [
        Figure("f1", "final profile, F1", value, 40, baseline="rules .592 | .566"),
        Figure("errors", "errors", 1 - value, 40, better="less"),
        Figure("p50", "time, p50", ms, 40, unit="ms", better="less", steady=False),
    ]
    return Section("card", "the card", figures, [Figure("field.beds", "beds", beds, 3)])


def keep(
    folder: Path, stamp: str, value: float, *, digest: str = "d", provider: str = "offline"
) -> None:
    found = {"digest": digest, "sections": [report.record(section(value))]}
    path = folder / f"{stamp}.json"
    path.write_bytes(orjson.dumps({"provider": provider, "sets": {"chats": found}}))


def test_each_figure_stands_beside_its_baseline_and_the_change() -> None:
    earlier = {"card/f1": 0.9, "card/errors": 0.1, "card/p50": 99.0, "card/field.beds": 0.75}

    title, f1, errors, time, details = report.lines(section(0.8), earlier)

    assert title.strip() == "the card"
    assert " ".join(f1.split()) == "final profile, F1 .800 of 40 rules .592 | .566 -.100 worse"
    assert errors.endswith("+.100 worse")
    assert time.endswith("of 40")
    assert details.strip() == "beds .500 (3, -.250 worse)"


def test_what_did_not_move_says_so_and_a_first_run_says_nothing() -> None:
    assert (
        next(line for line in report.lines(section(0.8), {"card/f1": 0.8001}) if "F1" in line)[-1]
        == "="
    )
    assert all("worse" not in line and "=" not in line for line in report.lines(section(0.8), {}))


def test_the_run_before_is_the_newest_of_the_same_rows_and_provider(tmp_path: Path) -> None:
    keep(tmp_path, "2026-01-01", 0.1)
    keep(tmp_path, "2026-01-02", 0.2)
    keep(tmp_path, "2026-01-03", 0.3, digest="others")
    keep(tmp_path, "2026-01-04", 0.4, provider="openai")
    (tmp_path / "2026-01-05.json").write_text("half a file")

    assert report.before(tmp_path, "chats", "d", "offline")["card/f1"] == 0.2
    assert report.before(tmp_path, "chats", "new", "offline") == {}


def test_figures_of_nothing_are_none_and_shown_so() -> None:
    assert Hits().f1 is None
    assert percentile([], 0.5) is None
    assert report.shown(Hits().figure("x", "x")) == "-"
    assert [report.shown(Figure("x", "x", value, 1)) for value in (0.0, 0.25, 1.0)] == [
        ".000", ".250", "1.00",
    ]  # fmt: skip

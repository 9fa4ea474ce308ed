"""The page of a run."""

from __future__ import annotations

from typing import Any

from agents.evals import bars, report
from agents.evals.figures import Section, share
from agents.evals.page import page


def run(jga: int, *, text: str = "hi") -> dict[str, Any]:
    section = Section("Homes_1", "wishes", [share("jga", "joint goal accuracy", jga, 10)])
    section.miss(text=text, gold={"area": "Napa"}, got={})
    found = {"title": "Wishes for a home", "group": "Homes", "digest": "d", "rows": 10,
             "broken": [], "seconds": 1.0,
             "before": {"Homes_1/jga": 0.5}, "sections": [report.record(section)]}  # fmt: skip
    return {"at": "2026-11-21T10:00:00", "provider": "offline", "data": "x",
            "sets": {"sgd_homes": found}}  # fmt: skip


def test_a_bar_is_cleared_or_missed() -> None:
    (good,), (bad,) = (list(bars.held(run(jga)["sets"])) for jga in (8, 6))

    assert good[0].holds(good[1])
    assert not bad[0].holds(bad[1])
    assert "1 of 1 cleared" in page(run(8))
    assert "0 of 1 cleared" in page(run(6))


def test_a_page_tells_how_figures_moved_and_holds_no_foreign_markup() -> None:
    text = page(run(8, text="<script>alert(1)</script>"))

    assert "+.300" in text
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_a_page_fetches_nothing() -> None:
    text = page(run(8))

    assert not any(word in text for word in ("http://", "https://", "src=", "@import", "url("))


def test_what_moved_is_told_at_the_top_and_what_is_below_its_bar_is_marked() -> None:
    text = page(run(4))

    assert "1 worse, 0 better" in text
    assert text.index("-.100 worse") < text.index("<small>sgd_homes</small>")
    assert '<a href="#sgd_homes" class=low>Wishes for a home</a>' in text
    assert "class=low" not in page(run(8))


def test_a_run_without_an_earlier_one_tells_of_no_change() -> None:
    found = run(8)
    found["sets"]["sgd_homes"]["before"] = {}

    assert "Since the last run" not in page(found)


def test_a_miss_is_told_value_by_value() -> None:
    text = page(run(8, text="two\nlines"))

    assert "<dt>text</dt><dd>two\nlines</dd>" in text

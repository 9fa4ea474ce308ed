"""Days in sentences, and searches over homes of others."""

from __future__ import annotations

from typing import Any

from agents.evals.days import Expression, Sentence, duckling, recognizers
from agents.evals.figures import Section
from agents.evals.sgd_search import Listing, Search, _breaks


def figure(section: Section, key: str) -> float | None:
    return next(each.value for each in section.figures if each.key == key)


def sentence(text: str, *values: dict[str, str], kind: str = "date") -> Sentence:
    result = {"TypeName": f"datetimeV2.{kind}", "Resolution": {"values": list(values)}}
    return Sentence(
        lang="en",
        input=text,
        context={"ReferenceDateTime": "2026-11-23T00:00:00"},
        results=(result,) if values else (),
    )


def test_a_day_is_right_when_it_is_one_of_the_accepted_and_a_stretch_ends_before_its_end() -> None:
    rows = [
        sentence("tomorrow", {"value": "2026-11-24"}),
        sentence("on Friday", {"value": "2026-11-20"}),
        sentence("in March", {"start": "2027-03-01", "end": "2027-04-01"}, kind="daterange"),
        sentence("no day at all"),
    ]

    (section,) = recognizers(rows)

    assert (figure(section, "day"), figure(section, "stretch")) == (0.5, 1.0)
    assert (figure(section, "false"), figure(section, "crashed")) == (0.0, 0.0)


def test_feasts_and_latent_readings_are_no_cases() -> None:
    day = {"value": "2013-02-13T00:00:00", "grain": "day", "kind": "datetime"}
    rows: list[Any] = [
        Expression(dim="Time", lang="EN", text="tomorrow", expected=day),
        Expression(dim="Time", lang="EN", text="xmas", expected={**day, "holiday": "Christmas"}),
        Expression(dim="Time", lang="EN", text="13th", expected=day, latent=True),
    ]

    _spanish, english = duckling(rows)

    assert [(f.value, f.of) for f in english.figures] == [(1.0, 1), (None, 0)]


def test_more_bedrooms_than_wished_break_no_wish_and_fewer_do() -> None:
    home = Listing(
        listing_id="h", service="Homes_1", area="Fremont", number_of_beds=2, number_of_baths=1
    )

    def breaks(**wish: str) -> list[str]:
        return _breaks(home, Search(dialogue_id="d", turn=1, service="Homes_1", parameters=wish))

    assert breaks(area="fremont", number_of_beds="1") == []
    assert breaks(area="Concord", number_of_beds="3") == ["area", "beds"]

"""Single messages of leads: what is counted of them."""

from __future__ import annotations

from typing import Any

from agents.evals.figures import Section
from agents.evals.lead_messages import LeadMessage, lead_messages


def message(text: str, *, person: bool = False, stop: bool = False, **sets: Any) -> LeadMessage:
    return LeadMessage(
        id="m", batch=1, lang="en", country="GB", text=text, sets=sets, person=person, stop=stop
    )


def figure(section: Section, key: str) -> float | None:
    return next(each.value for each in section.figures if each.key == key)


def test_a_message_is_right_when_all_that_it_says_is() -> None:
    rows = [
        message("a flat in Camden", property_type="apartment", areas=["Camden"]),
        message("a flat in Camden", property_type="house", areas=["Camden"]),
        message("put me through to a person", person=True),
        message("never write to me again", stop=True),
    ]

    (section,) = lead_messages(rows)

    assert (figure(section, "whole"), figure(section, "fields_f1")) == (0.75, 0.75)
    assert (figure(section, "person_recall"), figure(section, "stop_recall")) == (1.0, 1.0)
    assert section.misses[0]["gold"] == {"property_type": "house"}
    assert section.misses[0]["got"] == {"property_type": "apartment"}

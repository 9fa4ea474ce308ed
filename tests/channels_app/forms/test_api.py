"""Forms over the API, as the description says."""

from __future__ import annotations

import pytest

from channels_app.forms.models import FormMapping
from tests.api.cast import Scene
from tests.api.client import Api
from tests.api.described import assert_described, calls, named
from tests.channels_app.forms.stage import post, work
from tests.payloads import forms

MAP = {"channel": "googleads", "account_id": "alice-google", "form_id": "40000000002"}


@pytest.mark.usefixtures("accounts")
def test_every_answer_is_as_described(as_admin: Api, bobs: Scene) -> None:
    post("googleads", forms.google("g-9", FULL_NAME="Nadia", sueno="Providencia"))
    work()
    tour = {
        "forms_list": as_admin.get("forms"),
        "forms_map": as_admin.patch("forms", {**MAP, "fields_by_question": {"sueno": "areas"}}),
        "forms_entries_list": as_admin.get("forms/entries", state="done"),
        "forms_entries_retry": as_admin.post(f"forms/entries/{bobs.entry.pk}/retry"),
    }

    for name, answer in tour.items():
        assert answer.status_code == 200, (name, answer.content)
        assert_described(named(name), answer)
    assert {call.id for call in calls() if call.path.startswith("forms")} == set(tour)
    (entry,) = tour["forms_entries_list"].json()["results"]
    assert entry["answers"]["sueno"] == ["Providencia"]
    assert FormMapping.objects.get().field == "areas"


def test_what_has_not_failed_is_not_tried_again(as_admin: Api, bobs: Scene) -> None:
    again = f"forms/entries/{bobs.entry.pk}/retry"

    assert [as_admin.post(again).status_code for _time in range(2)] == [200, 409]


@pytest.mark.parametrize("wrong", [{"a": "password"}, {"a": 1}, "all", None])
def test_a_field_there_is_not_is_refused(as_admin: Api, wrong: object) -> None:
    answer = as_admin.patch("forms", {**MAP, "fields_by_question": wrong})

    assert answer.status_code == 400
    assert not FormMapping.objects.exists()

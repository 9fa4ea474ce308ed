"""Leads over the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from crm.accounts.models import User
from crm.core.actors import SYSTEM
from crm.leads.models import Lead
from crm.leads.services import lead_create
from tests.api.cast import Scene
from tests.api.client import Api, error_of

LEAD = {"id", "status", "stage", "score", "temperature", "qualified", "source", "persona", "owner",
        "contact", "profile", "qualification", "created_at", "updated_at"}  # fmt: skip


def names(answer: Any) -> list[str]:
    return [lead["contact"]["name"] for lead in answer.json()["results"]]


def test_a_lead_has_the_shape_of_the_contract(as_bob: Api, bobs: Scene, bob: User) -> None:
    answer = as_bob.get(f"leads/{bobs.lead.pk}")

    lead = answer.json()
    assert answer.status_code == 200
    assert set(lead) == LEAD
    assert (lead["stage"], lead["status"], lead["owner"]) == ("new", "open", str(bob.pk))
    assert lead["contact"] == {
        "name": "Pedro Rojas", "phone": "+56987650001", "email": None, "language": None,
        "opted_out_at": None, "marketing_opted_out_at": None,
    }  # fmt: skip
    assert lead["profile"]["areas"] == ["Ñuñoa"]
    assert lead["profile"]["budget_max"] == 120_000_000
    assert lead["profile"]["city"] is None
    assert set(lead["qualification"]) == {
        "score", "parts", "reasons", "next_step", "words", "top_matches"
    }  # fmt: skip


def test_an_agent_sees_her_own_and_the_unassigned(as_luz: Api, bobs: Scene, luz: User) -> None:
    lead_create(actor=SYSTEM, name="Mía", owner=luz)
    lead_create(actor=SYSTEM, name="De nadie")

    assert set(names(as_luz.get("leads"))) == {"Mía", "De nadie"}


def test_a_list_costs_the_same_however_long_it_is(as_admin: Api, bobs: Scene) -> None:
    as_admin.get("leads")
    with CaptureQueriesContext(connection) as before:
        as_admin.get("leads")
    for number in range(8):
        lead_create(actor=SYSTEM, name=f"Lead {number}")

    with CaptureQueriesContext(connection) as after:
        assert as_admin.get("leads").json()["count"] == 9

    # Who calls, how many, the page, its verdicts.
    assert len(before) == len(after) == 4, [query["sql"] for query in after]


def test_a_lead_costs_three_queries(
    as_bob: Api, bobs: Scene, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(3):
        as_bob.get(f"leads/{bobs.lead.pk}")


def test_the_list_is_searched_and_narrowed(as_admin: Api, bobs: Scene, bob: User) -> None:
    Lead.objects.filter(pk=bobs.lead.pk).update(score=80)
    lead_create(actor=SYSTEM, name="María Ñandú", phone="+56987650002", source="web")

    assert names(as_admin.get("leads", q="nandu")) == ["María Ñandú"]
    assert names(as_admin.get("leads", q="50002")) == ["María Ñandú"]
    assert names(as_admin.get("leads", score_min=80)) == ["Pedro Rojas"]
    assert names(as_admin.get("leads", owner=str(bob.pk))) == ["Pedro Rojas"]
    assert names(as_admin.get("leads", owner="none")) == ["María Ñandú"]
    assert names(as_admin.get("leads", source="web")) == ["María Ñandú"]
    assert names(as_admin.get("leads", stage="won")) == []
    assert len(names(as_admin.get("leads", status="open", stage="new"))) == 2


def test_pages_of_a_list_lead_to_each_other(as_admin: Api) -> None:
    for number in range(5):
        lead_create(actor=SYSTEM, name=f"Lead {number}")

    first = as_admin.get("leads", limit=2, ordering="name").json()
    second = as_admin.get(first["next"].partition("/api/v1/")[2]).json()

    assert first["count"] == 5
    assert first["previous"] is None
    assert [row["contact"]["name"] for row in second["results"]] == ["Lead 2", "Lead 3"]
    assert "offset=4" in second["next"]


def test_a_page_is_never_longer_than_the_longest(as_bob: Api, bobs: Scene) -> None:
    assert "limit=200" in as_bob.get("leads", limit=9999, offset=1).json()["previous"]
    assert as_bob.get(f"leads/{bobs.lead.pk}/timeline", limit=9999).status_code == 200


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"ordering": "contact__phone"}, "ordering"),
        ({"score_min": "much"}, "score_min"),
        ({"score_min": "101"}, "score_min"),
        ({"status": "gone"}, "status"),
        ({"owner": "somebody"}, "owner"),
        ({"q": "a\x00b"}, "q"),
        ({"limit": "all"}, "limit"),
        ({"limit": "0"}, "limit"),
        ({"offset": "-1"}, "offset"),
    ],
)
def test_a_filter_that_cannot_be_is_refused_by_name(
    as_admin: Api, query: dict[str, str], field: str
) -> None:
    answer = as_admin.get("leads", **query)

    assert answer.status_code == 400
    assert list(error_of(answer)["fields"]) == [field]


def test_a_lead_is_entered_with_all_that_is_known(as_bob: Api, bob: User) -> None:
    answer = as_bob.post(
        "leads",
        {
            "contact": {"name": "Ana Díaz", "phone": "9 8765 4321", "email": "Ana@Example.com"},
            "profile": {"operation": "rent", "beds": 2, "budget_max": 650000, "currency": "CLP"},
            "owner": str(bob.pk),
            "persona": "investor",
            "source": "portal",
        },
    )

    lead = answer.json()
    assert answer.status_code == 201
    assert answer["Location"] == f"/api/v1/leads/{lead['id']}"
    assert lead["contact"]["phone"] == "+56987654321"
    assert lead["contact"]["email"] == "ana@example.com"
    assert (lead["persona"], lead["source"], lead["owner"]) == ("investor", "portal", str(bob.pk))
    assert lead["profile"]["budget_max"] == 650000


def test_the_contact_may_stand_at_the_top(as_bob: Api) -> None:
    lead = as_bob.post("leads", {"name": "Ana", "phone": "+56987654321"}).json()

    assert lead["contact"]["name"] == "Ana"
    assert lead["source"] == "api"


def test_a_person_with_an_open_lead_gets_no_second_one(as_admin: Api, bobs: Scene) -> None:
    answer = as_admin.post("leads", {"phone": "+56 9 8765 0001"})

    assert answer.status_code == 409
    assert error_of(answer)["code"] == "lead_exists"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"),
        ({"name": "A", "nmae": "B"}, "nmae"),
        ({"name": "A", "profile": {"bedrooms": 2}}, "profile.bedrooms"),
        ({"name": "A", "profile": {"budget_max": "lots"}}, "profile.budget_max"),
        ({"name": "A", "profile": {"budget_max": -1}}, "profile.budget_max"),
        ({"name": "A", "profile": {"budget_max": "NaN"}}, "profile.budget_max"),
        ({"name": "A", "profile": {"budget_max": 1e300}}, "profile.budget_max"),
        ({"name": "A", "profile": {"beds": 10**30}}, "profile.beds"),
        ({"name": "A", "profile": {"beds": True}}, "profile.beds"),
        ({"name": "A", "profile": {"currency": "XXX"}}, "profile.currency"),
        ({"name": "A", "profile": {"timeline_to": "soon"}}, "profile.timeline_to"),
        ({"name": "A", "profile": {"preapproved": "perhaps"}}, "profile.preapproved"),
        ({"name": "A", "profile": []}, "profile"),
        ({"phone": "12"}, "phone"),
        ({"contact": {"phone": "12"}}, "contact.phone"),
        ({"name": "A", "contact": {"name": "B"}}, "name"),
        ({"name": "A\x00"}, "name"),
        ({"name": "A" * 161}, "name"),
        ({"name": ["A"]}, "name"),
        ({"name": "A", "email": "nowhere"}, "email"),
        ({"name": "A", "language": "español"}, "language"),
        ({"name": "A", "owner": "7"}, "owner"),
        ({"name": "A", "owner": "0198c0de-0000-7000-8000-000000000000"}, "owner"),
        ({"name": "A", "score": 100}, "score"),
    ],
)
def test_what_cannot_be_saved_is_refused_by_name(
    as_admin: Api, body: dict[str, Any], field: str
) -> None:
    answer = as_admin.post("leads", body)

    assert answer.status_code == 400
    assert field in error_of(answer)["fields"]
    assert not Lead.objects.exists()


def test_a_lead_is_changed_in_one_stroke(as_bob: Api, bobs: Scene, luz: User) -> None:
    answer = as_bob.patch(
        f"leads/{bobs.lead.pk}",
        {
            "contact": {"email": "pedro@example.com"},
            "profile": {"beds": 3, "budget_max": None},
            "persona": "family",
            "owner": str(luz.pk),
        },
    )

    lead = answer.json()
    assert answer.status_code == 200
    assert lead["contact"]["email"] == "pedro@example.com"
    assert (lead["profile"]["beds"], lead["profile"]["budget_max"]) == (3, None)
    assert (lead["persona"], lead["owner"]) == ("family", str(luz.pk))
    assert as_bob.get(f"leads/{bobs.lead.pk}").status_code == 404


def test_nothing_is_changed_when_something_cannot_be(as_bob: Api, bobs: Scene) -> None:
    answer = as_bob.patch(
        f"leads/{bobs.lead.pk}", {"contact": {"name": "Otro"}, "profile": {"area_m2": 0}}
    )

    assert answer.status_code == 400
    assert list(error_of(answer)["fields"]) == ["profile.area_m2"]
    assert as_bob.get(f"leads/{bobs.lead.pk}").json()["contact"]["name"] == "Pedro Rojas"


def test_a_phone_of_somebody_else_is_refused(as_bob: Api, bobs: Scene) -> None:
    lead_create(actor=SYSTEM, name="Otra", phone="+56987650003")

    answer = as_bob.patch(f"leads/{bobs.lead.pk}", {"contact": {"phone": "987650003"}})

    assert answer.status_code == 400
    assert list(error_of(answer)["fields"]) == ["contact.phone"]


def test_a_write_sent_again_with_its_key_is_done_once(as_bob: Api) -> None:
    first = as_bob.post("leads", {"name": "Ana"}, idempotency_key="once")
    again = as_bob.post("leads", {"name": "Ana"}, idempotency_key="once")
    other = as_bob.post("leads", {"name": "Eva"}, idempotency_key="once")

    assert again.json() == first.json()
    assert (again.status_code, again["Idempotency-Replayed"]) == (201, "true")
    assert other.status_code == 422
    assert Lead.objects.count() == 1


def test_the_timeline_goes_on_from_the_last_line_seen(as_bob: Api, bobs: Scene) -> None:
    whole = as_bob.get(f"leads/{bobs.lead.pk}/timeline").json()

    first = as_bob.get(f"leads/{bobs.lead.pk}/timeline", limit=2).json()
    rest = as_bob.get(first["next"].partition("/api/v1/")[2]).json()

    assert whole["count"] == len(whole["results"]) >= 3
    assert whole["results"][0]["kind"] == "note"
    assert first["results"] + rest["results"] == whole["results"][:4]


def test_tasks_are_added_and_ticked_off_once(as_bob: Api, bobs: Scene, luz: User) -> None:
    path = f"leads/{bobs.lead.pk}/tasks"
    made = as_bob.post(
        path, {"title": "Visitar", "due_at": "2030-01-02T10:00:00-03:00", "assignee": str(luz.pk)}
    )
    task = made.json()

    ticked = as_bob.patch(f"tasks/{task['id']}", {"done": True}).json()
    again = as_bob.patch(f"tasks/{task['id']}", {"done": True}).json()
    back = as_bob.patch(f"tasks/{task['id']}", {"done": False})

    assert made.status_code == 201
    assert (task["due_at"], task["assignee"]) == ("2030-01-02T13:00:00Z", str(luz.pk))
    assert ticked["done"] is True
    assert again == ticked
    assert back.status_code == 400
    assert [row["title"] for row in as_bob.get(path).json()["results"]] == ["Llamar", "Visitar"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "title"),
        ({"title": ""}, "title"),
        ({"title": "x", "due_at": "tomorrow"}, "due_at"),
        ({"title": "x", "due_at": "9999-12-31T23:59:59-23:00"}, "due_at"),
        ({"title": "x", "assignee": "0198c0de-0000-7000-8000-000000000000"}, "assignee"),
        ({"title": "x", "done": True}, "done"),
    ],
)
def test_a_task_that_cannot_be_is_refused_by_name(
    as_bob: Api, bobs: Scene, body: dict[str, Any], field: str
) -> None:
    answer = as_bob.post(f"leads/{bobs.lead.pk}/tasks", body)

    assert answer.status_code == 400
    assert list(error_of(answer)["fields"]) == [field]


def test_notes_are_left_and_listed_with_their_author(as_bob: Api, bobs: Scene) -> None:
    made = as_bob.post(f"leads/{bobs.lead.pk}/notes", {"text": "Llamó\ndos veces 👋"})

    notes = as_bob.get(f"leads/{bobs.lead.pk}/notes").json()
    assert made.status_code == 201
    assert [note["text"] for note in notes["results"]] == [
        "Llamó\ndos veces 👋",
        "Prefiere mañanas",
    ]
    assert notes["results"][0]["author"] == {"kind": "person", "name": "Bob"}


def test_an_edit_answers_with_the_new_score(
    as_bob: Api, bobs: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The test's own transaction never commits: what waits for the commit is done at once.
    monkeypatch.setattr(transaction, "on_commit", lambda work, **_: work())

    lead = as_bob.patch(f"leads/{bobs.lead.pk}", {"profile": {"preapproved": True}}).json()

    assert lead["score"] == lead["qualification"]["score"] > 0
    assert sum(part["points"] for part in lead["qualification"]["parts"].values()) == lead["score"]

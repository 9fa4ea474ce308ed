"""The OpenAPI document is complete, true, and readable by people."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.validation import validate_schema

from crm.core.apidocs import spec
from tests.api.cast import Scene, message_unsure
from tests.api.client import ALICES_HOST, Api
from tests.api.described import assert_described, calls, named


def test_the_document_is_made_without_a_warning() -> None:
    spec.cache_clear()
    with GENERATOR_STATS.silence():
        GENERATOR_STATS.reset()
        found = spec()

    assert not GENERATOR_STATS._warn_cache
    assert not GENERATOR_STATS._error_cache
    validate_schema(found)


def test_every_call_says_what_it_is_for_and_how_it_refuses() -> None:
    for call in calls():
        operation = spec()["paths"][f"/api/v1/{call.template}"][call.method.lower()]
        assert operation["summary"], call.id
        assert {"400", "401", "429"} <= set(operation["responses"]), call.id
        assert any(status.startswith("2") for status in operation["responses"]), call.id
    assert len({call.id for call in calls()}) == len(calls())


@pytest.mark.parametrize(("accept", "kind"), [("*/*", "json"), ("application/yaml", "yaml")])
def test_the_document_is_served_to_anybody(alice: Any, accept: str, kind: str) -> None:
    answer = Client(headers={"host": ALICES_HOST, "accept": accept}).get("/api/v1/schema/")

    assert answer.status_code == 200
    assert kind in answer["Content-Type"]
    if kind == "json":
        assert json.loads(answer.content)["openapi"] == "3.1.0"


def test_the_page_shows_every_call_and_needs_nothing_from_elsewhere(alice: Any) -> None:
    answer = Client(headers={"host": ALICES_HOST}).get("/api/v1/docs/")

    page = answer.content.decode()
    assert answer.status_code == 200
    assert all(f'id="{call.id}"' in page for call in calls())
    assert not re.findall(r'(?:src|href)="(?:https?:)?//|style="|<style|\son\w+="', page)
    links = set(re.findall(r'href="#([\w-]+)"', page))
    assert links <= set(re.findall(r'id="([\w-]+)"', page))


def test_the_guide_names_every_call() -> None:
    guide = Path(settings.BASE_DIR, "docs", "api.md").read_text(encoding="utf-8")

    missing = [call for call in calls() if f"`{call.method} {call.template}`" not in guide]
    assert not missing, "docs/api.md does not name these calls"


def test_every_answer_is_as_described(as_bob: Api, bobs: Scene) -> None:
    lead, thread = f"leads/{bobs.lead.pk}", f"conversations/{bobs.conversation.pk}"
    tour = {
        "auth_me": as_bob.get("auth/me"),
        "approvals_list": as_bob.get("agents/approvals"),
        "approvals_decide": as_bob.post(
            f"agents/approvals/{bobs.approval.pk}/decide", {"approve": False, "reason": "No"}
        ),
        "leads_list": as_bob.get("leads", limit=1),
        "leads_create": as_bob.post("leads", {"name": "Ana"}),
        "leads_qualify": as_bob.post(f"{lead}/qualify", {"recompute": True}),
        "leads_retrieve": as_bob.get(lead),
        "leads_update": as_bob.patch(lead, {"persona": "family"}),
        "leads_timeline": as_bob.get(f"{lead}/timeline"),
        "leads_tasks_list": as_bob.get(f"{lead}/tasks"),
        "leads_tasks_create": as_bob.post(f"{lead}/tasks", {"title": "Llamar"}),
        "leads_notes_list": as_bob.get(f"{lead}/notes"),
        "leads_notes_create": as_bob.post(f"{lead}/notes", {"text": "Hola"}),
        "leads_move": as_bob.post(f"{lead}/move", {"stage": "offer"}),
        "leads_matches": as_bob.get(f"{lead}/matches"),
        "leads_conversations_list": as_bob.get(f"{lead}/conversations"),
        "tasks_update": as_bob.patch(f"tasks/{bobs.task.pk}", {"done": True}),
        "pipeline_stages": as_bob.get("pipeline/stages"),
        "pipeline_board": as_bob.get("pipeline/board"),
        "conversations_list": as_bob.get("conversations"),
        "conversations_retrieve": as_bob.get(thread),
        "messages_create": as_bob.post(f"{thread}/messages", {"text": "Hola"}),
        "messages_list": as_bob.get(f"{thread}/messages"),
        "attachments_create": as_bob._client.post(
            f"/api/v1/{thread}/attachments", {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}
        ),
        "messages_settle": as_bob.post(f"{thread}/messages/{bobs.message.pk}/settle"),
        "messages_resend": as_bob.post(
            f"{thread}/messages/{message_unsure(bobs.conversation).pk}/resend"
        ),
        "deliveries_list": as_bob.get("deliveries"),
        "conversations_takeover": as_bob.post(f"{thread}/takeover"),
        "conversations_release": as_bob.post(f"{thread}/release"),
        "conversations_close": as_bob.post(f"{thread}/close"),
        "leads_opt_out": as_bob.post(f"{lead}/opt-out", {"words": "No me escriban"}),
        "leads_opt_in": as_bob.post(f"{lead}/opt-in", {"words": "Sí, escríbanme"}),
        "leads_merge": as_bob.post(
            f"{lead}/merge", {"with": as_bob.post("leads", {"name": "Doble"}).json()["id"]}
        ),
        "inventory_search": as_bob.get("inventory/search"),
        "inventory_retrieve": as_bob.get(f"inventory/{bobs.unit.pk}"),
        "agents_tools_list": as_bob.get("agents/tools"),
        "agents_tools_call": as_bob.post(
            "agents/tools/lead_read", {"arguments": {"lead_id": str(bobs.lead.pk)}}
        ),
        "agents_runs_list": as_bob.get("agents/runs"),
        "agents_runs_retrieve": as_bob.get(f"agents/runs/{bobs.run.pk}"),
    }

    for name, answer in tour.items():
        assert answer.status_code in {200, 201}, (name, answer.content)
        assert_described(named(name), answer)
    # Signing in, talking to Sofía, files, webhooks, prompts and the ledger have their own tours.
    apart = (
        "auth/", "chat/", "agent/", "attachments/", "webhooks", "inbound-events", "forms",
        "agents/prompts", "agents/train", "ad-copy", "agents/try-outs", "agents/checks",
        "agents/scenarios", "agents/experiments",
        "agents/leasing", "agents/marketing", "agents/property",
    )  # fmt: skip
    elsewhere = {call.id for call in calls() if call.path.startswith(apart)}
    assert {call.id for call in calls()} - elsewhere <= set(tour)


def test_every_refusal_is_as_described(as_bob: Api, as_nobody: Api, bobs: Scene) -> None:
    thread = f"conversations/{bobs.conversation.pk}"

    assert_described(named("leads_create"), as_bob.post("leads", {"nmae": "Ana"}))
    assert_described(named("leads_create"), as_bob.post("leads", {"phone": "+56987650001"}))
    assert_described(named("leads_list"), as_nobody.get("leads"))
    assert_described(named("leads_retrieve"), as_bob.get(f"leads/{bobs.unit.pk}"))
    assert_described(
        named("messages_create"), as_bob.post(f"{thread}/messages", {"text": "x" * 5000})
    )
    assert_described(
        named("leads_create"), as_bob.send("POST", "leads", b"name=Ana", content_type="text/plain")
    )

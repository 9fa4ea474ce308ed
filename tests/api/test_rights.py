"""Who may call what: nobody without a token, nobody with another broker's, and no strangers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.permissions import IsAuthenticated

from crm.accounts.models import User
from crm.accounts.services import user_update
from crm.core.actors import SYSTEM
from tests.api.cast import Scene
from tests.api.client import ALICES_HOST, CHARLIES_HOST, Api, error_of
from tests.api.described import PUBLIC, Call, calls

#: Whose id stands in an address, by how the address begins.
SUBJECTS: Final = {
    "leads/": "lead",
    "conversations/": "conversation",
    "attachments/": "attachment",
    "tasks/": "task",
    "agents/runs/": "run",
    "agents/prompts/": "version",
    "agents/try-outs/": "tryout",
    "agents/checks/": "check",
    "agents/scenarios/": "scenario",
    "agents/experiments/": "experiment",
    "agents/train/proposals/": "proposal",
    "agents/train/": "training",
    "agents/approvals/": "approval",
    "inventory/": "unit",
    "webhooks/": "webhook",
    "forms/entries/": "entry",
    "inbound-events/": "event",
}
#: What only admins may ask for: an agent is told so, whatever the id.
ADMINS: Final = {
    *("webhook", "event", "entry", "version", "training", "proposal"),
    *("tryout", "check", "scenario", "experiment"),
}
#: What everybody of the broker sees, whoever works the lead.
SHARED: Final = {"unit"}
#: Addresses outside of the description that anybody may read: it says nothing of any broker.
OPEN_VIEWS: Final = {"schema", "docs", "login", "refresh"}

protected = pytest.mark.parametrize(
    "call", [call for call in calls() if call.id not in PUBLIC], ids=lambda call: call.id
)
with_object = pytest.mark.parametrize(
    "call", [call for call in calls() if "{id}" in call.path], ids=lambda call: call.id
)


def subject(call: Call) -> str:
    """The kind of object an address names."""
    found = [kind for start, kind in SUBJECTS.items() if call.path.startswith(start)]
    assert found, f"Say in SUBJECTS whose id {call.path} holds"
    return found[0]


def path(call: Call, scene: Scene) -> str:
    plain = call.path.replace("{delivery}", str(scene.delivery.pk))
    plain = plain.replace("{message}", str(scene.message.pk))
    return plain.replace("{id}", str(getattr(scene, subject(call)).pk))


def ask(api: Api, call: Call, where: str) -> Any:
    return api.send(call.method, where, {}) if call.is_write else api.get(where)


@protected
def test_signed_out_is_401(as_nobody: Api, bobs: Scene, call: Call) -> None:
    answer = ask(as_nobody, call, path(call, bobs) if "{id}" in call.path else call.path)

    assert answer.status_code == 401
    assert error_of(answer)["code"] == "not_authenticated"
    assert answer["WWW-Authenticate"].startswith("Bearer")


@protected
def test_another_brokers_token_is_401(charlies: Any, bobs: Scene, call: Call) -> None:
    _scene, charlie = charlies
    stranger = Api(None, ALICES_HOST, token=charlie.token)

    answer = ask(stranger, call, path(call, bobs) if "{id}" in call.path else call.path)

    assert answer.status_code == 401


@with_object
def test_another_brokers_object_is_404(
    charlies: tuple[Scene, Api], as_admin: Api, call: Call
) -> None:
    theirs, _charlie = charlies

    answer = ask(as_admin, call, path(call, theirs))

    assert answer.status_code == 404
    assert error_of(answer)["code"] == "not_found"


@with_object
def test_another_agents_object_is_404(as_luz: Api, bobs: Scene, call: Call) -> None:
    answer = ask(as_luz, call, path(call, bobs))

    told = 403 if subject(call) in ADMINS else 200 if subject(call) in SHARED else 404
    assert answer.status_code == told


@with_object
def test_the_admin_finds_what_an_agent_has(as_admin: Api, bobs: Scene, call: Call) -> None:
    assert ask(as_admin, call, path(call, bobs)).status_code != 404


@with_object
def test_an_id_of_nothing_is_404(as_admin: Api, call: Call) -> None:
    for name in (str(UUID(int=0)), "7", "%00", "..%2f", "x" * 300):
        where = call.path
        for part in ("{id}", "{delivery}", "{message}"):
            where = where.replace(part, name)
        answer = ask(as_admin, call, where)

        assert answer.status_code == 404, name
        error_of(answer)


def test_the_same_token_works_at_home(charlies: tuple[Scene, Api]) -> None:
    theirs, charlie = charlies

    assert charlie.get(f"leads/{theirs.lead.pk}").status_code == 200


def test_who_left_is_let_in_no_more(as_bob: Api, bob: User) -> None:
    assert as_bob.get("leads").status_code == 200

    user_update(user=bob, is_active=False, actor=SYSTEM)

    assert as_bob.get("leads").status_code == 401


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "Bearer", "é", "x" * 20_000])
def test_a_token_that_is_none_is_401(alice: Any, token: str) -> None:
    answer = Api(None, token=token or "\t").get("leads")

    assert answer.status_code == 401
    error_of(answer)


def test_every_address_asks_for_a_token_or_is_on_the_short_list() -> None:
    for name, view in api_views():
        if name in OPEN_VIEWS:
            continue
        kind = view.view_class if hasattr(view, "view_class") else view.cls
        assert kind.authentication_classes, f"{name} lets anybody in"
        assert IsAuthenticated in kind.permission_classes, f"{name} lets anybody in"
        declared = getattr(kind, "ability", None)
        assert declared or name == "me", f"{name} declares no ability"


def test_both_spellings_of_an_address_answer(as_bob: Api) -> None:
    assert as_bob.get("leads").json() == as_bob.get("leads/").json()
    assert as_bob.post("leads/", {"name": "Ana"}).status_code == 201


def test_the_other_brokers_lists_hold_nothing_of_ours(
    charlies: tuple[Scene, Api], bobs: Scene
) -> None:
    _theirs, charlie = charlies

    for listing in ("leads", "conversations", "agents/runs", "inventory/search"):
        answer = charlie.get(listing)
        assert answer.json()["count"] == 1, listing
        assert str(bobs.lead.pk) not in answer.content.decode()
    assert CHARLIES_HOST in charlie.get("leads", limit=1, offset=1).json()["previous"]


def api_views() -> Iterator[tuple[str, Any]]:
    """Every view below /api/v1/ with the name of its address."""
    for pattern in _below(get_resolver(), ""):
        yield pattern.name or "", pattern.callback


def _below(resolver: URLResolver, prefix: str) -> Iterator[URLPattern]:
    for each in resolver.url_patterns:
        here = prefix + str(each.pattern).removeprefix("^/")
        if isinstance(each, URLResolver):
            yield from _below(each, here)
        elif here.startswith("api/v1/") and each.name:
            yield each

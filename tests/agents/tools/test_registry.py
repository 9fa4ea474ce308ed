"""The registry: who may call what, and what a call is told that does not fit."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from agents.tools import registry
from agents.tools.desk import Audience, Desk
from agents.tools.limit import Stop, Stopped, limited, stoppable
from agents.tools.registry import Arguments, BadArguments, Effect, tool, tool_named, tools_all
from agents.tools.staff import StaffContext, staff_context
from agents.turns.context import TurnContext
from crm.accounts.models import User
from crm.accounts.permissions import ABILITIES
from crm.brokers.models import Broker
from crm.core.errors import Forbidden


class Count(Arguments):
    times: int


def counting(context: StaffContext, arguments: Count) -> dict[str, Any]:
    """Count."""
    return {"times": arguments.times}


def anyone(context: Desk, arguments: Count) -> dict[str, Any]:
    """Count for anybody."""
    return {"times": arguments.times}


def leads_only(context: TurnContext, arguments: Count) -> dict[str, Any]:
    """Count for a lead."""
    return {"times": arguments.times}


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> Callable[..., registry.Tool]:
    """Registers a function for the time of a test."""
    monkeypatch.setattr(registry, "_tools", {})

    def register(function: Any, **options: Any) -> registry.Tool:
        tool(**{"effect": Effect.READ, **options})(function)
        found = tool_named(function.__name__)
        assert found is not None
        return found

    return register


@pytest.fixture
def bob(alice: Broker) -> User:
    """An agent of Alice's."""
    return User.objects.create(email="bob@sofia.test", name="Bob", role="AGENT")


def test_the_context_a_tool_takes_says_who_may_call_it(registered: Any) -> None:
    assert registered(counting, right="leads.view").audience is Audience.STAFF
    assert registered(anyone, right="leads.view").audience is Audience.BOTH
    assert registered(leads_only).audience is Audience.LEAD


def test_a_tool_for_people_names_an_ability(registered: Any) -> None:
    with pytest.raises(ValueError, match="names no ability"):
        registered(counting)
    with pytest.raises(ValueError, match="names no ability"):
        registered(anyone, right="leads.fly")


def test_a_tool_cannot_be_offered_to_whom_its_context_is_not(registered: Any) -> None:
    with pytest.raises(TypeError):
        registered(leads_only, audience=Audience.STAFF, right="leads.view")


def test_a_person_may_what_their_role_and_their_key_may(registered: Any, bob: User) -> None:
    each = registered(counting, right="leads.view")

    assert each.call(staff_context(bob), {"times": 3}) == {"times": 3}
    with pytest.raises(Forbidden):
        each.call(staff_context(bob, scopes=frozenset({"inventory.view"})), {"times": 3})


def test_a_key_gives_nobody_more_than_their_role(registered: Any, bob: User) -> None:
    each = registered(counting, right="inventory.edit")

    with pytest.raises(Forbidden):
        each.call(staff_context(bob, scopes=frozenset(ABILITIES)), {"times": 3})


def test_a_leads_tool_is_nobody_elses(registered: Any, bob: User) -> None:
    each = registered(leads_only)

    with pytest.raises(Forbidden):
        each.call(staff_context(bob), {"times": 3})


@pytest.mark.parametrize("given", [{}, {"times": "many"}, {"times": 1, "who": "me"}])
def test_what_does_not_fit_is_named(registered: Any, bob: User, given: Any) -> None:
    each = registered(counting, right="leads.view")

    with pytest.raises(BadArguments) as refused:
        each.call(staff_context(bob), given)

    assert set(refused.value.fields) <= {"times", "who"}
    assert refused.value.fields


def test_no_statement_begins_after_the_time_is_over(alice: Broker) -> None:
    with pytest.raises(Stopped), limited(-1), connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def test_what_was_stopped_runs_no_further(alice: Broker) -> None:
    stop = Stop()
    with stoppable(stop), limited(5), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        stop.set()
        with pytest.raises(Stopped):
            cursor.execute("SELECT 1")


def test_a_running_statement_is_cancelled(alice_for_real: Broker) -> None:
    stop = Stop()
    later = threading.Timer(0.2, stop.set)
    later.start()

    with (
        pytest.raises(Stopped),
        stoppable(stop),
        limited(60),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT pg_sleep(30)")

    later.join()


def test_every_tool_speaks_for_itself() -> None:
    mute = [each.name for each in tools_all() if len(each.description) < 40]
    assert tools_all()
    assert not mute, f"A tool's docstring is what a model reads: {mute}"

"""A browser without scripts or with htmx, signed in at Alice's host."""

from __future__ import annotations

from typing import Any

from django.test import Client

from crm.accounts.models import User
from crm.brokers import hosts
from crm.core import rates
from crm.core.tenancy import in_schema
from tests.platform import ALICES_HOST


def door(
    user: User | None, *, htmx: bool = False, target: str = "", host: str = ALICES_HOST
) -> Client:
    """A client of the broker's pages; with ``htmx`` it asks for pieces of them."""
    hosts._forget()
    rates.forget_all()
    headers: dict[str, Any] = {"host": host}
    if htmx:
        headers |= {"hx-request": "true"} | ({"hx-target": target} if target else {})
    client = Client(headers=headers)
    if user is not None:
        with in_schema("t_alice"):
            client.force_login(user)
    return client


def text_of(answer: Any) -> str:
    """The answer's body."""
    return str(answer.content.decode())


def at(role: str) -> Client:
    """A new person of that role at Alice's, signed in; they read English."""
    return door(
        User.objects.create(email=f"{role}@alice.test", name="Ana", role=role, language="en")
    )

"""Somebody of Alice's broker at their browser."""

from __future__ import annotations

from django.test import Client

from crm.accounts.models import User


def at(role: str) -> Client:
    """A new person of that role, signed in; they read English."""
    user = User.objects.create(email=f"{role}@alice.test", name="Ana", role=role, language="en")
    client = Client(headers={"host": "t-alice.localhost"})
    client.force_login(user, backend="crm.accounts.backends.EmailBackend")
    return client

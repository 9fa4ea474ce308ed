"""API keys: made with no more rights than their person has, kept as a digest, ended for good."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from crm.accounts.keys.models import ApiKey
from crm.accounts.keys.services import api_key_of, api_key_revoke
from crm.accounts.models import User
from crm.accounts.services import user_update
from crm.brokers.models import Broker
from crm.core.actors import SYSTEM
from crm.core.errors import Invalid
from crm.core.models import AuditLog
from tests.api.cast import Scene, person
from tests.api.client import CHARLIES_HOST, Api, error_of
from tests.keys import key_of


def as_key(secret: str, **options: Any) -> Api:
    """A program that signs in with this key."""
    api = Api(None, **options)
    api._client.defaults["HTTP_AUTHORIZATION"] = f"Api-Key {secret}"
    return api


def test_a_secret_is_told_once_and_never_kept(admin: User) -> None:
    key, secret = key_of(admin)

    row = ApiKey.objects.filter(pk=key.pk).values().get()
    assert secret not in str(row)
    assert secret not in str(list(AuditLog.objects.values()))
    assert api_key_of(secret) == key


def test_the_key_does_what_its_scopes_say(admin: User, bobs: Scene) -> None:
    _key, secret = key_of(admin, ["leads.view"])
    program = as_key(secret)

    assert program.get("leads").json()["count"] == 1
    refused = program.post(f"leads/{bobs.lead.pk}/notes", {"text": "x"})
    assert refused.status_code == 403
    assert error_of(refused)["code"] == "forbidden"


def test_the_key_sees_what_its_person_sees(luz: User, bobs: Scene) -> None:
    _key, secret = key_of(luz)

    assert as_key(secret).get(f"leads/{bobs.lead.pk}").status_code == 404


@pytest.mark.parametrize("scopes", [[], ["leads.fly"], ["settings.edit"]])
def test_a_key_gets_nothing_its_person_has_not(bob: User, scopes: list[str]) -> None:
    with pytest.raises(Invalid) as refused:
        key_of(bob, scopes)

    assert "scopes" in refused.value.fields


def test_what_a_person_may_no_more_their_key_may_no_more(admin: User, alice: Broker) -> None:
    other = person("Eva", "ADMIN")
    _key, secret = key_of(other, ["webhooks.edit"])
    assert as_key(secret).get("webhooks").status_code == 200

    user_update(user=other, role="AGENT", actor=SYSTEM)

    assert as_key(secret).get("webhooks").status_code == 403


def test_an_ended_key_opens_nothing(admin: User) -> None:
    key, secret = key_of(admin)

    api_key_revoke(key=key, actor=SYSTEM)
    api_key_revoke(key=key, actor=SYSTEM)

    answer = as_key(secret).get("leads")
    assert answer.status_code == 401
    assert error_of(answer)["code"] == "authentication_failed"
    assert AuditLog.objects.filter(verb="crm.key.revoked").count() == 1


def test_a_key_ends_on_its_day_and_with_its_person(admin: User) -> None:
    key, secret = key_of(admin)
    ApiKey.objects.filter(pk=key.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert api_key_of(secret) is None

    ApiKey.objects.filter(pk=key.pk).update(expires_at=None)
    User.objects.filter(pk=admin.pk).update(is_active=False)
    assert api_key_of(secret) is None


def test_a_key_is_nothing_at_another_broker(admin: User, charlies: Any) -> None:
    _theirs, charlie = charlies
    _key, secret = key_of(charlie.user)

    assert as_key(secret, host=CHARLIES_HOST).get("leads").status_code == 200
    assert as_key(secret).get("leads").status_code == 401


@pytest.mark.parametrize("secret", ["", " ", "sofia_", "sofia_x", "é", "Bearer x", "x" * 9000])
def test_what_is_no_key_is_401(alice: Broker, secret: str) -> None:
    assert as_key(secret).get("leads").status_code == 401


def test_its_use_is_noted_once_a_minute(admin: User, django_assert_num_queries: Any) -> None:
    key, secret = key_of(admin)

    api_key_of(secret)

    key.refresh_from_db()
    assert key.last_used_at is not None
    with django_assert_num_queries(1):
        api_key_of(secret)


def test_the_command_prints_a_key_that_works(admin: User) -> None:
    out = io.StringIO()

    call_command("create_api_key", "t_alice", "--user", admin.email, "--name", "Bot",
                 "--scopes", "leads.view, inventory.view", stdout=out)  # fmt: skip

    key = api_key_of(out.getvalue().strip())
    assert key is not None
    assert key.scopes == ["leads.view", "inventory.view"]


@pytest.mark.parametrize(
    ("slug", "email", "scopes", "why"),
    [
        ("nobody", "alice@sofia.test", "all", "no broker"),
        ("t_alice", "nobody@sofia.test", "all", "Nobody"),
        ("t_alice", "alice@sofia.test", "leads.fly", "leads.fly"),
    ],
)
def test_the_command_says_what_was_wrong(
    admin: User, slug: str, email: str, scopes: str, why: str
) -> None:
    with pytest.raises(CommandError, match=why):
        call_command("create_api_key", slug, "--user", email, "--name", "x", "--scopes", scopes)

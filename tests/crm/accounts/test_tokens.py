"""API tokens: of one broker, for as long as the person may sign in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from rest_framework_simplejwt.tokens import AccessToken

from crm.accounts.models import User
from crm.accounts.services import password_set
from crm.accounts.tokens import tokens_for
from crm.brokers.models import Broker
from crm.core.actors import SYSTEM
from crm.core.tenancy import in_schema
from tests.platform import CHARLIES_HOST, PASSWORD, person

AUTH = "/api/v1/auth/"


@pytest.fixture
def ana(alice: Broker) -> User:
    return person("t_alice", "ana@alice.test")


def post(client: Client, call: str, body: dict[str, str], **more: Any) -> Any:
    return client.post(AUTH + call, body, content_type="application/json", **more)


def me(client: Client, token: str, **more: Any) -> Any:
    return client.get(AUTH + "me", HTTP_AUTHORIZATION=f"Bearer {token}", **more)


def test_signing_in_gives_tokens_that_name_the_person(alices: Client, ana: User) -> None:
    answer = post(alices, "login", {"email": "Ana@alice.test", "password": PASSWORD})

    given = answer.json()
    assert set(given) == {"access", "refresh", "user"}
    assert given["user"]["email"] == "ana@alice.test"
    assert AccessToken(given["access"])["broker"] == "t_alice"
    assert me(alices, given["access"]).json()["id"] == str(ana.pk)


def test_a_slash_at_the_end_changes_nothing(alices: Client, ana: User) -> None:
    assert post(alices, "login/", {"email": ana.email, "password": PASSWORD}).status_code == 200


def test_a_wrong_password_is_401_in_the_error_shape(alices: Client, ana: User) -> None:
    answer = post(alices, "login", {"email": ana.email, "password": "nope"})

    assert answer.status_code == 401
    assert answer.json()["error"]["code"] == "authentication_failed"
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_missing_fields_are_named(alices: Client, ana: User) -> None:
    answer = post(alices, "login", {"email": ana.email})

    assert answer.status_code == 400
    assert set(answer.json()["error"]["fields"]) == {"password"}


def test_the_sixth_sign_in_of_a_minute_waits(alices: Client, ana: User) -> None:
    for _try in range(5):
        post(alices, "login", {"email": ana.email, "password": "nope"})

    answer = post(alices, "login", {"email": ana.email, "password": PASSWORD})

    assert answer.status_code == 429
    assert answer.json()["error"]["code"] == "rate_limited"
    assert int(answer["Retry-After"]) >= 1


def test_a_token_of_one_broker_is_refused_at_another(
    alices: Client, ana: User, charlie: Any
) -> None:
    with in_schema("t_alice"):
        access, refresh = tokens_for(ana)
    with in_schema("t_charlie"):
        # The same id and password there: only the broker in the token differs.
        User.objects.create(pk=ana.pk, email="ana@charlie.test", name="Ana", password=ana.password)

    assert me(alices, access).status_code == 200
    assert me(alices, access, HTTP_HOST=CHARLIES_HOST).status_code == 401
    there = post(alices, "refresh", {"refresh": refresh}, HTTP_HOST=CHARLIES_HOST)
    assert there.status_code == 401


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."])
def test_what_is_no_token_is_401(alices: Client, ana: User, token: str) -> None:
    assert me(alices, token).status_code == 401


def test_a_refresh_token_opens_nothing_itself(alices: Client, ana: User) -> None:
    _access, refresh = tokens_for(ana)

    assert me(alices, refresh).status_code == 401


def test_refreshing_gives_new_tokens(alices: Client, ana: User) -> None:
    _access, refresh = tokens_for(ana)

    given = post(alices, "refresh", {"refresh": refresh}).json()

    assert me(alices, given["access"]).status_code == 200


def test_an_access_token_ends_after_half_an_hour(alices: Client, ana: User) -> None:
    access, refresh = tokens_for(ana)

    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        assert me(alices, access).status_code == 401
        assert post(alices, "refresh", {"refresh": refresh}).status_code == 200


def test_somebody_who_left_can_neither_call_nor_refresh(alices: Client, ana: User) -> None:
    access, refresh = tokens_for(ana)
    User.objects.filter(pk=ana.pk).update(is_active=False)

    assert me(alices, access).status_code == 401
    assert post(alices, "refresh", {"refresh": refresh}).status_code == 401


def test_a_new_password_ends_every_token(alices: Client, ana: User) -> None:
    access, refresh = tokens_for(ana)
    password_set(user=ana, password="another-horse-8", actor=SYSTEM)

    assert me(alices, access).status_code == 401
    assert post(alices, "refresh", {"refresh": refresh}).status_code == 401


def test_a_call_with_a_token_asks_only_for_the_person(
    alices: Client, ana: User, django_assert_num_queries: Any
) -> None:
    access, _refresh = tokens_for(ana)
    me(alices, access)

    with django_assert_num_queries(1):
        assert me(alices, access).status_code == 200

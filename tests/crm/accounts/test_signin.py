"""Signing in by page: who, where, how often."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.contrib.sessions.models import Session
from django.test import Client

from crm.accounts.models import User
from crm.accounts.services import password_set, superadmin_create, user_update
from crm.brokers.models import Broker
from crm.core.actors import SYSTEM
from crm.core.tenancy import in_schema
from tests.platform import CHARLIES_HOST, PASSWORD, person

ANA = {"email": "ana@alice.test", "password": PASSWORD}


@pytest.fixture
def ana(alice: Broker) -> User:
    return person("t_alice", ANA["email"])


def test_the_right_password_leads_to_where_one_wanted(alices: Client, ana: User) -> None:
    answer = alices.post("/login/", {**ANA, "email": "ANA@Alice.test", "next": "/leads/?q=x"})

    assert (answer.status_code, answer["Location"]) == (302, "/leads/?q=x")
    assert alices.get("/login/").status_code == 302


def test_a_wrong_password_and_an_unknown_person_look_the_same(alices: Client, ana: User) -> None:
    wrong = alices.post("/login/", {**ANA, "password": "nope"})
    unknown = alices.post("/login/", {"email": "x@alice.test", "password": "nope"})

    assert wrong.status_code == unknown.status_code == 200
    assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()
    assert "sessionid" not in alices.cookies


def test_an_unknown_person_takes_as_long_as_a_wrong_password(alice: Broker, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    person("t_alice", ANA["email"])

    def seconds(email: str) -> float:
        begun = time.perf_counter()
        for _try in range(3):
            authenticate(None, email=email, password="nope")
        return time.perf_counter() - begun

    known, unknown = seconds(ANA["email"]), seconds("nobody@alice.test")

    assert 0.4 < unknown / known < 2.5


@pytest.mark.parametrize("goal", ["https://evil.test/", "//evil.test", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(alices: Client, ana: User, goal: str) -> None:
    assert alices.post("/login/", {**ANA, "next": goal})["Location"] == "/"


def test_somebody_who_left_is_out_at_once(alices: Client, ana: User) -> None:
    person("t_alice", "boss@alice.test", role="ADMIN")
    alices.post("/login/", ANA)

    user_update(user=ana, is_active=False, actor=SYSTEM)

    assert alices.get("/login/").status_code == 200
    assert alices.post("/login/", ANA).status_code == 200


def test_a_new_password_ends_the_sessions(alices: Client, ana: User) -> None:
    alices.post("/login/", ANA)

    password_set(user=ana, password="another-horse-8", actor=SYSTEM)

    assert alices.get("/login/").status_code == 200


def test_the_person_of_one_broker_cannot_sign_in_at_another(
    alices: Client, ana: User, charlie: Any
) -> None:
    answer = alices.post("/login/", ANA, HTTP_HOST=CHARLIES_HOST)

    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors()


def test_a_session_is_worth_nothing_at_another_broker(
    alices: Client, ana: User, charlie: Any
) -> None:
    alices.post("/login/", ANA)
    assert alices.get("/login/").status_code == 302

    assert alices.get("/login/", HTTP_HOST=CHARLIES_HOST).status_code == 200
    with in_schema("t_alice"):
        assert Session.objects.count() == 1
    with in_schema("t_charlie"):
        assert Session.objects.count() == 0


def test_the_same_person_id_at_another_broker_does_not_revive_a_session(
    alices: Client, ana: User, charlie: Any
) -> None:
    """Even a session row copied over there is refused: the password's mark differs."""
    alices.post("/login/", ANA)
    with in_schema("t_alice"):
        row = Session.objects.get()
    with in_schema("t_charlie"):
        User.objects.create(pk=ana.pk, email="ana@charlie.test", name="Ana")
        Session.objects.create(
            pk=row.pk, session_data=row.session_data, expire_date=row.expire_date
        )

    assert alices.get("/login/", HTTP_HOST=CHARLIES_HOST).status_code == 200


def test_the_sixth_try_of_a_minute_is_refused(alices: Client, ana: User) -> None:
    for _try in range(5):
        alices.post("/login/", {**ANA, "password": "guess"})

    answer = alices.post("/login/", ANA)

    assert answer.status_code == 429
    assert 1 <= int(answer["Retry-After"]) <= 60


def test_tries_are_counted_by_address_and_broker(alices: Client, ana: User, charlie: Any) -> None:
    for _try in range(6):
        alices.post("/login/", {**ANA, "password": "guess"})

    assert alices.post("/login/", ANA, REMOTE_ADDR="10.0.0.9").status_code == 302
    assert alices.post("/login/", ANA, HTTP_HOST=CHARLIES_HOST).status_code == 200


def test_a_proxys_word_counts_only_when_it_is_trusted(
    alices: Client, ana: User, settings: Any
) -> None:
    for number in range(6):
        last = alices.post(
            "/login/", ANA | {"password": "x"}, HTTP_X_FORWARDED_FOR=f"1.1.1.{number}"
        )
    assert last.status_code == 429

    settings.TRUSTED_PROXY = True
    assert alices.post("/login/", ANA, HTTP_X_FORWARDED_FOR="9.9.9.9, 1.1.1.7").status_code == 302


def test_signing_out_needs_a_post(alices: Client, ana: User) -> None:
    alices.post("/login/", ANA)

    assert alices.get("/logout/").status_code == 405
    assert alices.post("/logout/").status_code == 302
    assert alices.get("/login/").status_code == 200


def test_a_form_without_its_token_is_refused_in_words(alice: Broker) -> None:
    strict = Client(enforce_csrf_checks=True, HTTP_HOST="t-alice.localhost")

    answer = strict.post("/login/", ANA)

    assert answer.status_code == 403
    assert "Traceback" not in answer.content.decode()


def test_only_superadmins_enter_the_console(bare: Client) -> None:
    superadmin_create(email="Root@sofia.test", password=PASSWORD)
    User.objects.create(email="plain@sofia.test", name="Plain")

    assert authenticate(None, email="ROOT@sofia.test", password=PASSWORD)
    assert bare.get("/admin/").status_code == 302
    assert bare.login(username="root@sofia.test", password=PASSWORD)
    assert bare.get("/admin/").status_code == 200


def test_a_superadmin_is_nobody_at_a_broker(alice: Broker) -> None:
    with in_schema("public"):
        superadmin_create(email="root@sofia.test", password=PASSWORD)

    assert authenticate(None, email="root@sofia.test", password=PASSWORD) is None


@pytest.mark.parametrize("given", ["", "a\x00b@c.test", "x" * 500])
def test_odd_input_is_just_refused(ana: User, given: str) -> None:
    assert authenticate(None, email=given, password=given) is None

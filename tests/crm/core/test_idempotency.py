"""Writes that may be sent again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from crm.accounts.models import User
from crm.accounts.tokens import tokens_for
from crm.brokers.models import Broker
from crm.core import idempotency
from crm.core.models import IdempotentAnswer
from tests.api.client import Api, error_of
from tests.crm.core import probes
from tests.platform import person

pytestmark = pytest.mark.urls("tests.crm.core.probes")


@pytest.fixture
def ana(alice: Broker) -> User:
    return person("t_alice", "ana@alice.test")


@pytest.fixture
def api(ana: User) -> Api:
    """Ana's program."""
    probes.calls.clear()
    return Api(ana)


def call(api: Api, name: str = "x", key: str = "k-1") -> Any:
    return api.post("probe/echo", {"name": name}, Idempotency_Key=key)


def test_the_same_call_takes_effect_once_and_answers_the_same(api: Api) -> None:
    first, second = call(api), call(api)

    assert len(probes.calls) == 1
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert second["Idempotency-Replayed"] == "true"
    assert second["Content-Type"] == "application/json"
    assert second["X-Correlation-ID"] != first["X-Correlation-ID"]


def test_without_a_key_every_call_counts(api: Api) -> None:
    api.post("probe/echo", {"name": "x"})
    api.post("probe/echo", {"name": "x"})

    assert len(probes.calls) == 2


def test_the_same_key_with_another_body_is_refused(api: Api) -> None:
    call(api, "x")

    answer = call(api, "y")

    assert (answer.status_code, error_of(answer)["code"]) == (422, "idempotency_mismatch")
    assert len(probes.calls) == 1


def test_a_key_in_flight_is_a_conflict(api: Api) -> None:
    call(api)
    IdempotentAnswer.objects.update(status=None)

    answer = call(api)

    assert (answer.status_code, error_of(answer)["code"]) == (409, "conflict")


def test_a_call_that_died_lets_its_key_be_used_again(api: Api) -> None:
    call(api)
    long_ago = timezone.now() - idempotency.IN_FLIGHT - timedelta(seconds=1)
    IdempotentAnswer.objects.update(status=None, claimed_at=long_ago)

    assert call(api).json()["call"] == 2
    assert call(api).json()["call"] == 2


def test_an_answer_is_kept_for_a_day(api: Api) -> None:
    call(api)
    IdempotentAnswer.objects.update(claimed_at=timezone.now() - timedelta(hours=23))
    assert call(api).json()["call"] == 1

    IdempotentAnswer.objects.update(claimed_at=timezone.now() - timedelta(hours=25))
    assert call(api, "y").json()["call"] == 2


def test_a_key_belongs_to_its_credential(api: Api, ana: User) -> None:
    call(api)

    assert call(Api(person("t_alice", "luis@alice.test"))).json()["call"] == 2
    assert call(Api(ana, token=tokens_for(ana)[0])).json()["call"] == 1


def test_a_refused_input_is_kept_like_any_answer(api: Api) -> None:
    first, second = call(api, "too long"), call(api, "too long")

    assert first.status_code == second.status_code == 400
    assert second["Idempotency-Replayed"] == "true"


@pytest.mark.parametrize("name", ["busy", "bug!"])
def test_a_failure_of_ours_is_forgotten(api: Api, name: str) -> None:
    first = call(api, name)
    second = call(api, name)

    assert first.status_code == second.status_code >= 500
    assert len(probes.calls) == 2
    assert not IdempotentAnswer.objects.exists()


@pytest.mark.parametrize("key", ["", " ", "a b", "ñ", "x" * 201])
def test_an_odd_key_is_refused(api: Api, key: str) -> None:
    assert call(api, key=key).status_code == 400
    assert probes.calls == []

"""Vendors' embeddings stand in the models' ledger, and count against the broker's month."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from agents.routing import budgets
from agents.routing.models import ModelCall
from agents.routing.prices import price_table
from crm.accounts.models import Notice
from crm.brokers.models import Broker
from crm.core.tenancy import in_schema
from knowledge.embeddings import registry
from knowledge.embeddings.base import DIMENSIONS, EmbeddingError, Trouble
from knowledge.embeddings.registry import embed
from tests.fakes.llm.server import Reply, ScriptedServer


@pytest.fixture
def server(settings: Any) -> Iterator[ScriptedServer]:
    """OpenAI's, set for embeddings."""
    registry.wake_up()
    with ScriptedServer() as server:
        settings.EMBEDDING_PROVIDER = "openai"
        settings.LLM = {"openai": {"api_key": "sk-secret", "base_url": server.url, "model": "m"}}
        yield server
    registry.wake_up()


def vector(tokens: int) -> Reply:
    numbers = [1.0, *[0.0] * (DIMENSIONS - 1)]
    data = [{"object": "embedding", "index": 0, "embedding": numbers}]
    usage = {"prompt_tokens": tokens, "total_tokens": tokens}
    return Reply.json({"object": "list", "data": data, "model": "m", "usage": usage})


def limited(broker: Broker, hard: str) -> None:
    broker.ai_budget_hard = Decimal(hard)
    with in_schema("public"):
        broker.save()
    budgets.forget_all()


def test_a_call_has_a_row_like_a_models(alice: Broker, server: ScriptedServer) -> None:
    server.enqueue(vector(1_234_567), Reply.json({"error": {"message": "no sk-secret"}}, 401))

    embed(["one"], timeout=5)
    with pytest.raises(EmbeddingError):
        embed(["one"], timeout=5)

    good, refused = ModelCall.objects.order_by("id")
    assert (good.task, good.provider, good.requested_model) == (
        "embed", "openai", "text-embedding-3-small",
    )  # fmt: skip
    assert (good.input_tokens, good.cost) == (1_234_567, Decimal("0.0246913400"))
    assert (good.price_version, good.error_kind) == (price_table().version, "")
    assert good.credential
    assert good.credential == refused.credential
    assert (refused.error_kind, refused.cost) == ("auth", Decimal(0))
    assert "sk-secret" not in refused.error


def test_beyond_the_hard_limit_no_vendor_is_asked(alice: Broker, server: ScriptedServer) -> None:
    limited(alice, "0.01")
    server.enqueue(vector(1_000_000))
    embed(["one"], timeout=5)

    with pytest.raises(EmbeddingError) as caught:
        embed(["one"], timeout=5)

    assert caught.value.trouble is Trouble.BUDGET
    assert len(server.requests) == ModelCall.objects.count() == 1
    assert Notice.objects.filter(kind="ai_budget_hard").exists()


def test_the_local_model_costs_nothing_and_has_no_row(alice: Broker, settings: Any) -> None:
    assert settings.EMBEDDING_PROVIDER == "local"

    embed(["one"], timeout=5)

    assert not ModelCall.objects.exists()


def test_no_connection_is_held_while_a_vendor_is_waited_for(
    alice_for_real: Broker, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited(alice_for_real, "5")
    server.enqueue(vector(10))
    held: list[bool] = []
    provider = registry.embedder()
    inner = provider.embed

    def watched(*args: Any, **kwargs: Any) -> Any:
        held.append(connection.connection is not None)
        return inner(*args, **kwargs)

    monkeypatch.setattr(provider, "embed", watched)

    embed(["one"], timeout=5)

    assert held == [False]
    assert ModelCall.objects.count() == 1

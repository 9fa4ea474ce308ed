"""OpenAI's and Gemini's embeddings over the official SDKs, against servers of their wire format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from knowledge.embeddings import metering, registry
from knowledge.embeddings.base import DIMENSIONS, EmbeddingError, Trouble
from knowledge.embeddings.registry import embed, model_name
from tests.fakes.llm.server import Reply, ScriptedServer

VENDORS = ("openai", "gemini")


class Books:
    """A meter that remembers what it is told."""

    def __init__(self) -> None:
        self.used_up = False
        self.attempts: list[metering.Attempt] = []

    def is_used_up(self) -> bool:
        return self.used_up

    def record(self, attempt: metering.Attempt) -> None:
        self.attempts.append(attempt)


@pytest.fixture(autouse=True)
def books(monkeypatch: pytest.MonkeyPatch) -> Books:
    kept = Books()
    monkeypatch.setattr(metering, "_meters", [kept])
    monkeypatch.setattr(metering, "release", lambda: None)
    return kept


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        yield server
    assert not server.complaints


@pytest.fixture(params=VENDORS)
def vendor(request: Any, server: ScriptedServer, settings: Any) -> Iterator[str]:
    """The provider set to the server."""
    use(settings, request.param, server)
    yield request.param
    registry.wake_up()


def use(settings: Any, name: str, server: ScriptedServer) -> None:
    registry.wake_up()
    settings.EMBEDDING_PROVIDER = name
    settings.LLM = {name: {"api_key": "sk-very-secret", "base_url": server.url, "model": "chat"}}


def answer(vendor: str, *vectors: list[float]) -> Reply:
    """The vendor's answer; OpenAI's items may come in any order."""
    if vendor == "gemini":
        usage = {"promptTokenCount": 3, "totalTokenCount": 3}
        found = [{"values": each} for each in vectors]
        return Reply.json({"embeddings": found, "usageMetadata": usage})
    data = [
        {"object": "embedding", "index": index, "embedding": each}
        for index, each in enumerate(vectors)
    ]
    usage = {"prompt_tokens": 3, "total_tokens": 3}
    return Reply.json({"object": "list", "data": data[::-1], "model": "m", "usage": usage})


def numbers(first: float, second: float) -> list[float]:
    return [first, second, *[0.0] * (DIMENSIONS - 2)]


def test_vectors_come_in_the_order_of_their_texts_at_length_one(
    vendor: str, server: ScriptedServer
) -> None:
    server.enqueue(answer(vendor, numbers(3, 4), numbers(0, 2)))

    made = embed(["one", "two"], timeout=5)

    assert [vector[:2] for vector in made.vectors] == [(0.6, 0.8), (0, 1)]
    assert made.model == model_name()
    assert made.model.startswith(f"{vendor}/")


def test_it_is_asked_for_our_width_and_the_texts_as_they_are(
    vendor: str, server: ScriptedServer
) -> None:
    server.enqueue(answer(vendor, numbers(1, 0), numbers(0, 1)))

    embed(["¿Aceptan  perros?", "Two\ndogs"], timeout=5)

    (request,) = server.requests
    if vendor == "openai":
        assert request.path == "/embeddings"
        assert request.body["dimensions"] == DIMENSIONS
        assert request.body["input"] == ["¿Aceptan perros?", "Two dogs"]
    else:
        assert request.path.endswith("/models/gemini-embedding-001:batchEmbedContents")
        asked = request.body["requests"]
        assert [each["outputDimensionality"] for each in asked] == [DIMENSIONS] * 2
        texts = [each["content"]["parts"][0]["text"] for each in asked]
        assert texts == ["¿Aceptan perros?", "Two dogs"]


def test_many_texts_go_in_several_calls(server: ScriptedServer, settings: Any) -> None:
    use(settings, "openai", server)
    server.enqueue(answer("openai", *[numbers(1, 0)] * 64), answer("openai", *[numbers(0, 1)] * 6))

    made = embed(["text"] * 70, timeout=5)

    assert [vector[0] for vector in made.vectors] == [1.0] * 64 + [0.0] * 6


@pytest.mark.parametrize(
    ("status", "trouble"),
    [
        (400, Trouble.BAD_REQUEST),
        (401, Trouble.SETUP),
        (429, Trouble.RATE_LIMITED),
        (503, Trouble.UNAVAILABLE),
    ],
)
def test_a_refusal_has_its_class_and_never_the_key(
    vendor: str, server: ScriptedServer, status: int, trouble: Trouble
) -> None:
    error = {"message": "sk-very-secret is bad", "code": status, "status": "X"}
    server.enqueue(Reply.json({"error": error}, status, retry_after="7"))

    with pytest.raises(EmbeddingError) as caught:
        embed(["one"], timeout=5)

    assert caught.value.trouble is trouble
    assert caught.value.retry_after == 7
    assert "sk-very-secret" not in str(caught.value)


def test_a_hanging_or_dropped_call_ends_in_time(vendor: str, server: ScriptedServer) -> None:
    server.enqueue(Reply(hang=True), Reply(drop=True))

    with pytest.raises(EmbeddingError) as hung:
        embed(["one"], timeout=0.3)
    registry.wake_up()
    with pytest.raises(EmbeddingError) as dropped:
        embed(["one"], timeout=5)

    assert hung.value.trouble is Trouble.TIMEOUT
    assert dropped.value.trouble is Trouble.UNAVAILABLE


@pytest.mark.parametrize("vectors", [[], [numbers(0, 0)], [[0.1] * (DIMENSIONS + 1)]])
def test_an_answer_that_is_no_vector_is_no_answer(
    vendor: str, server: ScriptedServer, vectors: list[list[float]]
) -> None:
    server.enqueue(answer(vendor, *vectors))

    with pytest.raises(EmbeddingError) as caught:
        embed(["one"], timeout=5)

    assert caught.value.trouble is Trouble.UNPARSABLE


def test_a_provider_that_failed_is_left_alone_for_a_while(
    vendor: str, server: ScriptedServer
) -> None:
    server.enqueue(Reply.json({"error": {"message": "down"}}, 500))

    for _each in range(5):
        with pytest.raises(EmbeddingError, match="500"):
            embed(["one"], timeout=5)

    assert len(server.requests) == 1


def test_our_own_mistake_does_not_stop_the_next_call(vendor: str, server: ScriptedServer) -> None:
    with pytest.raises(EmbeddingError, match="empty"):
        embed(["fine", "  \n"], timeout=5)
    server.enqueue(answer(vendor, numbers(1, 0)))

    assert len(embed(["one"], timeout=5).vectors) == 1


@pytest.mark.parametrize("name", VENDORS)
def test_a_missing_key_is_named(settings: Any, name: str) -> None:
    registry.wake_up()
    settings.EMBEDDING_PROVIDER, settings.LLM = name, {}

    with pytest.raises(EmbeddingError, match=f"{name.upper()}_API_KEY is missing"):
        embed(["one"], timeout=5)
    registry.wake_up()


def test_each_call_is_written_down_with_the_tokens_it_is_billed_for(
    vendor: str, server: ScriptedServer, books: Books
) -> None:
    server.enqueue(answer(vendor, numbers(1, 0)), answer(vendor), Reply.json({}, 503))

    embed(["one"], timeout=5)
    for _each in range(2):
        with pytest.raises(EmbeddingError):
            embed(["one"], timeout=5)
        registry.wake_up()

    told = [(each.tokens, each.trouble) for each in books.attempts]
    assert told == [(3, None), (3, Trouble.UNPARSABLE), (0, Trouble.UNAVAILABLE)]
    assert {(each.provider, f"{vendor}/{each.model}") for each in books.attempts} == {
        (vendor, model_name())
    }


def test_tokens_that_nobody_counted_are_not_made_up(
    server: ScriptedServer, settings: Any, books: Books
) -> None:
    use(settings, "gemini", server)
    server.enqueue(Reply.json({"embeddings": [{"values": numbers(1, 0)}]}))

    embed(["one"], timeout=5)

    assert [each.tokens for each in books.attempts] == [None]


def test_nobody_is_asked_once_the_money_is_used_up_or_while_nobody_keeps_the_books(
    vendor: str, server: ScriptedServer, books: Books, monkeypatch: pytest.MonkeyPatch
) -> None:
    books.used_up = True
    with pytest.raises(EmbeddingError) as used_up:
        embed(["one"], timeout=5)
    monkeypatch.setattr(metering, "_meters", [])
    with pytest.raises(EmbeddingError, match="writes down"):
        embed(["one"], timeout=5)

    assert used_up.value.trouble is Trouble.BUDGET
    assert not server.requests

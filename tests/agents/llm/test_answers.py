"""What a provider makes of a vendor's answer, whole and streamed, for every vendor."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from agents.llm.base import ErrorKind, Prompt, Provider, ProviderError, Usage, UserText
from tests.agents.llm.conftest import SEARCH
from tests.fakes.llm import Call, Reply, ScriptedServer, Wire

ASK = Prompt(system="Eres Sofía.", items=(UserText("¿2 dormitorios en Ñuñoa?"),), tools=(SEARCH,))
NUNOA = Call("call_a1", "inventory_search", {"city": "Ñuñoa", "beds": 2})
MACUL = Call("call_b2", "inventory_search", {"city": "Macul"})


def test_text_answer(wire: Wire, server: ScriptedServer, provider: Provider) -> None:
    server.enqueue(wire.text("Hola, ¿arriendo o compra?"))

    answer = provider.respond(ASK, timeout=5)

    assert answer.text == "Hola, ¿arriendo o compra?"
    assert (answer.tool_calls, answer.finish, answer.model) == ((), "stop", "test-model")


def test_usage_is_split_into_disjoint_buckets(
    wire: Wire, server: ScriptedServer, provider: Provider
) -> None:
    server.enqueue(wire.text("Hola"), Reply.events(wire.stream_text("Hola")))

    whole = provider.respond(ASK, timeout=5)
    streamed = provider.respond(ASK, timeout=5, on_text=lambda _: None)

    # Of the 24 tokens of output Gemini tells that 4 were thought.
    thought = 4 if wire.name == "gemini" else 0
    expected = Usage(60, 40, output_tokens=24 - thought, reasoning_tokens=thought)
    assert whole.usage == streamed.usage == expected


def test_parallel_tool_calls_keep_their_order(
    wire: Wire, server: ScriptedServer, provider: Provider
) -> None:
    server.enqueue(wire.calls(NUNOA, MACUL, text="Busco."))

    answer = provider.respond(ASK, timeout=5)

    assert answer.finish == "tool_calls"
    assert [(call.id, call.arguments) for call in answer.tool_calls] == [
        ("call_a1", {"city": "Ñuñoa", "beds": 2}),
        ("call_b2", {"city": "Macul"}),
    ]
    assert answer.text == "Busco."


def test_streamed_text_arrives_in_pieces_and_whole(
    wire: Wire, server: ScriptedServer, provider: Provider
) -> None:
    server.enqueue(Reply.events(wire.stream_text("Hola, ", "soy ", "Sofía 🏡.")))
    heard: list[str] = []

    answer = provider.respond(ASK, timeout=5, on_text=heard.append)

    assert heard == ["Hola, ", "soy ", "Sofía 🏡."]
    assert (answer.text, answer.finish) == ("Hola, soy Sofía 🏡.", "stop")


def test_streamed_arguments_are_put_together(
    wire: Wire, server: ScriptedServer, provider: Provider
) -> None:
    server.enqueue(Reply.events(wire.stream_calls(NUNOA, MACUL)))
    heard: list[str] = []

    answer = provider.respond(ASK, timeout=5, on_text=heard.append)

    assert [call.arguments for call in answer.tool_calls] == [NUNOA.arguments, MACUL.arguments]
    assert (answer.finish, heard) == ("tool_calls", [])


def test_a_cut_text_is_told_apart_from_a_finished_one(
    wire: Wire, server: ScriptedServer, provider: Provider
) -> None:
    server.enqueue(wire.text("Tenemos una casa con", finish=wire.length()))

    assert provider.respond(ASK, timeout=5).finish == "length"


def test_a_cut_tool_call_is_never_run(
    wire: Wire, server: ScriptedServer, provider: Provider
) -> None:
    server.enqueue(wire.calls(NUNOA, finish=wire.length()))

    with pytest.raises(ProviderError) as caught:
        provider.respond(ASK, timeout=5)

    assert (caught.value.kind, caught.value.provider) == (ErrorKind.UNPARSABLE, wire.name)


def test_a_stream_without_its_end_is_no_answer(
    wire: Wire, server: ScriptedServer, provider: Provider
) -> None:
    events = wire.stream_calls(NUNOA)
    server.enqueue(Reply.events(events[: len(events) // 2]))

    with pytest.raises(ProviderError) as caught:
        provider.respond(ASK, timeout=5, on_text=lambda _: None)

    assert caught.value.kind is ErrorKind.UNAVAILABLE


def test_a_dropped_stream_is_no_answer(
    wire: Wire, server: ScriptedServer, provider: Provider
) -> None:
    server.enqueue(Reply.events(wire.stream_text("Hola, ", "soy ")[:2], drop=True))

    with pytest.raises(ProviderError) as caught:
        provider.respond(ASK, timeout=5, on_text=lambda _: None)

    assert caught.value.kind is ErrorKind.UNAVAILABLE


def test_garbage_in_a_stream_is_unparsable(
    wire: Wire, server: ScriptedServer, provider: Provider
) -> None:
    broken = "event: message_start\ndata: {oops\n\n"
    server.enqueue(Reply.events([broken, *wire.stream_text("Hola")]))

    with pytest.raises(ProviderError) as caught:
        provider.respond(ASK, timeout=5, on_text=lambda _: None)

    assert caught.value.kind is ErrorKind.UNPARSABLE


def test_an_empty_answer_is_unparsable(
    wire: Wire, server: ScriptedServer, provider: Provider
) -> None:
    for reply in (wire.nothing(), wire.text("  ")):
        server.enqueue(reply)

        with pytest.raises(ProviderError) as caught:
            provider.respond(ASK, timeout=5)

        assert caught.value.kind is ErrorKind.UNPARSABLE


@pytest.mark.parametrize("body", [b"<html>upstream</html>", b"[]", b'{"choices": 3}', b""])
def test_a_good_status_around_garbage_is_unparsable(
    body: bytes, wire: Wire, server: ScriptedServer, provider: Provider
) -> None:
    kind = "text/html" if body.startswith(b"<") else "application/json"
    server.enqueue(Reply(200, (body,) if body else (), content_type=kind))

    with pytest.raises(ProviderError) as caught:
        provider.respond(ASK, timeout=5)

    assert caught.value.kind is ErrorKind.UNPARSABLE


def test_a_refusal_is_an_error_of_its_own(
    wire: Wire, server: ScriptedServer, provider: Provider
) -> None:
    server.enqueue(wire.refusal())

    with pytest.raises(ProviderError) as caught:
        provider.respond(ASK, timeout=5)

    assert caught.value.kind is ErrorKind.REFUSED


def test_what_the_listener_raises_is_not_the_vendors_fault(
    wire: Wire, server: ScriptedServer, provider: Provider
) -> None:
    server.enqueue(Reply.events(wire.stream_text("Hola, ", "soy Sofía.")))

    def taken_over(_: str) -> None:
        raise ValueError("a person took the conversation")

    with pytest.raises(ValueError, match="took the conversation"):
        provider.respond(ASK, timeout=5, on_text=taken_over)


def test_one_provider_serves_many_threads(
    wire: Wire, server: ScriptedServer, provider: Provider
) -> None:
    server.enqueue(*[Reply.events(wire.stream_text("Hola, ", "soy Sofía."))] * 16)

    def talk(_: int) -> tuple[str, str]:
        heard: list[str] = []
        answer = provider.respond(ASK, timeout=5, on_text=heard.append)
        return answer.text, "".join(heard)

    with ThreadPoolExecutor(8) as threads:
        said = set(threads.map(talk, range(16)))

    assert said == {("Hola, soy Sofía.", "Hola, soy Sofía.")}


def test_calls_made_against_tool_choice_none_are_left_out(
    wire: Wire, server: ScriptedServer, provider: Provider
) -> None:
    closing = Prompt("Eres Sofía.", ASK.items, (SEARCH,), tool_choice="none")
    server.enqueue(wire.calls(NUNOA, text="Te aviso."))

    answer = provider.respond(closing, timeout=5)

    assert (answer.text, answer.tool_calls, answer.finish) == ("Te aviso.", (), "stop")

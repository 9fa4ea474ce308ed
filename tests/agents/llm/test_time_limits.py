"""A call takes its time-out and no more, however the vendor spends it."""

from __future__ import annotations

import time

import pytest

from agents.llm.base import ErrorKind, Prompt, Provider, ProviderError, UserText
from tests.fakes.llm import Reply, ScriptedServer, Wire

pytestmark = pytest.mark.alone

ASK = Prompt(system="", items=(UserText("Hola"),))
LIMIT = 0.3
#: Pieces that come one at a time, a twentieth of a second each: ten seconds for who waits for all.
PIECES = 200


def is_limit(seconds: float) -> bool:
    """Whether a call ended at its limit, and not at any other pause or end it could meet.

    Those lie ten seconds and more away.
    """
    return LIMIT - 0.05 <= seconds < 1.5


def expect_timeout(provider: Provider, server: ScriptedServer, *, stream: bool) -> float:
    """Seconds until the call gave up with a time-out."""
    started = time.monotonic()
    with pytest.raises(ProviderError) as caught:
        provider.respond(ASK, timeout=LIMIT, on_text=(lambda _: None) if stream else None)
    seconds = time.monotonic() - started
    assert caught.value.kind is ErrorKind.TIMEOUT
    # The server may read later than the client gives up; the next test's script is not for it.
    until = time.monotonic() + 10
    while not server.requests and time.monotonic() < until:
        time.sleep(0.01)
    return seconds


@pytest.mark.parametrize("stream", [False, True])
def test_a_silent_vendor_costs_one_timeout(
    stream: bool, server: ScriptedServer, provider: Provider
) -> None:
    server.enqueue(Reply(hang=True))

    assert is_limit(expect_timeout(provider, server, stream=stream))


def test_a_stream_that_stalls_is_given_up(
    wire: Wire, server: ScriptedServer, provider: Provider
) -> None:
    server.enqueue(Reply.events(wire.stream_text("Hola, ", "soy")[:2], hang=True))

    assert is_limit(expect_timeout(provider, server, stream=True))


def test_a_stream_that_trickles_is_given_up(
    wire: Wire, server: ScriptedServer, provider: Provider
) -> None:
    server.enqueue(Reply.events(wire.stream_text(*["la "] * PIECES), pause=0.05))

    assert is_limit(expect_timeout(provider, server, stream=True))


@pytest.mark.parametrize("stream", [False, True])
def test_bytes_that_never_make_an_event_do_not_prolong_the_call(
    stream: bool, server: ScriptedServer, provider: Provider
) -> None:
    kind = "text/event-stream" if stream else "application/json"
    server.enqueue(Reply(200, (b"\n\n",) * PIECES, content_type=kind, pause=0.05))

    assert is_limit(expect_timeout(provider, server, stream=stream))


def test_no_time_left_sends_nothing(server: ScriptedServer, provider: Provider) -> None:
    with pytest.raises(ProviderError) as caught:
        provider.respond(ASK, timeout=0)

    assert (caught.value.kind, server.requests) == (ErrorKind.TIMEOUT, [])

"""Every way a vendor fails becomes one kind of error, after one attempt."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from agents.llm.base import ErrorKind, Prompt, Provider, ProviderError, UserText
from agents.llm.failures import Fault, kind_of, retry_after_of
from tests.fakes.llm import Reply, ScriptedServer, Wire

ASK = Prompt(system="", items=(UserText("Hola"),))


def failure(provider: Provider, *, stream: bool = False) -> ProviderError:
    """The error one call ends with."""
    with pytest.raises(ProviderError) as caught:
        provider.respond(ASK, timeout=5, on_text=(lambda _: None) if stream else None)
    return caught.value


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, ErrorKind.BAD_REQUEST),
        (401, ErrorKind.AUTH),
        (402, ErrorKind.AUTH),
        (403, ErrorKind.AUTH),
        (404, ErrorKind.AUTH),
        (408, ErrorKind.TIMEOUT),
        (413, ErrorKind.CONTEXT_LENGTH),
        (422, ErrorKind.BAD_REQUEST),
        (429, ErrorKind.RATE_LIMITED),
        (500, ErrorKind.UNAVAILABLE),
        (503, ErrorKind.UNAVAILABLE),
        (529, ErrorKind.UNAVAILABLE),
    ],
)
def test_status_decides_and_nothing_is_repeated(
    status: int,
    kind: ErrorKind,
    stream: bool,
    wire: Wire,
    server: ScriptedServer,
    provider: Provider,
) -> None:
    server.enqueue(wire.error(status, "something broke"))

    error = failure(provider, stream=stream)

    assert (error.kind, error.provider) == (kind, wire.name)
    assert "something broke" in str(error)
    assert len(server.requests) == 1


def test_rate_limit_tells_how_long_to_wait(
    wire: Wire, server: ScriptedServer, provider: Provider
) -> None:
    server.enqueue(wire.error(429, "slow down", retry_after="7"))

    error = failure(provider)

    assert (error.kind, error.retry_after) == (ErrorKind.RATE_LIMITED, 7.0)


def test_an_error_page_of_a_proxy_is_unavailable(
    wire: Wire, server: ScriptedServer, provider: Provider
) -> None:
    server.enqueue(Reply(502, (b"<html>Bad gateway</html>",), content_type="text/html"))

    assert failure(provider).kind is ErrorKind.UNAVAILABLE


def test_a_connection_dropped_before_the_answer_is_unavailable(
    wire: Wire, server: ScriptedServer, provider: Provider
) -> None:
    server.enqueue(Reply(drop=True))

    assert failure(provider).kind is ErrorKind.UNAVAILABLE


def test_nobody_listening_is_unavailable(wire: Wire) -> None:
    with ScriptedServer() as gone:
        provider = wire.provider(gone)

    assert failure(provider).kind is ErrorKind.UNAVAILABLE


def test_the_key_is_not_repeated_in_messages(
    wire: Wire, server: ScriptedServer, provider: Provider
) -> None:
    server.enqueue(wire.error(401, "Incorrect key: sk-test, gsk-test, sk-ant-test or AIza-test"))

    key = {"openai": "sk-test,", "groq": "gsk-test", "anthropic": "sk-ant-test"}.get(
        wire.name, "AIza-test"
    )
    assert key not in str(failure(provider))


@pytest.mark.parametrize(
    ("status", "code", "message", "kind"),
    [
        (429, "insufficient_quota", "check your billing", ErrorKind.AUTH),
        (400, "context_length_exceeded", "", ErrorKind.CONTEXT_LENGTH),
        (400, "invalid_request_error", "prompt is too long: 9 > 8", ErrorKind.CONTEXT_LENGTH),
        (
            400,
            "INVALID_ARGUMENT",
            "The input token count (9) exceeds the maximum number of tokens allowed (8).",
            ErrorKind.CONTEXT_LENGTH,
        ),
        (400, "invalid_request_error", "Your credit balance is too low", ErrorKind.AUTH),
        (400, "API_KEY_INVALID", "API key not valid", ErrorKind.AUTH),
        (400, "model_decommissioned", "", ErrorKind.AUTH),
        (400, "content_filter", "", ErrorKind.REFUSED),
        (400, "tool_use_failed", "Failed to call a function", ErrorKind.UNPARSABLE),
        (498, "", "flex capacity", ErrorKind.UNAVAILABLE),
        (200, "overloaded_error", "Overloaded", ErrorKind.UNAVAILABLE),
        (200, "rate_limit_error", "", ErrorKind.RATE_LIMITED),
        (200, "authentication_error", "", ErrorKind.AUTH),
        (200, "invalid_request_error", "", ErrorKind.BAD_REQUEST),
        (None, "", "Connection error.", ErrorKind.UNAVAILABLE),
    ],
)
def test_the_vendors_code_goes_before_the_status(
    status: int | None, code: str, message: str, kind: ErrorKind
) -> None:
    assert kind_of(Fault.of(status, message, [code])) is kind


@pytest.mark.parametrize(
    ("fault", "seconds"),
    [
        (Fault.of(429, "", headers={"retry-after": "2.5"}), 2.5),
        (Fault.of(429, "", headers={"retry-after": "soon"}), None),
        (Fault.of(429, "", headers={"retry-after-ms": "1500"}), 1.5),
        (Fault.of(429, "", retry_delay="17s"), 17.0),
        (Fault.of(429, "Please try again in 1m2.5s."), 62.5),
        (Fault.of(429, "Please try again in 580ms."), 0.58),
        (Fault.of(429, "Slow down."), None),
    ],
)
def test_waiting_time_is_read_wherever_it_stands(fault: Fault, seconds: float | None) -> None:
    assert retry_after_of(fault) == (None if seconds is None else pytest.approx(seconds))


def test_waiting_time_may_be_a_date() -> None:
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)

    seconds = retry_after_of(Fault.of(503, "", headers={"retry-after": moment}))

    assert seconds == pytest.approx(90, abs=5)

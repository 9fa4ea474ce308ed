"""Answers as they come about."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

import httpx
import pytest
from asgiref.testing import ApplicationCommunicator

from agents.turns.run import turn_run
from channels_app.live.threads import in_broker
from channels_app.webchat import stream, turns
from config.asgi import application
from crm.accounts.models import User
from crm.accounts.tokens import tokens_for
from crm.conversations.models import Message
from tests.channels_app.sockets import HOST, play


def _headers(user: User) -> dict[str, str]:
    return {
        "authorization": f"Bearer {tokens_for(user)[0]}",
        "accept": "text/event-stream, application/json",
    }


async def _post(path: str, body: Any, headers: dict[str, str]) -> httpx.Response:
    transport = httpx.ASGITransport(app=application)
    async with httpx.AsyncClient(
        transport=transport, base_url=f"http://{HOST}", headers=headers
    ) as client:
        return await client.post(f"/api/v1/{path}", json=body, timeout=30)


def _events(text: str) -> list[tuple[str, Any]]:
    found = []
    for block in text.split("\n\n"):
        if block.startswith("event: "):
            name, data = block.split("\n", 1)
            found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def test_tokens_tools_and_the_whole_answer(boss: User) -> None:
    headers = _headers(boss)

    async def scenario() -> None:
        answer = await _post(
            "chat/stream", {"message": "Busco arriendo 2D en Providencia"}, headers
        )
        events = _events(answer.text)

        assert answer.headers["content-type"] == "text/event-stream"
        assert answer.headers["cache-control"].startswith("no-cache")
        assert answer.headers["x-correlation-id"]
        assert events[-1][0] == "done"
        done = events[-1][1]
        assert done["reply"]
        assert done["lead"]["profile"]["operation"] == "rent"
        assert "".join(data["text"] for name, data in events if name == "token")
        tools = [data["name"] for name, data in events if name == "tool"]
        assert tools == [call["name"] for call in done["tool_calls"]]

    play(scenario)


def test_a_session_and_its_turns(boss: User) -> None:
    headers = _headers(boss)

    async def scenario() -> None:
        made = await _post("agent/session", {}, headers)
        assert made.status_code == 201, made.text
        key = made.json()["session_key"]
        first = _events(
            (await _post("agent/turn", {"session_key": key, "message": "Hola"}, headers)).text
        )[-1][1]
        second = _events(
            (await _post("agent/turn", {"session_key": key, "message": "2D"}, headers)).text
        )[-1][1]

        assert first["conversation_id"] == second["conversation_id"]

    play(scenario)


def test_an_answer_that_fails_ends_in_an_error_event(
    boss: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("a secret detail")

    monkeypatch.setattr(turns, "turn_run", broken)
    headers = _headers(boss)

    async def scenario() -> None:
        text = (await _post("chat/stream", {"message": "Hola"}, headers)).text
        name, data = _events(text)[-1]

        assert name == "error"
        assert data["error"]["code"] == "internal"
        assert data["error"]["request_id"]
        assert "secret" not in text

    play(scenario)


def test_a_slow_answer_is_kept_alive(boss: User, monkeypatch: pytest.MonkeyPatch) -> None:
    run = turn_run

    def slow(*args: Any, **kwargs: Any) -> Any:
        time.sleep(0.5)
        return run(*args, **kwargs)

    monkeypatch.setattr(turns, "turn_run", slow)
    monkeypatch.setattr(stream, "HEARTBEAT_SECONDS", 0.1)
    headers = _headers(boss)

    async def scenario() -> None:
        text = (await _post("chat/stream", {"message": "Hola"}, headers)).text
        assert text.count(": wait") >= 2
        assert _events(text)[-1][0] == "done"

    play(scenario)


def test_hanging_up_does_not_end_the_turn(boss: User, monkeypatch: pytest.MonkeyPatch) -> None:
    run = turn_run

    def slow(*args: Any, **kwargs: Any) -> Any:
        time.sleep(0.3)
        return run(*args, **kwargs)

    monkeypatch.setattr(turns, "turn_run", slow)
    body = b'{"message": "Hola"}'
    headers = {
        "host": HOST,
        "content-type": "application/json",
        "content-length": str(len(body)),
        **_headers(boss),
    }
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/api/v1/chat/stream",
        "raw_path": b"/api/v1/chat/stream",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }

    def answered() -> bool:
        return Message.objects.filter(direction="out").exists()

    async def scenario() -> None:
        call = ApplicationCommunicator(application, scope)
        await call.send_input({"type": "http.request", "body": body})
        assert (await call.receive_output(5))["status"] == 200
        await call.receive_output(5)
        await call.send_input({"type": "http.disconnect"})
        await call.wait(5)

        for _ in range(100):
            if await in_broker("t_alice", answered):
                return
            await asyncio.sleep(0.05)
        raise AssertionError("the turn ended with its listener")

    play(scenario)

"""What measures has to be right itself: the wire, the world outside, the sums and the table."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
from typing import Any

import orjson
import pytest
from django.core.management import CommandError, call_command

from channels_app.channels.base import Delivered, InboundMessage, StatusUpdate
from channels_app.channels.registry import adapter_for
from config.bench import report
from config.bench.model import Model
from config.bench.outside import NUMBER, Arrival, Meta, _status
from config.bench.pace import QUEUES, busiest_second, measured
from config.bench.peers import PEERS
from config.bench.peers_env import REQUIREMENTS, groups
from config.bench.wire import Connection, Server, request_bytes
from config.embedded.plan import PROJECT

SECRET = "demo-meta-secret"


async def _echo(path: str, body: bytes) -> tuple[int, bytes]:
    return 200, path.encode() + b":" + body


def test_a_connection_is_kept_and_found_again_after_it_broke() -> None:
    async def talk() -> list[bytes]:
        server = Server(_echo)
        port = await server.start()
        connection = Connection("127.0.0.1", port)
        said = [(await connection.call(request_bytes("/a", b"1")))[1]]
        assert connection._writer is not None
        connection._writer.close()
        with pytest.raises(ConnectionError):
            await connection.call(request_bytes("/b", b"2"))
        said.append((await connection.call(request_bytes("/c", b"3" * 70_000)))[1])
        connection.close()
        server.stop()
        return said

    assert asyncio.run(talk()) == [b"/a:1", b"/c:" + b"3" * 70_000]


def _parsed(raw: bytes) -> Any:
    """What our adapter reads in a call, its signature checked."""
    head, body = raw.split(b"\r\n\r\n", 1)
    lines = head.decode().split("\r\n")[1:]
    headers = dict(line.split(": ", 1) for line in lines)
    adapter = adapter_for("whatsapp")
    (part,) = adapter.split(Delivered(body=body, headers=headers))
    assert part.account_id == NUMBER
    (item,) = adapter.parse(part.account_id, part.payload)
    return item


def test_a_leads_message_is_signed_as_meta_signs_and_new_every_time() -> None:
    meta = Meta(secret=SECRET)

    first, second = (_parsed(meta.text_call("56912345678", "Hola")) for _ in range(2))

    assert isinstance(first, InboundMessage)
    assert (first.text, first.sender.peer) == ("Hola", "+56912345678")
    assert first.external_id != second.external_id


def test_a_receipt_hands_our_own_id_back() -> None:
    arrival = Arrival(0.0, "56912345678", "hola", "our-id", "wamid.X")

    update = _parsed(Meta(secret=SECRET).signed(orjson.dumps(_status(arrival, "delivered"))))

    assert isinstance(update, StatusUpdate)
    assert (update.external_id, update.our_id, update.status) == ("wamid.X", "our-id", "delivered")


def test_the_model_repeats_the_last_mark_and_tells_of_its_calls() -> None:
    model = Model(0.0)
    asked = {
        "messages": [
            {"role": "user", "content": "Hola #m1"},
            {"role": "assistant", "content": "Gracias #m1"},
            {"role": "user", "content": "¿y ahora? #m2"},
        ]
    }

    _status_code, answer = asyncio.run(model.answer("/v1/chat/completions", orjson.dumps(asked)))

    assert orjson.loads(answer)["choices"][0]["message"]["content"].endswith("#m2")
    assert [mark for mark, _came, _answered in model.calls] == ["#m2"]


def test_tails_are_of_the_values_that_were_seen() -> None:
    assert report.summary(list(range(1, 101))) == {"p50": 51, "p95": 96, "p99": 100, "count": 100}
    assert report.summary([7.0])["p99"] == 7.0
    assert report.summary([])["count"] == 0


def _hundred(**changes: Any) -> dict[str, Any]:
    raw = {
        "ms": [600.0] * 10,
        "messages": 10,
        "answers": 10,
        "lost": 0,
        "twice": 0,
        "cpu_share": {"worker": 0.5},
        "cpu_ms_a_turn": {"worker": 20.0},
    }
    return {"hundred": report.figures({**raw, **changes})}


def test_the_table_says_what_holds_and_what_does_not() -> None:
    good = report.table(list(report.rows(_hundred())))
    slow = report.table(list(report.rows(_hundred(ms=[900.0] * 10))))
    lost = report.table(list(report.rows(_hundred(answers=9, lost=1))))

    assert "NOT REACHED" not in good
    assert "p95 < 800 ms  NOT REACHED" in slow
    assert "1 lost, 0 twice  NOT REACHED" in lost


def test_an_unknown_part_is_refused_before_anything_starts() -> None:
    with pytest.raises(CommandError, match="no part 'speed'"):
        call_command("bench", only="speed")


def test_the_signature_is_of_the_body_alone() -> None:
    raw = Meta(secret="s").signed(b"{}")

    assert hmac.new(b"s", b"{}", hashlib.sha256).hexdigest().encode() in raw


def test_the_load_measures_in_a_process_of_its_own_without_our_code() -> None:
    text = (PROJECT / "config/bench/load.py").read_text(encoding="utf-8")

    assert "django" not in text.lower()


@pytest.mark.parametrize(
    ("times", "most"),
    [([], 0), ([0.0], 1), ([0.0, 0.5, 1.0, 1.5], 3), ([5.0, 0.0, 5.9, 6.1, 5.2], 3)],
)
def test_the_busiest_second_may_begin_at_any_message(times: list[float], most: int) -> None:
    assert busiest_second(times) == most


def test_a_queue_that_goes_out_too_fast_is_told() -> None:
    def table(per_second: int) -> str:
        times = [place / per_second for place in range(per_second * 3)]
        found = {"pacing": {"at_80": measured(times, QUEUES[0])}}
        return report.table(list(report.rows(found)))

    assert "NOT REACHED" not in table(78)
    assert "NOT REACHED" in table(90)


def test_the_model_calls_a_tool_once_where_it_is_asked_to() -> None:
    ask: dict[str, Any] = {
        "model": "loopback-tools",
        "messages": [{"role": "user", "content": "¿Qué tiempo hace?"}],
        "tools": [{"type": "function", "function": {"name": "weather"}}],
    }

    async def answered() -> dict[str, Any]:
        _status, body = await Model(0).answer("/v1/chat/completions", orjson.dumps(ask))
        found: dict[str, Any] = orjson.loads(body)["choices"][0]
        return found

    first = asyncio.run(answered())
    assert first["message"]["tool_calls"][0]["function"]["name"] == "weather"
    ask["messages"].append({"role": "tool", "tool_call_id": "call_1", "content": "{}"})
    assert asyncio.run(answered())["finish_reason"] == "stop"


def test_every_peer_has_its_own_lines() -> None:
    found = groups(REQUIREMENTS.read_text())

    assert set(found) == set(PEERS)
    assert all("==" in line for lines in found.values() for line in lines.strip().splitlines())


def test_the_router_is_held_to_its_bars_and_a_missing_peer_is_told() -> None:
    hang = {
        "first_ms": 2100.1, "first_ratio": 1.06, "later_ms": 1.5, "healthy_ms": 1.4,
        "later_ratio": 1.07, "reached": 3,
    }  # fmt: skip
    peers = {
        "litellm": {"missing": "could not be installed: no such version"},
        "langgraph": {"cpu_us": 6000.0},
        "pydantic_ai": {"cpu_us": 4000.0},
    }
    found = {"sdk": 1000.0, "router": 1250.0, "loop": 4500.0, "hang": hang, "peers": peers}

    lines = {row.name.strip(): row for row in report.rows({"router": found})}

    assert lines["one call, our router"].holds is True
    assert "no such version" in lines["one call, LiteLLM's Router"].beside
    assert lines["turn with one tool, LangGraph"].holds is True
    assert lines["turn with one tool, pydantic-ai"].holds is False
    assert lines["first call, the first vendor hangs"].holds is False
    assert lines["calls that reached it"].holds is True

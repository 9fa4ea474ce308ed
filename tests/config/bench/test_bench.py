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

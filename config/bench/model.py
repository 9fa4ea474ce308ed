"""A model vendor on the loopback: OpenAI's chat completions, thinking for a set time.

``python -m config.bench.model PORT SECONDS``. It answers in plain text and repeats the last
``#mark`` the lead wrote, by which an answer is known to be this message's. ``POST /delay`` with
``{"seconds": s}`` changes its thinking time; asked for the model ``loopback-tools`` it calls the
first tool once before it answers; ``POST /calls`` tells of every call since the last
time it was asked: the mark, and when (monotonic seconds) it came and was answered.
"""

from __future__ import annotations

import asyncio
import re
import sys
import time
from typing import Any, Final

import orjson

from config.bench.wire import Server

_MARK = re.compile(r"#\w+")
#: Asked for this model it calls a tool first.
TOOL_MODEL: Final = "loopback-tools"


class Model:
    """One vendor's server and what it was asked."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.calls: list[tuple[str, float, float]] = []

    async def answer(self, path: str, body: bytes) -> tuple[int, bytes]:
        """Serve one request."""
        came = time.monotonic()
        asked: dict[str, Any] = orjson.loads(body) if body else {}
        if path.endswith("/delay"):
            self.seconds = float(asked["seconds"])
            return 200, b"{}"
        if path.endswith("/calls"):
            calls, self.calls = self.calls, []
            return 200, orjson.dumps(calls)
        if self.seconds:
            await asyncio.sleep(self.seconds)
        mark = _mark(asked)
        if asked.get("model") == TOOL_MODEL and asked["messages"][-1]["role"] != "tool":
            message: dict[str, Any] = _call(asked["tools"][0]["function"]["name"])
        else:
            text = f"Gracias, queda anotado {mark}".strip()
            message = {"role": "assistant", "content": text}
        answer = orjson.dumps(_completion(message))
        self.calls.append((mark, came, time.monotonic()))
        return 200, answer


def _mark(asked: dict[str, Any]) -> str:
    for message in reversed(asked.get("messages", [])):
        # What is true now goes behind the lead's words, as a user's message too.
        said = message.get("content") if message.get("role") == "user" else ""
        if found := _MARK.findall(str(said or "")):
            return str(found[-1])
    return ""


def _call(tool: str) -> dict[str, Any]:
    function = {"name": tool, "arguments": '{"city": "Santiago"}'}
    call = {"id": "call_1", "type": "function", "function": function}
    return {"role": "assistant", "content": None, "tool_calls": [call]}


def _completion(message: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": "chatcmpl-loopback",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": "loopback",
        "choices": [
            {
                "index": 0,
                "message": message,
                "finish_reason": "tool_calls" if message.get("tool_calls") else "stop",
            }
        ],
        "usage": {"prompt_tokens": 1000, "completion_tokens": 20, "total_tokens": 1020},
    }


async def _main(port: int, seconds: float) -> None:
    await Server(Model(seconds).answer).start(port)
    await asyncio.Event().wait()


if __name__ == "__main__":
    import uvloop

    uvloop.run(_main(int(sys.argv[1]), float(sys.argv[2])))

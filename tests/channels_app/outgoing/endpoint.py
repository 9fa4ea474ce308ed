"""A broker's own system: a real HTTP server on this machine that keeps what it is sent."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Heard:
    """One request."""

    headers: dict[str, str]
    body: bytes

    @property
    def event(self) -> dict[str, Any]:
        """The body as JSON."""
        found: dict[str, Any] = json.loads(self.body)
        return found

    @property
    def id(self) -> str:
        """What a receiver knows a repeat by."""
        return self.headers["webhook-id"]


@dataclass
class Answer:
    """What the server says, and how long it takes to."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b"ok"
    after: float = 0.0
    drip: float = 0.0


class Endpoint:
    """Answers 200 until told otherwise."""

    def __init__(self) -> None:
        self.heard: list[Heard] = []
        self.answers: list[Answer] = []
        self.always = Answer()
        self.busy = self.most_busy = 0
        self._lock = threading.Lock()
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                endpoint._serve(self)

            def log_message(self, *_anything: Any) -> None:
                return

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self.server.server_address[1])

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}/hooks?team=a"

    def says(self, *answers: int | Answer) -> None:
        """Answer the next requests like this, then 200 again."""
        self.answers += [Answer(each) if isinstance(each, int) else each for each in answers]

    def types(self) -> list[str]:
        """The events it heard, in their order."""
        return [each.event["type"] for each in self.heard]

    def _serve(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("content-length", 0)))
        with self._lock:
            self.heard.append(Heard({k.lower(): v for k, v in request.headers.items()}, body))
            answer = self.answers.pop(0) if self.answers else self.always
            self.busy += 1
            self.most_busy = max(self.most_busy, self.busy)
        try:
            time.sleep(answer.after)
            request.send_response(answer.status)
            for name, value in answer.headers.items():
                request.send_header(name, value)
            request.send_header("content-length", str(len(answer.body)))
            request.end_headers()
            for start in range(0, len(answer.body), 1 if answer.drip else len(answer.body)):
                request.wfile.write(answer.body[start : start + 1] if answer.drip else answer.body)
                request.wfile.flush()
                time.sleep(answer.drip)
        except OSError:
            return  # the caller did not wait
        finally:
            with self._lock:
                self.busy -= 1


@contextmanager
def running() -> Iterator[Endpoint]:
    """The server while the block runs."""
    endpoint = Endpoint()
    thread = threading.Thread(target=endpoint.server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield endpoint
    finally:
        endpoint.server.shutdown()
        endpoint.server.server_close()


def is_signed(heard: Heard, secret: str) -> bool:
    """Whether a receiver that follows the Standard Webhooks text accepts it with this secret."""
    assert abs(int(heard.headers["webhook-timestamp"]) - time.time()) < 300
    key = base64.b64decode(secret.split("_", 1)[1])
    text = b".".join([heard.id.encode(), heard.headers["webhook-timestamp"].encode(), heard.body])
    wanted = base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
    given = [each.split(",", 1) for each in heard.headers["webhook-signature"].split(" ")]
    return any(v == "v1" and hmac.compare_digest(sig, wanted) for v, sig in given)

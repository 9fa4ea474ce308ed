"""A vendor's API on the loopback: answers by path, keeps what it was asked."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]
    raw_query: str = ""


@dataclass(frozen=True)
class Said:
    """One answer: status, JSON value (or raw bytes), further headers."""

    body: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


Speaker = Callable[[Asked], Any]


class Vendor:
    """``vendor.says("/path", {...})`` sets an answer; what nobody set is a 404."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.url = ""
        self._answers: dict[str, Any] = {}
        self._lock = threading.Lock()

    def says(self, path: str, answer: Any) -> None:
        """Answer requests for the path: a value, a :class:`Said`, or what a function makes."""
        self._answers[path] = answer

    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [each.path for each in self.asked]

    def answer(self, asked: Asked) -> Said:
        """Keep the request and find its answer."""
        with self._lock:
            self.asked.append(asked)
        found = self._answers.get(asked.path, Said({"message": "nothing here"}, 404))
        found = found(asked) if callable(found) else found
        return found if isinstance(found, Said) else Said(found)


@contextmanager
def vendor() -> Iterator[Vendor]:
    """A vendor that listens while the block runs."""
    fake = Vendor()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
            headers = {name.lower(): value for name, value in self.headers.items()}
            said = fake.answer(Asked(parts.path, query, headers, parts.query))
            body = said.body if isinstance(said.body, bytes) else json.dumps(said.body).encode()
            self.send_response(said.status)
            for name, value in {"content-type": "application/json", **said.headers}.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep the test output quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    fake.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()

"""A real HTTP server on the loopback that answers from a script and keeps what it was sent.

``server.enqueue(reply)`` adds an answer, ``server.requests`` holds every request in order. A
request the script has no answer for, or that the vendor would refuse, gets an error and is
kept in ``server.complaints``, which the ``server`` fixtures check at the end.
"""

from __future__ import annotations

import json
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

JSON = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """One scripted answer: status and pieces of the body, then how the connection ends.

    ``late`` seconds pass before anything is sent, ``pause`` before each piece. ``hang`` keeps the
    connection open until the server stops; ``drop`` resets it instead of ending the body well.
    """

    status: int = 200
    pieces: tuple[bytes, ...] = ()
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    late: float = 0.0
    pause: float = 0.0
    hang: bool = False
    drop: bool = False

    @classmethod
    def json(cls, body: object, status: int = 200, **headers: str) -> Reply:
        """A whole JSON answer; header names are written with underscores."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return cls(status, (json.dumps(body).encode(),), headers=named)

    @classmethod
    def events(cls, pieces: Iterable[str], **options: Any) -> Reply:
        """A stream of server-sent events, one piece each."""
        data = tuple(piece.encode() for piece in pieces)
        return cls(200, data, content_type="text/event-stream", **options)


@dataclass(frozen=True)
class Request:
    """What a client sent."""

    path: str
    headers: dict[str, str]
    body: JSON


def _body(headers: dict[str, str], raw: bytes) -> JSON:
    """The body as JSON; a form with files by its fields, a file as its name and bytes."""
    kind = headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        found: JSON = json.loads(raw or b"{}")
        return found
    form = message_from_bytes(b"content-type: " + kind.encode() + b"\r\n\r\n" + raw)
    fields: JSON = {}
    for part in form.get_payload():
        assert isinstance(part, Message)
        name = str(part.get_param("name", header="content-disposition"))
        content = part.get_payload(decode=True)
        assert isinstance(content, bytes)
        fields[name] = (part.get_filename(), content) if part.get_filename() else content.decode()
    return fields


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    # The default of 5 makes a burst of clients wait a second for their connection.
    request_queue_size = 64


class ScriptedServer:
    """Use it as a context manager; ``url`` is its address without a path."""

    def __init__(self, refuse: Callable[[JSON], str | None] | None = None) -> None:
        self.requests: list[Request] = []
        self.complaints: list[str] = []
        self.refuse = refuse
        #: What is answered when the script is over; None for a complaint.
        self.always: Reply | None = None
        self.stopping = threading.Event()
        self._script: deque[Reply] = deque()
        self._http = _Listener(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"

    def enqueue(self, *replies: Reply) -> None:
        """Answer the next requests with these, in order."""
        self._script.extend(replies)

    def forget(self) -> None:
        """Begin anew: no script, no requests, no complaints."""
        self._script.clear()
        self.requests = []
        self.complaints = []

    def __enter__(self) -> ScriptedServer:
        threading.Thread(target=self._http.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self._http.shutdown()
        self._http.server_close()

    def next_reply(self, request: Request) -> Reply:
        """Keep the request and choose its answer."""
        self.requests.append(request)
        complaint = self.refuse(request.body) if self.refuse else None
        if complaint is None and not self._script:
            if self.always is not None:
                return self.always
            complaint = "the script is over"
        if complaint is not None:
            self.complaints.append(complaint)
            return Reply.json({"error": {"message": complaint, "code": "fake_refused"}}, 400)
        return self._script.popleft()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers.get("content-length", 0)))
                headers = {name.lower(): value for name, value in self.headers.items()}
                request = Request(self.path, headers, _body(headers, raw))
                self._play(server.next_reply(request))

            def log_message(self, *_: object) -> None:
                """Keep the test output quiet."""

            def _play(self, reply: Reply) -> None:
                self.close_connection = True
                if reply.drop and not reply.pieces:
                    self._reset()
                    return
                if reply.hang and not reply.pieces:
                    server.stopping.wait(10)
                    return
                server.stopping.wait(reply.late)
                self._send_head(reply)
                for piece in reply.pieces:
                    server.stopping.wait(reply.pause)
                    if not self._send_piece(piece):
                        return
                if reply.drop:
                    self._reset()
                elif reply.hang:
                    server.stopping.wait(10)
                else:
                    self._send_piece(b"")

            def _send_head(self, reply: Reply) -> None:
                self.send_response(reply.status)
                self.send_header("content-type", reply.content_type)
                self.send_header("transfer-encoding", "chunked")
                self.send_header("connection", "close")
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()

            def _send_piece(self, piece: bytes) -> bool:
                try:
                    self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
                    self.wfile.flush()
                except OSError:
                    return False  # the client had enough
                return True

            def _reset(self) -> None:
                self.wfile.flush()
                self.connection.shutdown(socket.SHUT_RDWR)

        return Handler

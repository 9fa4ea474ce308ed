"""HTTP/1.1 with as little work as possible: what measures must not be what is measured."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came; header names in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


#: Answers a request with status and JSON, or with None: the connection is cut without a word.
Answering = Callable[[Request], Awaitable[tuple[int, bytes] | None]]
Handler = Callable[[str, bytes], Awaitable[tuple[int, bytes]]]

_LARGEST = 8 * 1024 * 1024


def request_bytes(
    path: str,
    body: bytes,
    *,
    host: str = "localhost",
    headers: dict[str, str] | None = None,
    content_type: str = "application/json",
) -> bytes:
    """A whole POST with its body, ready to be written."""
    lines = [
        f"POST {path} HTTP/1.1",
        f"host: {host}",
        f"content-type: {content_type}",
        f"content-length: {len(body)}",
        *(f"{name}: {value}" for name, value in (headers or {}).items()),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Connection:
    """A kept-alive connection; after any error it is opened anew with the next call."""

    def __init__(self, host: str, port: int) -> None:
        self._address = (host, port)
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def call(self, raw: bytes, *, timeout: float = 30.0) -> tuple[int, bytes]:
        """Send one request and give status and body; OSError when it cannot be done."""
        try:
            return await asyncio.wait_for(self._call(raw), timeout)
        except (OSError, asyncio.IncompleteReadError, TimeoutError, ValueError) as error:
            self.close()
            raise ConnectionError(f"{type(error).__name__}: {error}") from error

    async def _call(self, raw: bytes) -> tuple[int, bytes]:
        if self._writer is None or self._reader is None:
            self._reader, self._writer = await asyncio.open_connection(*self._address)
        self._writer.write(raw)
        head = await self._reader.readuntil(b"\r\n\r\n")
        body = await self._reader.readexactly(_length(head))
        if b"connection: close" in head.lower():
            self.close()
        return int(head[9:12]), body

    def close(self) -> None:
        """Let go of the connection."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


class RequestServer:
    """Answers every request through one handler, which may also cut the connection."""

    def __init__(self, handler: Answering) -> None:
        self._handler = handler
        self._server: asyncio.Server | None = None

    async def start(self, port: int = 0) -> int:
        """Listen on the loopback; answers the port."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", port, backlog=512)
        return int(self._server.sockets[0].getsockname()[1])

    def stop(self) -> None:
        """Take no more calls."""
        if self._server is not None:
            self._server.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                body = await reader.readexactly(_length(head))
                answered = await self._handler(_request(head, body))
                if answered is None:
                    return
                status, answer = answered
                writer.write(
                    b"HTTP/1.1 %d X\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
                    % (status, len(answer))
                    + answer
                )
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # the other side has gone, as it may
        except asyncio.CancelledError:
            pass  # the end of this world: asyncio would complain of a task that was cut off
        finally:
            writer.close()


class Server(RequestServer):
    """Answers every request by its path and body alone."""

    def __init__(self, handler: Handler) -> None:
        async def answering(request: Request) -> tuple[int, bytes]:
            return await handler(request.path, request.body)

        super().__init__(answering)


def _request(head: bytes, body: bytes) -> Request:
    first, *lines = head.decode("latin-1").split("\r\n")
    method, path, _version = first.split(" ", 2)
    pairs = (line.partition(":") for line in lines if line)
    return Request(
        method, path, {name.strip().lower(): value.strip() for name, _, value in pairs}, body
    )


def _length(head: bytes) -> int:
    lowered = head.lower()
    start = lowered.find(b"\r\ncontent-length:")
    if start < 0:
        if b"\r\ntransfer-encoding:" in lowered:
            raise ValueError("a body in chunks is not understood here")
        return 0
    length = int(head[start + 17 : head.index(b"\r\n", start + 2)])
    if length > _LARGEST:
        raise ValueError("too long")
    return length

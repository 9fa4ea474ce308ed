"""/healthz, /readyz and /metrics of the bare host."""

from __future__ import annotations

import os
import resource
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config import signs
from config.metrics import messaging_lines

_STARTED: Final = time.time()


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when everything that serves a lead works, else 503 naming the parts that do not."""
    parts = signs.parts()
    failed = [part.name for part in parts if not part.ok]
    body = {
        "status": "ready" if not failed else "not ready",
        "failed": failed,
        "parts": {part.name: {"ok": part.ok, "detail": part.detail} for part in parts},
    }
    response = JsonResponse(body, status=503 if failed else 200)
    # Whoever asks is told; a line in the log for every time they ask would hide the others.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Prometheus text: this process, the queues, the workers."""
    return HttpResponse("".join(_lines()), content_type="text/plain; version=0.0.4; charset=utf-8")


def _lines() -> Iterator[str]:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    yield from _metric(
        "process_cpu_seconds_total", "counter", "CPU time used.", usage.ru_utime + usage.ru_stime
    )
    yield from _metric(
        "process_resident_memory_bytes", "gauge", "Memory in RAM.", _resident_bytes()
    )
    yield from _metric("process_start_time_seconds", "gauge", "Start, Unix time.", _STARTED)
    yield from _metric("process_threads", "gauge", "Threads.", threading.active_count())
    yield from _metric("sofia_workers", "gauge", "Workers alive.", signs.workers_alive())
    yield from _metric(
        "sofia_queue_pulse_age_seconds",
        "gauge",
        "Seconds since work last flowed from beat to a worker; NaN when never.",
        age if (age := signs.pulse_age()) is not None else float("nan"),
    )
    yield "# HELP sofia_queue_depth Messages waiting.\n# TYPE sofia_queue_depth gauge\n"
    for name, depth in signs.queue_depths().items():
        yield f'sofia_queue_depth{{queue="{name}"}} {depth}\n'
    yield from messaging_lines()


def _metric(name: str, kind: str, meaning: str, value: float) -> Iterator[str]:
    number = "NaN" if value != value else f"{value:.10g}"
    yield f"# HELP {name} {meaning}\n# TYPE {name} {kind}\n{name} {number}\n"


def _resident_bytes() -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        # No /proc (macOS): the peak is the best that is known.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

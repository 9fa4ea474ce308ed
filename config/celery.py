"""The worker's and beat's app; it also keeps the signs of life that /readyz reads."""

from __future__ import annotations

import os
import time
import warnings
from typing import Any, Final

import celery
from celery import signals
from celery.exceptions import CPendingDeprecationWarning

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

# Said at every loss of Redis about a default of Celery 6; the tasks that go on then are right to.
warnings.filterwarnings("ignore", category=CPendingDeprecationWarning)

app = celery.Celery("sofia")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
# Packages of a floor keep their tasks beside what they do.
app.autodiscover_tasks(
    [
        "channels_app.inbound",
        "channels_app.delivery",
        "channels_app.media",
        "agents.turns",
        "agents.runs",
        "agents.hearing",
        "agents.scoring",
        "agents.prompts",
    ],
    related_name="tasks",
)

PULSE: Final = "config.pulse"
_HEARTBEAT_SECONDS: Final = 5


@app.task(name=PULSE, ignore_result=True, expires=30)
def pulse() -> None:
    """Sent by beat, run by a worker: together the proof that work flows."""
    from config.signs import note_pulse

    note_pulse()


@signals.setup_logging.connect
def _logs(**_signal: Any) -> None:
    """Keep Celery from setting up logs of its own: ours are set up by Django."""
    import logging.config

    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)


@signals.worker_ready.connect
def _worker_ready(sender: Any, **_signal: Any) -> None:
    from config.signs import note_worker
    from crm.core import garbage

    garbage.settle()
    name = sender.hostname
    note_worker(name)
    sender.timer.call_repeatedly(_HEARTBEAT_SECONDS, note_worker, (name,))


@signals.worker_shutdown.connect
def _worker_gone(sender: Any, **_signal: Any) -> None:
    from config.signs import forget_worker

    forget_worker(getattr(sender, "hostname", "") or str(time.time()))

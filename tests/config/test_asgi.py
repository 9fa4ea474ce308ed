"""The server's start."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from asgiref.sync import async_to_sync
from asgiref.testing import ApplicationCommunicator

from config.asgi import application
from crm.core.linear.model import Model
from crm.leads.voter import votes


def test_the_server_says_that_it_has_started_when_all_is_loaded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[Path] = []
    monkeypatch.setattr(Model, "load", lambda model: read.append(model.file))

    async def start_and_stop() -> None:
        server = ApplicationCommunicator(application, {"type": "lifespan"})
        await server.send_input({"type": "lifespan.startup"})
        started = await server.receive_output(timeout=10)
        assert (started["type"], read) == ("lifespan.startup.complete", [votes.MODEL.file])
        assert gc.get_freeze_count() > 10_000
        await server.send_input({"type": "lifespan.shutdown"})
        stopped = await server.receive_output(timeout=10)
        assert stopped["type"] == "lifespan.shutdown.complete"

    try:
        async_to_sync(start_and_stop)()
    finally:
        gc.unfreeze()

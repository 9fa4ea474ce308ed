"""A real server on loopback, Alice's and Charlie's data committed for real."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn

from agents.mcp.alone import McpAlone
from config.asgi import application
from crm.accounts.models import User
from crm.brokers import hosts
from crm.brokers.models import Broker
from crm.core import rates
from crm.core.tenancy import in_schema
from knowledge.ingest import document_add
from knowledge.models import Document
from tests.api.cast import Scene, person, scene
from tests.brokers import _BROKERS
from tests.cleaning import broker_empty


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """Address of /mcp of an application that serves in a thread, its lifespan entered."""
    listener = socket.create_server(("127.0.0.1", 0))
    running = uvicorn.Server(
        uvicorn.Config(app, log_level="error", access_log=False, lifespan="on")
    )
    thread = threading.Thread(target=running.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 10
    while not running.started and time.monotonic() < deadline:
        time.sleep(0.02)
    assert running.started
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/mcp"
    running.should_exit = True
    thread.join(timeout=10)
    listener.close()


@pytest.fixture(scope="module")
def server(schemas: None) -> Iterator[str]:
    """The whole application."""
    with serving(application) as address:
        yield address


@pytest.fixture
def alone(schemas: None) -> Iterator[str]:
    """MCP by itself, for Alice's broker whatever the host."""
    with serving(McpAlone(slug="t_alice")) as address:
        yield address


@pytest.fixture
def boss(alice_for_real: Broker, server: str) -> User:
    """Alice, who runs her broker."""
    hosts._forget()
    rates.forget_all()
    return person("Alice", "ADMIN")


@pytest.fixture
def her_scene(boss: User) -> Scene:
    """A lead of Alice's with all that hangs on it."""
    return scene(boss)


@pytest.fixture
def rules(boss: User) -> Document:
    """A document of Alice's."""
    return document_add(title="Mascotas", text="Se aceptan mascotas pequeñas.", language="es")


@pytest.fixture
def charlies_lead(alice_for_real: Broker) -> Iterator[tuple[User, Scene]]:
    """Charlie, who runs the other broker, and a lead of his."""
    fields: dict[str, Any] = _BROKERS["t_charlie"]
    Broker.objects.get_or_create(schema_name="t_charlie", defaults=fields)
    with in_schema("t_charlie"):
        charlie = person("Charlie", "ADMIN")
        theirs = scene(charlie, name="Omar", phone="+971501234567")
    yield charlie, theirs
    broker_empty("t_charlie")

"""A whole throwaway system for tests that kill its processes; one for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from config.bench.system import System, free_port, model_vendor


@dataclass(frozen=True)
class Ground:
    """The system, and the port at which it looks for Meta."""

    system: System
    graph: int


@pytest.fixture(scope="session")
def ground() -> Iterator[Ground]:
    """Leases and sweeps are short, so that what a crash leaves behind is taken up soon."""
    graph, model = free_port(), free_port()
    system = System(
        {
            "GRAPH_API_URL": f"http://127.0.0.1:{graph}",
            "LLM_PROVIDER": "openai",
            "LLM_FALLBACK_PROVIDER": "openai",
            "OPENAI_API_KEY": "sk-loopback",
            "OPENAI_MODEL": "loopback",
            "OPENAI_BASE_URL": f"http://127.0.0.1:{model}/v1",
            "COALESCE_SECONDS": "0.2",
            "COALESCE_MAX_SECONDS": "1",
            "AGENT_TURN_SECONDS": "10",
            "TURN_LEASE_SECONDS": "12",
            "DELIVERY_LEASE_SECONDS": "6",
            "DELIVERY_SETTLE_SECONDS": "6",
            "CHANNEL_TIMEOUT_SECONDS": "3",
            "SWEEP_SECONDS": "1",
        }
    )
    # A model that takes its time: killed workers die in the middle of turns.
    vendor = model_vendor(system, model, seconds=0.15)
    try:
        vendor.start()
        system.start()
        yield Ground(system, graph)
    finally:
        vendor.stop()
        system.stop()

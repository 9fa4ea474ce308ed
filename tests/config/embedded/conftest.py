"""Folders for embedded services: short enough for sockets, open to PostgreSQL's account."""

from __future__ import annotations

import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.embedded.terminal import Terminal


@pytest.fixture
def var() -> Iterator[Path]:
    """A data directory as a checkout in an ordinary place has it."""
    folder = Path(tempfile.mkdtemp(prefix="sofia-emb-"))
    folder.chmod(0o755)
    yield folder / "var"
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
    return number


@pytest.fixture
def terminal(var: Path, port: int) -> Iterator[Terminal]:
    """A terminal in which the supervisor can be started, and is ended in any case."""
    window = Terminal(var, port)
    yield window
    window.close()

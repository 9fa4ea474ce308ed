from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from channels_app.channels.base import Account, File, Outgoing
from tests.fakes.graph import GraphWire
from tests.payloads import whatsapp

ACCOUNT = Account("whatsapp", whatsapp.NUMBER, "t_alice", "wa-token", config={"waba_id": "900"})


@pytest.fixture
def graph(settings: Any) -> Iterator[GraphWire]:
    """The Graph API, listening to our adapter."""
    settings.GRAPH_API_URL = "https://graph.facebook.com/v26.0"
    with GraphWire().in_place() as wire:
        yield wire


@pytest.fixture
def make(tmp_path: Path) -> Any:
    """Builds a message of ours."""

    def outgoing(kind: str = "text", text: str = "hola", **fields: Any) -> Outgoing:
        file = fields.pop("file", None)
        if file is not None:
            path = tmp_path / "file"
            path.write_bytes(file.pop("content", b"bytes"))
            file = File(path=str(path), **file)
        return Outgoing(
            message_id=fields.pop("message_id", "ours-1"),
            peer=fields.pop("peer", "+12025550123"),
            kind=kind,
            text=text,
            payload=fields.pop("payload", {}),
            account=fields.pop("account", ACCOUNT),
            file=file,
            **fields,
        )

    return outgoing

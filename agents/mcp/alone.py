"""MCP as the whole of a server."""

from __future__ import annotations

import orjson

from agents.mcp.door import PATHS, McpDoor, Receive, Scope, Send
from agents.mcp.lifespan import lifespan
from crm.core.answers import error_body


class McpAlone:
    """Answers at /mcp, and says 404 anywhere else."""

    def __init__(self, *, slug: str = "") -> None:
        self._door = McpDoor(slug=slug)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One lifespan, or one HTTP call."""
        if scope["type"] == "lifespan":
            await lifespan(self._door, scope, receive, send)
        elif scope["path"] in PATHS:
            await self._door(scope, receive, send)
        else:
            body = orjson.dumps(error_body("not_found", "There is only /mcp here."))
            headers = [(b"content-type", b"application/json")]
            await send({"type": "http.response.start", "status": 404, "headers": headers})
            await send({"type": "http.response.body", "body": body})

"""Entering the session manager with the server and leaving it with it: the classic first error."""

from __future__ import annotations

from agents.mcp.door import McpDoor, Receive, Scope, Send


async def lifespan(door: McpDoor, _scope: Scope, receive: Receive, send: Send) -> None:
    """The server's lifespan: MCP is served from its start to its end."""
    message = await receive()
    assert message["type"] == "lifespan.startup"
    async with door.run():
        await send({"type": "lifespan.startup.complete"})
        message = await receive()
    assert message["type"] == "lifespan.shutdown"
    await send({"type": "lifespan.shutdown.complete"})

"""Loopback servers that speak each model vendor's wire form; see ``server`` for the script.

``VENDORS`` has one entry a vendor, all with the same builders, so that a test can be written
once and run against each of them.
"""

from tests.fakes.llm.anthropic import AnthropicWire
from tests.fakes.llm.chat import GroqWire, OpenAIWire
from tests.fakes.llm.gemini import GeminiWire
from tests.fakes.llm.server import Reply, ScriptedServer
from tests.fakes.llm.wire import Call, Wire

VENDORS: dict[str, Wire] = {
    wire.name: wire for wire in (OpenAIWire(), AnthropicWire(), GeminiWire(), GroqWire())
}

__all__ = ["VENDORS", "Call", "Reply", "ScriptedServer", "Wire"]

"""The provider that needs no key and no network: the language rules of ``agents.nlu`` at work.

It is one more model behind the same interface: it reads the log of the conversation and the facts,
asks for tools, reads their results and writes the reply. It keeps nothing between two calls, and
it says of prices, addresses and times only what a tool result of this turn or the facts hold.
"""

from agents.llm.offline.provider import OfflineProvider

__all__ = ["OfflineProvider"]

"""The vocabulary every language-model provider speaks, and the one method it has.

A vendor's types, keys and time-outs end inside its provider class. What the rest of the
system sees is a vendor-neutral log of items going in and one :class:`Completion` coming out,
so that a turn can change vendor between two steps of the same loop.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, Literal, Protocol, TypeAlias

JSON: TypeAlias = dict[str, Any]
OnText: TypeAlias = Callable[[str], None]
Finish: TypeAlias = Literal["stop", "tool_calls", "length", "refused"]


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a provider can do, so that callers ask instead of testing for its class."""

    streaming: bool
    tools: bool
    parallel_tools: bool
    context_tokens: int


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """A tool as the model sees it; ``parameters`` is a JSON schema of type object."""

    name: str
    description: str
    parameters: JSON


@dataclass(frozen=True, slots=True)
class ToolCall:
    """One request of the model to run a tool.

    ``arguments`` is None when the model's text was not a JSON object; ``raw`` then keeps what it
    wrote, so that the loop can hand the mistake back in words.
    """

    id: str
    name: str
    arguments: JSON | None
    raw: str = ""


@dataclass(frozen=True, slots=True)
class UserText:
    """Words of the lead: data, never instructions."""

    text: str


@dataclass(frozen=True, slots=True)
class AssistantText:
    """Words already said to the lead by Sofía, or by a person of the broker (``by_person``)."""

    text: str
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class AssistantCalls:
    """A model step that asked for tools, with what only its own vendor understands.

    ``vendor`` names the provider that produced ``opaque`` (thought signatures and the like);
    another vendor's provider leaves it out when it replays the step.
    """

    calls: tuple[ToolCall, ...]
    text: str = ""
    vendor: str = ""
    opaque: Any = None


@dataclass(frozen=True, slots=True)
class ToolResult:
    """What a tool answered, as the JSON text the model reads."""

    call_id: str
    name: str
    content: str
    is_error: bool = False


Item: TypeAlias = UserText | AssistantText | AssistantCalls | ToolResult


@dataclass(frozen=True, slots=True)
class Prompt:
    """Everything one model call is made from.

    ``system`` is the instruction text, the same from turn to turn of a broker so that a vendor's
    cache of it holds. ``context`` is what is true now (lead, day, memory, what was found): it is
    sent behind the history. ``facts`` are the same facts about broker, lead and day that both
    tell in words, kept as JSON values for providers that read data better than prose.
    ``tool_choice`` "none" asks for a closing text without tools.
    """

    system: str
    items: tuple[Item, ...]
    tools: tuple[ToolSpec, ...] = ()
    context: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    tool_choice: Literal["auto", "none"] = "auto"
    max_output_tokens: int = 1024


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call in disjoint buckets.

    ``input_tokens`` leaves cached ones out, ``output_tokens`` those of hidden reasoning where the
    vendor tells them apart. Of the tokens written to a cache, ``cache_write_long_tokens`` are kept
    for longer and cost more.
    """

    input_tokens: int = 0
    cache_read_tokens: int = 0
    cache_write_tokens: int = 0
    output_tokens: int = 0
    reasoning_tokens: int = 0
    cache_write_long_tokens: int = 0

    @property
    def total(self) -> int:
        return (
            self.input_tokens
            + self.cache_read_tokens
            + self.cache_write_tokens
            + self.output_tokens
            + self.reasoning_tokens
            + self.cache_write_long_tokens
        )

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            *(getattr(self, bucket.name) + getattr(other, bucket.name) for bucket in fields(self))
        )


@dataclass(frozen=True, slots=True)
class Completion:
    """The whole answer of one model call."""

    text: str
    tool_calls: tuple[ToolCall, ...]
    finish: Finish
    usage: Usage
    model: str
    opaque: Any = None


class ErrorKind(StrEnum):
    """Why a call failed, in the classes that decide what to do next."""

    BAD_REQUEST = "bad_request"  # our fault: no other provider would do better
    CONTEXT_LENGTH = "context_length"  # a larger window would do
    REFUSED = "refused"  # the vendor's content policy
    AUTH = "auth"  # key missing, wrong or out of money
    RATE_LIMITED = "rate_limited"  # wait, see ``retry_after``
    UNAVAILABLE = "unavailable"  # 5xx, connection refused or dropped
    TIMEOUT = "timeout"
    UNPARSABLE = "unparsable"  # an answer, but none we can read
    OUTRUN = "outrun"  # alive, but another was faster: we hung up


class ProviderError(Exception):
    """A model call that brought no usable answer; ``retry_after`` is in seconds.

    ``usage`` is what the vendor bills for it all the same.
    """

    def __init__(
        self,
        kind: ErrorKind,
        message: str,
        *,
        provider: str = "",
        retry_after: float | None = None,
        usage: Usage | None = None,
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.provider = provider
        self.retry_after = retry_after
        self.usage = usage or Usage()


class Provider(Protocol):
    """A language model behind one method."""

    name: str
    model_id: str
    capabilities: Capabilities

    def respond(
        self, prompt: Prompt, *, timeout: float, on_text: OnText | None = None
    ) -> Completion:
        """Answer the prompt within ``timeout`` seconds.

        With ``on_text`` the vendor's streaming call is used and each piece of visible text is
        handed over as it comes; the completion returned is the same either way. Raises
        :class:`ProviderError` and nothing else for anything the vendor or the network does.
        """
        ...

"""The form of a reply: plain text, in the lead's language, no longer than the channel takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from agents.guardrails.evidence import Evidence
from agents.guardrails.problem import Problem
from agents.nlu.language import detect_language, reply_language
from agents.turns.context import TurnContext
from crm.core.text import fold

#: What every channel takes when none has said otherwise.
DEFAULT_LIMIT: Final = 4096
_MARKUP: Final = re.compile(
    r"^\s{0,3}#{1,6}\s|^\s*\|.*\|\s*$|^\s*(?:```|~~~)|</?[a-zA-Z][^<>\n]{0,200}>|^\s*[\[{]\s*\"|"
    r"\"\s*:\s*[\[{\"]|"
    r"<\|[^|]*\|>|\[/?INST\]|^\s*(?:system|assistant|user|tool|function)\s*:|^\s*\[colleague\]|"
    r"\[\[|\]\]|⟦|⟧",
    re.MULTILINE | re.IGNORECASE,
)
_CALL: Final = re.compile(
    r"\b(?:tool_call|function_call|tool_use|function_results?)\b|\b[a-z]+(?:_[a-z]+)+\s*\(|"
    r"</?(?:invoke|parameter)"
)
_UNSEEN: Final = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
_LANGUAGES: Final = {"es": "Spanish", "en": "English"}

_limits: list[Callable[[str], int]] = []


def limits_from(function: Callable[[str], int]) -> None:
    """Take a channel's limit of characters from this function; the channels register theirs."""
    _limits[:] = [function]


def limit_of(channel: str) -> int:
    """How many characters one message of the channel holds."""
    return _limits[0](channel) if _limits else DEFAULT_LIMIT


def shape_of(reply: str, channel: str) -> list[Problem]:
    """Whether the reply is plain text that fits into one message."""
    problems: list[Problem] = []
    if len(reply) > (limit := limit_of(channel)):
        problems.append(
            Problem("length", f"it is longer than the {limit} characters a message holds")
        )
    if _MARKUP.search(reply) or _CALL.search(reply) or _UNSEEN.search(reply):
        problems.append(Problem("shape", "it is not plain text: no markup, no JSON, no tool calls"))
    return problems


def language_of(reply: str, context: TurnContext, evidence: Evidence) -> list[Problem]:
    """Whether the reply is in the lead's language; titles, addresses and quotes are anybody's."""
    wanted = context.language[:2]
    heard = " ".join(each.text for each in context.unanswered)
    allowed = {wanted, detect_language(heard, wanted, settled=False)}
    allowed |= {reply_language(code, wanted) for code in allowed}
    text = _without(reply, evidence)
    found = detect_language(text, wanted)
    if found in allowed:
        return []
    words = _LANGUAGES.get(wanted, _LANGUAGES["en"])
    return [Problem("language", f"it is not in the lead's language; write it in {words}")]


def _without(reply: str, evidence: Evidence) -> str:
    names = [
        name
        for each in evidence.listings.values()
        for name in (each.title, each.address, each.area, each.city)
        if name
    ]
    text = reply
    for name in sorted({*names, *evidence.facts}, key=len, reverse=True):
        if len(name) > 2:
            text = text.replace(name, " ")
    return " ".join(
        part
        for part in re.split(
            r"(?<=[.!?:])\s+|"
            r"\n",
            text,
        )
        if not _is_quoted(part, evidence.cited)
    )


def _is_quoted(part: str, cited: Iterable[str]) -> bool:
    words = fold(part).strip(" .:")
    return len(words.split()) >= 3 and any(words in fold(each) for each in cited)

"""What an answer for the office states without anything to stand on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from agents.adcopy.facts import digits, figures_in
from agents.guardrails.housing import steering_in
from agents.llm.base import AssistantText, Item, Prompt, ToolResult, UserText

_LINK: Final = re.compile(r"(?:https?://|www\.)\S+|\b[\w.+-]+@[\w-]+\.[\w.]+\b")
_NUMBER: Final = re.compile(r"\d[\d.,]*\d|\d")
_SECONDS: Final = re.compile(r"(?<![\d.,])\d{2,7}(?:\.\d+)?(?![\d,])")
#: Counts and places in a list; whoever counts what stands in a result says such numbers.
_SMALL: Final = 31


def ungrounded(reply: str, prompt: Prompt, log: Iterable[Item]) -> list[str]:
    """Figures, links and addresses of a reply that no result, fact or earlier word holds, and what
    it says against fair housing.
    """
    held = _held(prompt, log)
    text = " ".join(map(str, held))
    figures = figures_in(held)
    problems = []
    for match in _NUMBER.finditer(reply):
        figure = digits(match.group(0))
        if not figure or figure in figures or (len(figure) < 3 and int(figure) <= _SMALL):
            continue
        if not _is_derived(figure, text):
            problems.append(f"no tool result has the number {match.group(0)}")
    for match in _LINK.finditer(reply):
        if match.group(0).rstrip(".,;)") not in text:
            problems.append(f"no tool result has {match.group(0)}")
    problems += [problem.words for problem in steering_in(reply)]
    return problems[:8]


def _is_derived(figure: str, text: str) -> bool:
    """Whether it is a number said otherwise: a phone without its country, seconds as minutes."""
    if len(figure) >= 6 and figure in re.sub(r"\D", "", text):
        return True
    # A wait told in seconds may be said in minutes, hours or days.
    seconds = {float(each) for each in _SECONDS.findall(text)[:4000]}
    return any(
        figure in {str(int(each // unit)), str(round(each / unit))}
        for each in seconds
        for unit in (60, 3600, 86400)
        if each >= unit
    )


def _held(prompt: Prompt, log: Iterable[Item]) -> list[Any]:
    held: list[Any] = [dict(prompt.facts)]
    for item in log:
        if isinstance(item, ToolResult):
            held.append(item.content)
        elif isinstance(item, UserText | AssistantText):
            held.append(item.text)
    return held

"""Text from outside is data: wrapped where it enters the prompt, so that it is seen to be.

The marks are characters nobody types; what resembles them, or the marks vendors put round roles
and tools, is replaced inside, so that a text cannot end its own fence or open another's.
"""

from __future__ import annotations

import re
from typing import Any, Final

_OPEN: Final = "⟦"
_CLOSE: Final = "⟧"
_MARKS: Final = re.compile(r"⟦/?[a-z ]{1,20}⟧")
_ALIKE: Final = str.maketrans({"⟦": "[", "⟧": "]", "〚": "[", "〛": "]"})
_ROLES: Final = re.compile(
    r"<\|(?=[a-z_]+\|>)|(?<=\|)>|\[(?=/?(?:INST|colleague)\])"
    r"|<(?=/?(?:system|assistant|user|human|tool|function|invoke|antml|situation)\w*[\s>:/])",
    re.IGNORECASE,
)
_INSTEAD: Final = {"<|": "‹|", "<": "‹", ">": "›", "[": "("}
_UNSEEN: Final = re.compile(
    "[\u200b\u2060-\u2064\ufeff\U000e0000-\U000e007f\u202a-\u202e\u2066-\u2069]"
)


def neutral(text: str) -> str:
    """The text without what could be taken for a mark of ours or a vendor's; plain text stays."""
    return _ROLES.sub(
        lambda found: _INSTEAD[found.group()], _UNSEEN.sub("", text.translate(_ALIKE))
    )


def fenced(text: str, source: str) -> str:
    """The text as data from ``source`` ("document", "listing", ...), its own marks neutralised."""
    return f"{_OPEN}{source}{_CLOSE}{neutral(text)}{_OPEN}/{source}{_CLOSE}"


def heard(text: str) -> str:
    """What a lead wrote, as it goes into a tool's result; nothing stays nothing."""
    return fenced(text, "lead") if text else text


def data_of(value: Any) -> Any:
    """A result whose every text is neutralised: names, titles and notes can hold marks too."""
    if isinstance(value, str):
        return neutral(value)
    if isinstance(value, dict):
        return {name: data_of(each) for name, each in value.items()}
    if isinstance(value, list):
        return [data_of(each) for each in value]
    return value


def unfenced(text: str) -> str:
    """The text without fences, for those that are no model."""
    return _MARKS.sub("", text)

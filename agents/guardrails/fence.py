"""Text from outside is data: wrapped where it enters the prompt, so that it is seen to be.

The marks are characters nobody types; what resembles them, or the marks vendors put round roles
and tools, is replaced inside, so that a text cannot end its own fence or open another's.
"""

from __future__ import annotations

import re
from typing import Final

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


def unfenced(text: str) -> str:
    """The text without fences, for those that are no model."""
    return _MARKS.sub("", text)

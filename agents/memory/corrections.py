"""What a person of the broker corrected is never told again as it was before.

A summary or an old message may hold the value the lead once gave. Each sentence is read as a
message would be; one that states another value of a corrected field is left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from agents.nlu.understanding import Context, understand
from crm.core.text import fold

_SENTENCES: Final = re.compile(r"[^.!?\n]+(?:\.(?=\d)[^.!?\n]+)*[.!?\n]*")
#: A message so short may be a bare answer ("100 millones", "2").
_BARE: Final = 6
_ASKED: Final = {"budget_min": "budget", "budget_max": "budget"}


def corrected_in(profile: Mapping[str, Any], sources: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a profile that a person set, with their values."""
    return {
        field: profile[field]
        for field, source in sources.items()
        if field in profile and isinstance(source, Mapping) and source.get("by") == "person"
    }


def without_corrected(text: str, corrected: Mapping[str, Any], how: Context) -> str:
    """The text without the sentences that state another value of a corrected field."""
    if not corrected:
        return text
    kept = [part for part in _SENTENCES.findall(text) if not contradicts(part, corrected, how)]
    return "".join(kept).strip()


def contradicts(text: str, corrected: Mapping[str, Any], how: Context) -> bool:
    """Whether the text gives a corrected field another value."""
    asked: list[str | None] = [None]
    if len(text.split()) <= _BARE:
        asked += [_ASKED.get(field, field) for field in corrected]
    for question in dict.fromkeys(asked):
        stated = understand(text, context=replace(how, known={}, expecting=question)).fields
        for field, value in corrected.items():
            if field in stated and not _same(stated[field], value):
                return True
    return False


def _same(stated: Any, value: Any) -> bool:
    if isinstance(stated, list | tuple):
        held = {fold(str(each)) for each in value or []}
        return {fold(str(each)) for each in stated} <= held
    if isinstance(stated, bool) or stated is None:
        return stated is value
    if isinstance(stated, int | float):
        return value is not None and float(stated) == float(value)
    if isinstance(stated, Mapping):
        return fold(str(stated.get("text") or "")) == fold(str(value or ""))
    return fold(str(stated)) == fold(str(value or ""))

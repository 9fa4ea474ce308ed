"""Reading what ad platforms send of a filled-in form: ids, answers and times, as text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from crm.core.text import clip, storable

#: Ids as large as this are exact in a float; beyond it a float has lost the id.
_EXACT: Final = 2**53
_REPEATED: Final = re.compile(r"(\d)\1{5,}\Z")
QUESTION_LIMIT: Final = 200
ANSWER_LIMIT: Final = 2_000
_MOST_QUESTIONS: Final = 200
_MOST_VALUES: Final = 20


def id_text(value: Any) -> str:
    """An id as text, whether it came as a number or as text; "" for what cannot be one."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else ""
    return clip(storable(str(value)), 254) if isinstance(value, int | str) else ""


def ids_as_text(value: Any) -> Any:
    """The value with every id in it as text, before anything stores it as a number.

    An id too large for its number comes out empty: another lead's would be worse than none.
    """
    if isinstance(value, list):
        return [ids_as_text(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: id_text(inner)
        if isinstance(inner, int | float) and (name == "id" or name.endswith("_id"))
        else ids_as_text(inner)
        for name, inner in value.items()
    }


def is_sample_id(text: str) -> bool:
    """Whether an id is one digit repeated, as vendors' test buttons send."""
    return bool(_REPEATED.match(text))


class Answers:
    """Questions and what was answered, each within its bounds; the rest is counted, not kept."""

    def __init__(self) -> None:
        self.values: dict[str, list[str]] = {}
        self.labels: dict[str, str] = {}
        self.left_out = 0

    def add(self, question: Any, value: Any, label: Any = "") -> None:
        """One question with a value, or with several of a list."""
        name = clip(storable(str(question or "")), QUESTION_LIMIT)
        if not name or (name not in self.values and len(self.values) >= _MOST_QUESTIONS):
            self.left_out += 1
            return
        kept = self.values.setdefault(name, [])
        for each in value if isinstance(value, list) else [value]:
            text = _text(each)
            if len(kept) >= _MOST_VALUES:
                self.left_out += 1
            elif text:
                kept.append(text)
        if label and str(label) != name:
            self.labels[name] = clip(storable(str(label)), QUESTION_LIMIT)


def _text(value: Any) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    return storable(str(value)).strip()[:ANSWER_LIMIT]


def origin_of(values: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, str]:
    """Where a form was filled in: our name -> text, for the vendor's members that say something.

    ``names`` maps the vendor's member to ours.
    """
    found = {}
    for theirs, ours in names.items():
        value = values.get(theirs)
        if value not in (None, "", [], {}) and not isinstance(value, dict | list):
            found[ours] = clip(storable(str(value)), 254)
    return found


def from_unix(value: Any, *, per_second: int = 1) -> datetime:
    """The moment of a Unix time; now when there is none anybody can mean."""
    try:
        return datetime.fromtimestamp(float(value) / per_second, UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        return datetime.now(UTC)


def from_text(value: Any) -> datetime:
    """The moment of an ISO-like text, in UTC where it names no zone; now when it is none."""
    try:
        moment = datetime.fromisoformat(str(value).strip())
    except ValueError:
        return datetime.now(UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

"""What every transcriber looks like, and what is believed of what it heard."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

#: Vendors take no bigger file.
SIZE_LIMIT: Final = 25 * 1024 * 1024
#: Whisper invents phrases where nobody speaks ("thanks for watching") and says itself how likely
#: that is; a segment is dropped when it was probably silence and badly understood, almost surely
#: silence, or hardly understood at all.
_SILENT: Final = 0.6
_SURELY_SILENT: Final = 0.9
_UNSURE: Final = -0.5
_GUESSED: Final = -1.2
#: Above it a segment says the same words over and over.
_REPETITIVE: Final = 2.4


@dataclass(frozen=True, slots=True)
class Recording:
    """What is listened to; ``language`` is the speaker's where it is known, else ""."""

    path: Path
    filename: str
    mime_type: str
    language: str = ""


class HearingError(Exception):
    """Nothing was heard; ``is_final`` where listening again cannot help."""

    def __init__(self, message: str, *, is_final: bool = False) -> None:
        super().__init__(message)
        self.is_final = is_final


class Transcriber(Protocol):
    """Turns a recording into text."""

    def hear(self, recording: Recording, *, timeout: float) -> str:
        """What was said, "" when nobody spoke; raises :class:`HearingError`."""
        ...


def words_of(answer: Mapping[str, Any]) -> str:
    """What was said according to a vendor's answer, without what it made up."""
    segments = answer.get("segments")
    if isinstance(segments, list) and segments:
        said = [str(each.get("text") or "") for each in _believed(segments)]
        return " ".join("".join(said).split())
    return " ".join(str(answer.get("text") or "").split())


def _believed(segments: Iterable[Any]) -> Iterable[Mapping[str, Any]]:
    for each in segments:
        if not isinstance(each, Mapping):
            continue
        silence = _number(each.get("no_speech_prob"), 0.0)
        certainty = _number(each.get("avg_logprob"), 0.0)
        repetition = _number(each.get("compression_ratio"), 1.0)
        invented = (
            silence > _SURELY_SILENT
            or (silence > _SILENT and certainty < _UNSURE)
            or certainty < _GUESSED
            or repetition > _REPETITIVE
        )
        if not invented:
            yield each


def _number(value: Any, unknown: float) -> float:
    return float(value) if isinstance(value, int | float) else unknown

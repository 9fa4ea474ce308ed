"""Transcribers of vendors, over their official SDKs, which speak one form of it."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings

from agents.hearing.base import HearingError, Recording, Transcriber, words_of
from agents.llm.registry import provider_with
from crm.core.deadline import caused_by_timeout

OFF: Final = "off"
_DETAILED: Final = "verbose_json"
_PLAIN: Final = "json"
#: What no second try changes: a wrong key, model or file.
_FINAL: Final = frozenset({400, 401, 403, 404, 413, 415, 422})
#: Endings by type: vendors tell the format by the file's name.
_ENDINGS: Final = {
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/wav": "wav",
    "audio/webm": "webm",
    "audio/flac": "flac",
}
#: Models that answer in the plain form only, as far as this process has learnt.
_plain_only: set[str] = set()


class VendorTranscriber:
    """Listens through a vendor's ``/audio/transcriptions``."""

    def __init__(self, client: Any, *, model: str, name: str) -> None:
        self._client = client
        self._model = model
        self._name = name

    def hear(self, recording: Recording, *, timeout: float) -> str:
        """What was said, see :class:`agents.hearing.base.Transcriber`."""
        if recording.mime_type not in _ENDINGS:
            raise HearingError(f"{recording.mime_type} is not listened to.", is_final=True)
        # Newer models tell nothing of segments, and refuse to be asked.
        form = _PLAIN if self._model in _plain_only else _DETAILED
        try:
            answer = self._ask(recording, form, timeout)
        except HearingError as error:
            if form == _PLAIN or not self._is_about_form(error):
                raise
            answer = self._ask(recording, _PLAIN, timeout)
            _plain_only.add(self._model)
        return words_of(answer)

    def _ask(self, recording: Recording, form: str, timeout: float) -> dict[str, Any]:
        options: dict[str, Any] = {"language": recording.language} if recording.language else {}
        name = f"recording.{_ENDINGS[recording.mime_type]}"
        try:
            with recording.path.open("rb") as file:
                answer = self._client.audio.transcriptions.create(
                    file=(name, file, recording.mime_type),
                    model=self._model,
                    response_format=form,
                    temperature=0,
                    timeout=timeout,
                    **options,
                )
            return _as_json(answer)
        except Exception as error:
            # Everything: a vendor's garbage can break an SDK at any line of it.
            raise self._translated(error) from error

    def _translated(self, error: Exception) -> HearingError:
        if isinstance(error, FileNotFoundError):
            return HearingError("The recording is not on the disk.", is_final=True)
        if caused_by_timeout(error):
            return HearingError(f"{self._name}: no answer in time")
        status = getattr(error, "status_code", None)
        # Without the vendor's words: they like to repeat a wrong key.
        what = f"{self._name}: {type(error).__name__}" + (f" {status}" if status else "")
        return HearingError(what, is_final=status in _FINAL)

    def _is_about_form(self, error: HearingError) -> bool:
        cause = error.__cause__
        return getattr(cause, "status_code", None) == 400 and "response_format" in str(cause)


def transcriber() -> Transcriber | None:
    """The transcriber of the settings; None when nobody listens or the key is missing."""
    if not is_listening():
        return None
    name = settings.TRANSCRIPTION_PROVIDER
    values = settings.LLM[name]
    # One client for a vendor, its connections shared with the turns.
    provider: Any = provider_with(
        name,
        api_key=values["api_key"],
        base_url=values["base_url"],
        model=settings.TRANSCRIPTION_MODEL,
    )
    return VendorTranscriber(provider.client, model=settings.TRANSCRIPTION_MODEL, name=name)


def is_listening() -> bool:
    """Whether recordings are listened to at all."""
    name = settings.TRANSCRIPTION_PROVIDER
    return bool(name != OFF and settings.TRANSCRIPTION_MODEL and settings.LLM[name]["api_key"])


def _as_json(answer: Any) -> dict[str, Any]:
    payload = answer.to_dict(mode="json", warnings=False) if hasattr(answer, "to_dict") else answer
    if not isinstance(payload, dict):
        raise TypeError(f"not a JSON object but {type(payload).__name__}")
    return payload

"""A voice note becomes words, by the vendor's own form of asking, and Sofía answers the words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from agents.hearing.base import HearingError, Recording
from agents.hearing.listening import recording_hear, recordings_due
from agents.hearing.vendors import transcriber
from agents.models import Turn
from agents.turns.claim import turns_due
from agents.turns.run import turn_run
from crm.conversations.models import Attachment, Conversation
from tests import drive
from tests.channels_app.media.acts import OGG, fetch
from tests.fakes.llm import ScriptedServer
from tests.fakes.llm.server import Reply
from tests.fakes.model import FakeModel


def said(text: str, *, silence: float = 0.01, certainty: float = -0.2) -> Reply:
    """The vendor's answer with one segment."""
    segment = {
        "id": 0,
        "start": 0.0,
        "end": 2.0,
        "text": f" {text}",
        "avg_logprob": certainty,
        "no_speech_prob": silence,
        "compression_ratio": 1.1,
    }
    return Reply.json(
        {"task": "transcribe", "language": "spanish", "text": f" {text}", "segments": [segment]}
    )


def hear(note: Attachment) -> Attachment:
    """Fetch the note and listen to it now."""
    fetch(note)
    for each in recordings_due(limit=9):
        recording_hear(each)
    note.refresh_from_db()
    return note


@pytest.mark.parametrize("ears", ["groq", "openai"], indirect=True)
def test_it_is_asked_in_the_vendors_form(ears: ScriptedServer, note: Attachment) -> None:
    ears.enqueue(said("Busco un departamento en Ñuñoa"))

    assert hear(note).transcript == "Busco un departamento en Ñuñoa"

    (asked,) = ears.requests
    assert asked.path.endswith("/v1/audio/transcriptions")
    assert asked.headers["authorization"].startswith("Bearer key-")
    assert asked.body["file"] == ("recording.ogg", OGG)
    assert asked.body["response_format"] == "verbose_json"


def test_sofia_answers_what_was_said(
    ears: ScriptedServer, note: Attachment, model: FakeModel
) -> None:
    ears.enqueue(said("Busco un departamento en Ñuñoa"))
    model.says("¿Cuántos dormitorios?")

    drive.settle()
    assert Turn.objects.get().state == "pending"
    hear(note)
    drive.settle()

    assert "Busco un departamento en Ñuñoa" in str(model.prompts[-1].items)
    assert drive.replies()


def test_after_the_wait_she_answers_without(note: Attachment, settings: Any, ears: Any) -> None:
    drive.settle()
    Attachment.objects.update(created_at=timezone.now() - timedelta(seconds=21))
    Turn.objects.update(due_at=timezone.now())

    drive.settle()

    assert len(drive.replies()) == 1


def test_waiting_is_no_failed_attempt(note: Attachment, ears: ScriptedServer) -> None:
    (turn,) = turns_due(limit=9)

    waiting = turn_run(turn)

    assert (waiting.state, waiting.attempts) == ("pending", 0)
    assert timezone.now() < waiting.due_at < timezone.now() + timedelta(seconds=21)


def test_a_file_that_is_gone_ends_the_wait(note: Attachment, ears: Any, library: Any) -> None:
    from channels_app.channels.base import Advice, SendError

    drive.settle()
    library.holds = SendError("404", "expired", Advice.DEAD)
    fetch(note)

    assert turns_due(limit=9)


def test_without_a_provider_nothing_waits(note: Attachment) -> None:
    drive.settle()

    assert len(drive.replies()) == 1
    assert fetch(note).due_at is None


@pytest.mark.parametrize(
    ("silence", "certainty", "kept"),
    [(0.01, -0.2, True), (0.95, -0.1, False), (0.7, -0.8, False), (0.1, -1.5, False)],
)
def test_what_was_made_up_on_silence_is_dropped(
    ears: ScriptedServer, note: Attachment, silence: float, certainty: float, kept: bool
) -> None:
    ears.enqueue(said("Gracias por ver el video", silence=silence, certainty=certainty))

    assert bool(hear(note).transcript) == kept


def test_a_model_without_segments_is_asked_plainly(ears: ScriptedServer, note: Attachment) -> None:
    refused = {"error": {"message": "response_format 'verbose_json' is not compatible"}}
    ears.enqueue(Reply.json(refused, 400), Reply.json({"text": "Hola"}))

    assert hear(note).transcript == "Hola"
    assert ears.requests[-1].body["response_format"] == "json"


@pytest.mark.parametrize(
    ("reply", "tries"),
    [
        (Reply.json({"error": {"message": "bad key key-1"}}, 401), 1),
        (Reply.json({"error": {"message": "decommissioned"}}, 400), 1),
        (Reply.json({"error": {"message": "too large"}}, 413), 1),
        (Reply.json({"error": {"message": "slow down"}}, 429), 3),
        (Reply.json({"error": {"message": "over"}}, 503), 3),
        (Reply(pieces=(b"<html>",)), 3),
        (Reply(drop=True), 3),
    ],
)
def test_trouble_leaves_no_words_and_ends(
    ears: ScriptedServer, note: Attachment, reply: Reply, tries: int
) -> None:
    ears.enqueue(*[reply] * 3)
    hear(note)
    for _try in range(4):
        Attachment.objects.filter(due_at__isnull=False).update(due_at=timezone.now())
        recording_hear(note.pk)
    note.refresh_from_db()

    assert (note.transcript, note.due_at) == ("", None)
    assert len(ears.requests) == tries


def test_a_hint_is_given_only_where_the_language_is_known(
    ears: ScriptedServer, note: Attachment
) -> None:
    contact = note.message.conversation.contact
    contact.language = "es"
    contact.save(update_fields=["language"])
    ears.enqueue(said("Hola"))
    hear(note)

    assert ears.requests[0].body["language"] == "es"


def test_spoken_words_that_end_messages_end_them(ears: ScriptedServer, note: Attachment) -> None:
    ears.enqueue(said("No me escriban más"))
    hear(note)

    contact = Conversation.objects.get().contact
    assert contact.opted_out_at is not None
    drive.settle()
    assert not drive.replies()


def test_a_key_never_reaches_the_log(ears: ScriptedServer, settings: Any, tmp_path: Any) -> None:
    key = settings.LLM["groq"]["api_key"]
    ears.enqueue(Reply.json({"error": {"message": f"wrong key {key}"}}, 401))
    path = tmp_path / "note"
    path.write_bytes(OGG)
    listener = transcriber()
    assert listener is not None

    with pytest.raises(HearingError) as caught:
        listener.hear(Recording(path, "note.ogg", "audio/ogg"), timeout=5)

    assert key not in str(caught.value)

"""A person who takes the conversation is never followed by Sofía, at whatever step of a turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from agents.models import Turn
from agents.turns import commit as committing
from agents.turns import run as running
from agents.turns.run import turn_run
from channels_app.delivery.sending import conversation_deliver
from crm.accounts.models import User
from crm.conversations.models import Conversation, Message
from crm.conversations.services import person_echo, person_reply
from crm.core.errors import Conflict
from crm.scheduling.models import Appointment
from tests import drive
from tests.fakes.channel import FakeChannel
from tests.fakes.model import FakeModel
from tests.payloads import whatsapp

pytestmark = pytest.mark.usefixtures("number")

Takeover = Callable[[], None]

STEPS = (
    "before the claim",
    "after the claim",
    "after loading",
    "at the first model call",
    "at a tool call",
    "at the second model call",
    "before weighing",
    "before the commit",
    "after the commit",
    "before sending",
)


@pytest.fixture(params=["composer", "phone"])
def takeover(request: pytest.FixtureRequest, person: User) -> Takeover:
    """A person answers, by the inbox or from the phone."""

    def by_composer() -> None:
        person_reply(conversation=Conversation.objects.get(), user=person, text="Soy Ana")

    def by_phone() -> None:
        drive.deliver(
            whatsapp.envelope(
                {
                    **whatsapp.value(whatsapp.NUMBER),
                    "message_echoes": [
                        {
                            "from": "56220000000",
                            "to": whatsapp.LEAD,
                            "id": whatsapp.wamid(),
                            "timestamp": "1794996350",
                            "type": "text",
                            "text": {"body": "Soy Ana"},
                        }
                    ],
                },
                field="smb_message_echoes",
            )
        )

    return by_composer if request.param == "composer" else by_phone


@pytest.mark.parametrize("step", STEPS)
def test_nothing_of_sofias_follows_a_person(
    step: str,
    takeover: Takeover,
    model: FakeModel,
    channel: FakeChannel,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    model.calls(("lead_score", {})).says("Hola, soy Sofía")
    drive.receive("Hola")
    turn = drive.the_turn()
    _interrupt(step, takeover, model, monkeypatch)

    if step == "before the claim":
        takeover()
    turn_run(turn.pk)
    if step == "after the commit":
        takeover()
    if step == "before sending":
        takeover()
    conversation = Conversation.objects.get()
    conversation_deliver(conversation.pk)
    drive.settle()

    spoken = list(
        Message.objects.filter(conversation=conversation, direction="out")
        .exclude(status="cancelled")
        .order_by("id")
        .values_list("author", flat=True)
    )
    assert spoken == ["person"]
    assert "Hola, soy Sofía" not in channel.said
    assert not Turn.objects.filter(state__in=["pending", "running"]).exists()


def _interrupt(
    step: str, takeover: Takeover, model: FakeModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Arrange for the takeover to happen at that step, once."""
    if step == "after the claim":
        _before(monkeypatch, running, "turn_load", takeover)
    elif step == "after loading":
        _before(monkeypatch, running, "_answer", takeover)
    elif step in {"at the first model call", "at the second model call"}:
        wanted = 1 if "first" in step else 2
        model.before = lambda _prompt: takeover() if len(model.prompts) == wanted else None
    elif step == "at a tool call":
        from agents.tools import leads

        _before(monkeypatch, leads, "verdict_for", takeover)
    elif step == "before weighing":
        _before(monkeypatch, running, "_weigh", takeover)
    elif step == "before the commit":
        _before(monkeypatch, running, "turn_commit", takeover)


def _before(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, takeover: Takeover) -> None:
    original = getattr(module, name)
    done: list[bool] = []

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        if not done:
            done.append(True)
            takeover()
        return original(*args, **kwargs)

    monkeypatch.setattr(module, name, wrapped)


def test_a_booking_is_not_made_for_a_conversation_that_was_taken(
    model: FakeModel, channel: FakeChannel, takeover: Takeover
) -> None:
    model.calls(("book_viewing", {"slot_id": "A" * 40, "unit_ref": "X"}))
    drive.receive("Hola")
    turn = drive.the_turn()
    model.before = lambda _prompt: takeover()

    turn_run(turn.pk)

    assert not Appointment.objects.exists()


def test_a_message_in_flight_goes_before_the_persons(
    model: FakeModel, channel: FakeChannel, person: User
) -> None:
    """A reply of Sofía's already handed to the channel stays the earlier of the two."""
    model.says("Hola, soy Sofía")
    drive.receive("Hola")
    turn_run(drive.the_turn().pk)
    conversation = Conversation.objects.get()

    def interrupt(_outgoing: Any) -> None:
        channel.before = None
        person_reply(conversation=conversation, user=person, text="Soy Ana")
        assert conversation_deliver(conversation.pk) == 0

    channel.before = interrupt
    conversation_deliver(conversation.pk)

    assert channel.said == ["Hola, soy Sofía", "Soy Ana"]


def test_the_phones_echo_takes_the_conversation_once(person: User) -> None:
    drive.receive("Hola")
    conversation = Conversation.objects.get()
    now = conversation.holder_since

    first = person_echo(conversation=conversation, external_id="wamid.E1", text="Hola", sent_at=now)
    again = person_echo(conversation=conversation, external_id="wamid.E1", text="Hola", sent_at=now)

    assert (first[1], again[1]) == (True, False)
    assert Conversation.objects.get().holder == Conversation.Holder.PERSON


def test_a_stale_composer_is_told_so(person: User) -> None:
    drive.receive("Hola")
    conversation = Conversation.objects.get()
    person_reply(conversation=conversation, user=person, text="uno", version=1)

    with pytest.raises(Conflict):
        person_reply(conversation=conversation, user=person, text="dos", version=1)


def test_commit_module_is_the_only_writer_of_sofias_words() -> None:
    """Whoever adds another way to speak has to think of the lock first."""
    import subprocess
    from pathlib import Path

    root = Path(committing.__file__).parent.parent
    found = subprocess.run(
        ["grep", "-rlE", r"message_queue\(|conversation_escalate\(", str(root)],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert [Path(each).name for each in found if each.endswith(".py")] == ["commit.py"]

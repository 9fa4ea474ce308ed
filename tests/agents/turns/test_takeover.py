"""A person who takes the conversation is never followed by Sofía, at whatever step of a turn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from agents.llm.base import UserText
from agents.models import Turn
from agents.turns import commit as committing
from agents.turns import run as running
from agents.turns.run import turn_run
from channels_app.channels.registry import adapter_for
from channels_app.delivery.sending import conversation_deliver
from channels_app.models import Delivery
from crm.accounts.models import User
from crm.brokers import current
from crm.brokers.models import Broker
from crm.conversations.models import Conversation, Message
from crm.conversations.services import person_echo, person_reply
from crm.core.errors import Conflict
from crm.scheduling.models import Appointment
from tests import drive
from tests.agents.turns.takeovers import ROUTES, Takeover, route
from tests.fakes.channel import UNREACHABLE, FakeChannel
from tests.fakes.model import FakeModel

pytestmark = pytest.mark.usefixtures("number")

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


@pytest.fixture(params=ROUTES)
def takeover(request: pytest.FixtureRequest, person: User) -> Takeover:
    """A person steps in by one of all the routes there are."""
    return route(request.param, person)


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

    spoken = (
        Message.objects.filter(conversation=conversation, direction="out")
        .exclude(status="cancelled")
        .values_list("author", flat=True)
    )
    assert set(spoken) <= {"person"}
    assert not any("soy Sofía" in sent.text for sent in channel.sent)
    assert Conversation.objects.get().holder in {"person", "queue"}
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


@pytest.mark.parametrize("outcome", ["taken by the channel", "refused for now"])
def test_a_message_in_flight_is_the_last_of_sofias(
    outcome: str, model: FakeModel, channel: FakeChannel, takeover: Takeover
) -> None:
    """What the channel has in its hands stays before the person's; what it refuses stays unsent."""
    model.says("Hola, soy Sofía")
    drive.receive("Hola")
    turn_run(drive.the_turn().pk)
    conversation = Conversation.objects.get()
    if outcome == "refused for now":
        channel.fails(UNREACHABLE)

    def interrupt(_outgoing: Any) -> None:
        channel.before = None
        takeover()
        assert conversation_deliver(conversation.pk) == 0

    channel.before = interrupt
    conversation_deliver(conversation.pk)
    Delivery.objects.filter(state="queued").update(due_at="2020-01-01T00:00:00Z")
    drive.settle()

    from_sofia = ["soy Sofía" in sent.text for sent in channel.sent]
    assert from_sofia.count(True) == (1 if outcome == "taken by the channel" else 0)
    assert not any(from_sofia[1:])


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


@pytest.mark.parametrize("step", STEPS[:8])
def test_who_writes_more_meanwhile_gets_one_answer_to_everything(
    step: str, model: FakeModel, channel: FakeChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _turn in range(2):
        model.calls(("lead_score", {})).says("A todo")
    drive.receive("Hola")
    _interrupt(step, _once(lambda: drive.receive("y con balcón")), model, monkeypatch)

    if step == "before the claim":
        drive.receive("y con balcón")
    drive.settle()

    assert len(channel.sent) == 1
    heard = [item.text for item in model.prompts[-1].items if isinstance(item, UserText)]
    assert heard == ["Hola", "y con balcón"]


def _once(act: Callable[[], Any]) -> Takeover:
    done: list[bool] = []

    def acting() -> None:
        if not done:
            done.append(True)
            act()

    return acting


@pytest.mark.parametrize(
    ("brokers", "channels", "seconds"), [(None, None, 1.5), (None, 4.0, 4.0), (0.5, 4.0, 0.5)]
)
def test_a_burst_is_waited_for_as_long_as_its_channel_says(
    brokers: float | None,
    channels: float | None,
    seconds: float,
    settings: Any,
    alice: Broker,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The broker's own window comes first, and none is longer than the upper bound."""
    settings.COALESCE_SECONDS, settings.COALESCE_MAX_SECONDS = 1.5, 6.0
    Broker.objects.filter(pk=alice.pk).update(coalesce_seconds=brokers)
    current.forget_all()
    capabilities = replace(adapter_for("whatsapp").capabilities, coalesce=channels)
    monkeypatch.setattr(adapter_for("whatsapp"), "capabilities", capabilities)

    drive.receive("Hola")

    turn = drive.the_turn()
    waited = (turn.due_at - turn.first_message_at).total_seconds()
    assert waited == pytest.approx(seconds, abs=0.2)

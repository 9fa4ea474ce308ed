"""One answer for what is owed, whatever happens meanwhile."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from agents.llm.base import ErrorKind, ProviderError, ToolResult, UserText
from agents.models import AgentRun, AgentStep, Turn
from agents.turns.claim import ClaimedTurn, leases_reclaim, turn_claim
from agents.turns.load import turn_load
from agents.turns.run import turn_run
from crm.conversations.models import Conversation, Message
from crm.conversations.services import conversation_release, conversation_take
from crm.core.actors import SOFIA
from crm.inventory.selectors import unit_by_ref
from crm.leads.models import Qualification
from crm.scheduling.services import viewing_book
from tests import drive
from tests.crm.scheduling.cast import agent, at
from tests.fakes.channel import FakeChannel
from tests.fakes.model import FakeModel

pytestmark = pytest.mark.usefixtures("number")


def test_a_message_is_answered_once(model: FakeModel, channel: FakeChannel) -> None:
    model.says("Hola, ¿buscas comprar o arrendar?")

    drive.receive("Hola")
    drive.settle()

    assert channel.said == ["Hola, ¿buscas comprar o arrendar?"]
    assert drive.the_turn().state == Turn.State.DONE


def test_a_burst_gets_one_answer(model: FakeModel, channel: FakeChannel, settings: Any) -> None:
    settings.COALESCE_SECONDS = 2.0
    model.says("Claro.")

    for text in ("Hola", "busco depto", "en Ñuñoa"):
        drive.receive(text)
    drive.settle()
    assert channel.sent == []
    Turn.objects.update(due_at=timezone.now())
    drive.settle()

    assert len(channel.sent) == 1
    assert model.prompts[0].items == (
        UserText("Hola"),
        UserText("busco depto"),
        UserText("en Ñuñoa"),
    )


def test_a_burst_is_not_put_off_for_ever(settings: Any) -> None:
    settings.COALESCE_SECONDS, settings.COALESCE_MAX_SECONDS = 5.0, 8.0
    drive.receive("uno")
    Turn.objects.update(first_message_at=timezone.now() - timedelta(seconds=7))

    drive.receive("dos")

    assert drive.the_turn().due_at <= timezone.now() + timedelta(seconds=1.1)


def test_a_message_during_the_turn_is_answered_together_with_the_first(
    model: FakeModel, channel: FakeChannel
) -> None:
    model.says("Primera").says("Las dos")
    drive.receive("Busco casa")

    def write_more(_prompt: Any) -> None:
        model.before = None
        drive.receive("y con estacionamiento")

    model.before = write_more
    drive.settle()

    assert channel.said == ["Las dos"]
    assert AgentRun.objects.filter(outcome="restarted").count() == 1


def test_a_message_after_a_booking_is_answered_by_the_next_turn(
    model: FakeModel, channel: FakeChannel
) -> None:
    drive.receive("Busco casa")
    turn = drive.the_turn()
    model.says("Uno").says("Dos")

    def effect(_prompt: Any) -> None:
        model.before = None
        drive.receive("otra cosa")

    model.before = effect
    monkey = _with_effects(turn)
    with monkey:
        turn_run(turn.pk)
    drive.settle()

    assert channel.said == ["Uno", "Dos"]


def test_a_turn_after_a_booking_says_that_the_viewing_comes_next(
    model: FakeModel, channel: FakeChannel, listings: list[str]
) -> None:
    drive.receive("Busco depto de 1 dormitorio en Ñuñoa")
    viewing_book(
        lead=drive.the_lead(), unit=unit_by_ref(listings[0]), agent=agent(), starts_at=at(11),
        actor=SOFIA,
    )  # fmt: skip
    model.says("Te esperamos")
    drive.settle()

    row = Qualification.objects.get(lead=drive.the_lead(), is_current=True)
    assert row.next_step.startswith(f"Confirmar la visita a {listings[0]}")


class _with_effects:
    """A turn that has done something lasting, whatever its tools were."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._patch = pytest.MonkeyPatch()

    def __enter__(self) -> None:
        def loaded(turn: ClaimedTurn) -> Any:
            context = turn_load(turn)
            context.draft.effects = turn.pk == self._turn.pk
            return context

        self._patch.setattr("agents.turns.run.turn_load", loaded)

    def __exit__(self, *_: object) -> None:
        self._patch.undo()


def test_only_one_turn_of_a_conversation_runs() -> None:
    drive.receive("uno")
    first = turn_claim(drive.the_turn().pk)
    drive.receive("dos")
    second = Turn.objects.get(state="pending")

    assert first is not None
    assert turn_claim(second.pk) is None


def test_a_turn_whose_worker_died_is_taken_up_again(model: FakeModel, channel: FakeChannel) -> None:
    drive.receive("Hola")
    turn_claim(drive.the_turn().pk)
    Turn.objects.update(lease_until=timezone.now() - timedelta(seconds=1))

    assert leases_reclaim() == 1
    model.says("Aquí estoy")
    drive.settle()

    assert channel.said == ["Aquí estoy"]


def test_a_worker_that_lost_its_lease_says_nothing(model: FakeModel, channel: FakeChannel) -> None:
    drive.receive("Hola")

    def lose_it(_prompt: Any) -> None:
        model.before = None
        Turn.objects.filter(state="running").update(lease_until=timezone.now() - timedelta(1))
        leases_reclaim()

    model.before = lose_it
    model.says("Tarde").says("A tiempo")
    drive.settle()

    assert channel.said == ["A tiempo"]


def test_a_reaction_asks_for_no_answer(model: FakeModel) -> None:
    message = drive.receive("Hola")
    Turn.objects.all().delete()
    Message.objects.filter(pk=message.pk).update(kind="reaction")

    from agents.turns.owe import turn_owe_for_message

    message.refresh_from_db()
    turn_owe_for_message(conversation=message.conversation, message=message)

    assert not Turn.objects.exists()


def test_given_back_sofia_answers_what_was_left_unanswered(
    model: FakeModel, channel: FakeChannel, person: Any
) -> None:
    drive.receive("Hola")
    conversation = Conversation.objects.get()
    conversation_take(conversation=conversation, user=person)
    assert drive.the_turn().state == Turn.State.CANCELLED
    drive.receive("¿Hay alguien?")

    model.says("Sí, aquí sigo")
    conversation_release(conversation=conversation, user=person)
    drive.settle()

    assert channel.said == ["Sí, aquí sigo"]


def test_tool_mistakes_come_back_to_the_model_in_words(
    model: FakeModel, channel: FakeChannel
) -> None:
    model.calls(("update_lead", {"beds": "muchos"}), ("fly", {}), ("update_lead", None))
    model.says("Cuéntame más")

    drive.receive("Hola")
    drive.settle()

    errors = [item.content for item in model.prompts[1].items if isinstance(item, ToolResult)]
    assert "beds" in errors[0]
    assert "no tool 'fly'" in errors[1]
    assert "not a JSON object" in errors[2]
    assert len(channel.sent) == 1


def test_what_tools_learnt_is_written_with_the_reply(
    model: FakeModel, channel: FakeChannel
) -> None:
    model.calls(("update_lead", {"operation": "rent", "beds": 2, "name": "Carla"}))
    model.says("Anotado")

    message = drive.receive("Arriendo 2D, soy Carla")
    drive.settle()

    lead = drive.the_lead()
    assert (lead.profile.operation, lead.profile.beds) == ("rent", 2)
    assert lead.profile.sources["beds"]["message"] == str(message.pk)
    assert lead.stage.key == "contacted"
    assert lead.score > 0


def test_ten_tool_calls_are_the_limit(
    model: FakeModel, channel: FakeChannel, settings: Any
) -> None:
    def never_stop(prompt: Any) -> None:
        if prompt.tool_choice == "none":
            model.says("Lo dejo hasta aquí")
        else:
            model.calls(("search_knowledge", {"query": f"pregunta {len(model.prompts)}"}))

    model.before = never_stop
    drive.receive("Hola")
    turn_run(drive.the_turn().pk)

    run = AgentRun.objects.get()
    assert run.tool_calls == settings.AGENT_MAX_TOOL_CALLS
    assert AgentStep.objects.filter(run=run, kind="tool").count() == 10


def test_the_same_call_a_third_time_ends_the_run(model: FakeModel, channel: FakeChannel) -> None:
    for _time in range(3):
        model.calls(("search_knowledge", {"query": "gastos comunes"}))
    model.says("No encuentro ese dato")

    drive.receive("¿gastos comunes?")
    drive.settle()

    assert AgentStep.objects.filter(kind="tool").count() == 2
    assert channel.said == ["No encuentro ese dato"]


def test_a_failing_provider_is_followed_by_the_next(
    monkeypatch: pytest.MonkeyPatch, channel: FakeChannel, settings: Any
) -> None:
    from agents.routing import plan

    broken, healthy = FakeModel(), FakeModel().says("Todo bien")
    broken.fails(ProviderError(ErrorKind.UNAVAILABLE, "down"))
    settings.LLM_PROVIDER, settings.LLM_FALLBACK_PROVIDERS = "openai", ["anthropic"]
    monkeypatch.setattr(
        plan, "provider_of", lambda each: broken if each.provider == "openai" else healthy
    )

    drive.receive("Hola")
    drive.settle()

    assert channel.said == ["Todo bien"]
    assert AgentStep.objects.filter(kind="model", is_error=True).count() == 1


def test_without_any_model_a_person_is_called(model: FakeModel, channel: FakeChannel) -> None:
    model.fails(ProviderError(ErrorKind.UNAVAILABLE, "down"))
    model.fails(ProviderError(ErrorKind.UNAVAILABLE, "down"))

    drive.receive("Hola")
    drive.settle()

    assert Conversation.objects.get().holder == Conversation.Holder.QUEUE
    assert len(channel.sent) == 1


def test_escalation_sends_exactly_one_closing_text_and_then_silence(
    model: FakeModel, channel: FakeChannel
) -> None:
    model.calls(("escalate_to_human", {"reason": "asked_for_person", "summary": "Quiere hablar"}))

    drive.receive("Quiero hablar con una persona")
    drive.settle()
    drive.receive("¿Hola?")
    drive.settle()

    conversation = Conversation.objects.get()
    assert len(channel.sent) == 1
    assert conversation.holder == Conversation.Holder.QUEUE
    assert conversation.handover_summary.startswith("Quiere hablar")
    assert conversation.unread == 2


@pytest.mark.parametrize(
    "claim",
    [
        "Listo, tu visita quedó agendada para mañana.",
        "Your viewing is booked.",
        "Tengo uno a UF 4.321 en Ñuñoa.",
        "Mira https://regalos.example/casa",
    ],
)
def test_a_claim_without_a_result_is_sent_back_once_then_a_person_is_called(
    model: FakeModel, channel: FakeChannel, claim: str
) -> None:
    model.says(claim).says(claim)

    drive.receive("Hola")
    drive.settle()

    assert claim not in channel.said
    assert Conversation.objects.get().holder == Conversation.Holder.QUEUE


def test_a_claim_mended_at_the_second_try_goes_out(model: FakeModel, channel: FakeChannel) -> None:
    model.says("Tu visita está agendada.").says("¿Qué día te acomoda?")

    drive.receive("Hola")
    drive.settle()

    assert channel.said == ["¿Qué día te acomoda?"]


def test_a_broken_turn_is_tried_again_and_at_last_handed_over(
    model: FakeModel, channel: FakeChannel, settings: Any
) -> None:
    settings.TURN_MAX_ATTEMPTS = 2

    def explode(_prompt: Any) -> None:
        raise ZeroDivisionError

    model.before = explode
    drive.receive("Hola")
    drive.settle()
    assert drive.the_turn().state == Turn.State.PENDING
    Turn.objects.update(due_at=timezone.now())
    drive.settle()

    assert Conversation.objects.get().holder == Conversation.Holder.QUEUE
    assert len(channel.sent) == 1


def test_the_run_can_be_read_afterwards(model: FakeModel, channel: FakeChannel) -> None:
    model.calls(("lead_score", {})).says("Hola")

    drive.receive("Hola")
    drive.settle()

    run = AgentRun.objects.get()
    assert run.prompt_version.startswith("leasing@")
    steps = run.steps.exclude(kind=AgentStep.Kind.STAGE)
    assert [step.kind for step in steps] == ["model", "tool", "model"]
    assert (run.input_tokens, run.output_tokens) == (20, 10)


def test_the_first_one_is_the_first_of_the_newest_list(
    model: FakeModel, channel: FakeChannel, listings: list[str]
) -> None:
    model.calls(("inventory_search", {"beds": 1})).says("Uno")
    drive.receive("1 dormitorio")
    drive.settle()
    model.calls(("inventory_search", {"beds": 3})).says("Tres")
    drive.receive("mejor 3")
    drive.settle()

    shown = [unit["ref"] for unit in Conversation.objects.get().memory["shown_units"]]
    assert shown == [listings[1], listings[0]]


def test_given_back_without_a_word_what_was_handed_over_is_not_owed_again(
    model: FakeModel, channel: FakeChannel, person: Any
) -> None:
    model.calls(("escalate_to_human", {"reason": "asked_for_person", "summary": "Quiere hablar"}))
    drive.receive("Quiero hablar con una persona")
    drive.settle()

    conversation_release(conversation=Conversation.objects.get(), user=person)
    drive.settle()

    assert len(channel.sent) == 1

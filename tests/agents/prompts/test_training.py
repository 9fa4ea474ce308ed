"""Training: what past conversations teach, without a lead in it, and only once a person says so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from agents.models import AgentRun, AgentStep, Turn
from agents.prompts.models import PromptVersion, Proposal, TrainingRun
from agents.prompts.training.collecting import is_question
from agents.prompts.training.deciding import proposal_accept, proposal_reject
from agents.prompts.training.privacy import for_everybody, person_named, without_people
from agents.prompts.training.running import training_start, training_work
from agents.routing.models import ModelCall
from crm.accounts.models import User
from crm.brokers.models import Broker
from crm.conversations.models import Conversation, Message
from crm.conversations.services import conversation_open, message_receive, person_reply
from crm.core.actors import SYSTEM
from crm.core.errors import Conflict, Invalid
from crm.leads.services import lead_create
from knowledge.ingest import document_add
from knowledge.models import Document
from knowledge.retrieval import search
from tests.fakes.model import FakeModel
from tests.pages import door, text_of
from tests.stage import model

__all__ = ["model"]

PETS = (
    "Hola, ¿aceptan mascotas en los departamentos?",
    "¿Se aceptan mascotas? tengo un perro",
    "¿puedo ir con mascotas al departamento?",
)
ANSWER = "Hola Pedro, sí aceptamos mascotas pequeñas, hasta dos por departamento."


def thread(number: int, *texts: str, name: str = "Pedro Rojas") -> Conversation:
    """A lead who wrote these."""
    phone = f"+5698765{number:04d}"
    lead = lead_create(actor=SYSTEM, name=name, phone=phone, source="whatsapp")
    conversation = conversation_open(
        contact=lead.contact, lead=lead, channel="whatsapp", account_id="1", peer=phone[1:]
    )
    for place, text in enumerate(texts):
        message_receive(
            conversation=conversation, external_id=f"w{number}.{place}", text=text,
            sent_at=timezone.now(),
        )  # fmt: skip
    return conversation


def looked_up_in_vain(conversation: Conversation) -> None:
    """Sofía searched the documents for it and found nothing."""
    run = AgentRun.objects.create(
        lead=conversation.lead, conversation=conversation, specialist="qualifier",
        provider="fake", model="m", prompt_version="x", outcome="replied",
    )  # fmt: skip
    AgentStep.objects.create(
        run=run, ordinal=0, kind="tool", name="search_knowledge",
        arguments={"query": "mascotas"}, result={"results": []},
    )  # fmt: skip


def trained(user: User, specialist: str = "leasing") -> list[Proposal]:
    run = training_start(specialist=specialist, days=30, user=user)
    training_work(run.pk)
    run.refresh_from_db()
    assert (run.state, run.error, run.percent) == ("done", "", 100)
    return list(run.proposals.all())


@pytest.fixture
def asked(admin: User) -> list[Conversation]:
    """Three people ask about pets; a person answers the first."""
    found = [thread(number, text) for number, text in enumerate(PETS)]
    person_reply(conversation=found[0], user=admin, text=ANSWER)
    looked_up_in_vain(found[1])
    return found


@pytest.mark.usefixtures("asked")
def test_what_several_asked_becomes_one_entry_with_a_persons_answer(admin: User) -> None:
    (proposal,) = trained(admin)

    assert proposal.kind == "faq"
    assert "mascotas" in proposal.title
    assert proposal.text == "Sí aceptamos mascotas pequeñas, hasta dos por departamento."
    assert proposal.count == 3
    assert "3 personas" in proposal.reason
    assert "1 veces en vano" in proposal.reason
    assert "Pedro" not in str(proposal.sources) + proposal.title + proposal.text
    ids = {each["message"] for each in proposal.sources}
    assert ids <= {str(pk) for pk in Message.objects.values_list("pk", flat=True)}


@pytest.mark.usefixtures("asked")
def test_the_same_conversations_give_the_same_proposals(admin: User) -> None:
    first, second = trained(admin), trained(admin)

    assert [each.key for each in first] == [each.key for each in second]
    assert [each.text for each in first] == [each.text for each in second]


@pytest.mark.usefixtures("asked")
def test_an_accepted_entry_is_found_by_the_search_and_not_proposed_again(admin: User) -> None:
    (proposal,) = trained(admin)

    proposal_accept(proposal=proposal, user=admin, title="¿Aceptan mascotas?")

    assert Document.objects.get().title == "¿Aceptan mascotas?"
    assert "hasta dos" in search("¿aceptan mascotas?", language="es")[0].text
    assert trained(admin) == []
    with pytest.raises(Conflict):
        proposal_reject(proposal=proposal, user=admin)


@pytest.mark.usefixtures("asked")
def test_what_was_turned_down_is_not_proposed_again(admin: User) -> None:
    (proposal,) = trained(admin)
    proposal_reject(proposal=proposal, user=admin)

    assert trained(admin) == []
    assert not Document.objects.exists()


def test_what_the_documents_answer_is_not_proposed(admin: User) -> None:
    document_add(title="Mascotas", text="Se aceptan mascotas en los departamentos.", language="es")
    for number, text in enumerate(PETS):
        thread(number, text)

    assert trained(admin) == []


def test_an_entry_nobody_answered_waits_for_a_persons_words(admin: User) -> None:
    looked_up_in_vain(thread(1, PETS[0]))
    (proposal,) = trained(admin)

    assert proposal.text == ""
    with pytest.raises(Invalid):
        proposal_accept(proposal=proposal, user=admin)
    proposal_accept(proposal=proposal, user=admin, text="Sí, hasta dos.")
    assert Document.objects.count() == 1


@pytest.mark.parametrize(
    "text",
    ["Pedro Rojas tiene dos perros.", "Llama al +56 9 8765 0000.", "Como ***, sí.",
     "Escribe a pedro@rojas.cl por eso"],
)  # fmt: skip
def test_no_lead_gets_into_an_entry(asked: Any, admin: User, text: str) -> None:
    (proposal,) = trained(admin)
    contact = asked[0].contact
    contact.email = "pedro@rojas.cl"
    contact.save()

    with pytest.raises(Invalid) as refusal:
        proposal_accept(proposal=proposal, user=admin, text=text)

    assert "text" in refusal.value.fields
    assert not Document.objects.exists()


def test_an_amount_told_to_one_lead_is_told_to_nobody_else(admin: User) -> None:
    first, second = thread(1, PETS[0]), thread(2, PETS[1])
    person_reply(conversation=first, user=admin, text="Sí, y tu arriendo quedaría en $640.000.")
    person_reply(conversation=second, user=admin, text="Sí, con una garantía de $50.000 extra.")
    assert trained(admin)[0].text == ""

    third = thread(3, PETS[2])
    person_reply(conversation=third, user=admin, text="Claro, la garantía extra es $50.000.")

    assert "50.000" in trained(admin)[0].text


def test_the_offices_own_number_may_stand(asked: Any, admin: User) -> None:
    (proposal,) = trained(admin)

    proposal_accept(proposal=proposal, user=admin, text="Sí. Llama al +56 2 2345 6789.")

    assert Document.objects.count() == 1


def test_a_model_words_the_answer_within_its_sources(
    asked: Any, admin: User, model: FakeModel, settings: Any
) -> None:
    settings.LLM_PROVIDER = "openai"
    model.says("Aceptamos mascotas pequeñas, hasta dos.").says("no prompt {at} all")

    (proposal,) = trained(admin)

    assert proposal.text == "Aceptamos mascotas pequeñas, hasta dos."
    told = model.prompts[0].items[0].text  # type: ignore[union-attr]
    assert "Pedro" not in told
    assert "9 8765" not in told
    assert set(ModelCall.objects.values_list("task", flat=True)) == {"write"}


def test_a_model_that_adds_a_number_is_not_believed(
    asked: Any, admin: User, model: FakeModel, settings: Any
) -> None:
    settings.LLM_PROVIDER = "openai"
    model.says("Sí, pagando $50.000 extra.").says("")

    (proposal,) = trained(admin)

    assert proposal.text.startswith("Sí aceptamos mascotas pequeñas")


@pytest.mark.parametrize(("who", "proposed"), [("negotiator", 1), ("qualifier", 0)])
def test_a_part_learns_from_what_its_specialist_said_and_nothing_else(
    who: str, proposed: int, asked: Any, admin: User, model: FakeModel, settings: Any
) -> None:
    settings.LLM_PROVIDER = "openai"
    conversation = thread(8, "Hola, busco casa")
    now = timezone.now()
    turn = Turn.objects.create(
        conversation=conversation, state="done", due_at=now, first_message_at=now
    )
    Message.objects.create(
        conversation=conversation, direction="out", author="sofia", text="¿Qué zona buscas?",
        account_key="whatsapp:1", status="sent", sent_at=now, turn_id=turn.pk,
    )  # fmt: skip
    AgentRun.objects.create(
        turn=turn, lead=conversation.lead, conversation=conversation, specialist="negotiator",
        provider="fake", model="m", prompt_version="x", outcome="replied",
    )  # fmt: skip
    person_reply(conversation=conversation, user=admin, text="Primero: ¿compra o arriendo?")
    if proposed:
        model.says("Ask first whether they buy or rent.")

    found = trained(admin, who)

    assert [each.kind for each in found] == ["prompt"] * proposed
    for each in found:
        draft = proposal_accept(proposal=each, user=admin).version
        assert draft is not None
        assert draft.specialist == who


def test_refused_drafts_are_counted_over_the_crew_and_for_each_part(admin: User) -> None:
    conversation = thread(9, "Hola")
    runs = AgentRun.objects.bulk_create(
        AgentRun(lead=conversation.lead, conversation=conversation, specialist="negotiator",
                 provider="fake", model="m", prompt_version="x", outcome="replied")
        for _each in range(20)
    )  # fmt: skip
    AgentStep.objects.bulk_create(
        AgentStep(run=run, ordinal=0, kind="check", name="claims", is_error=True)
        for run in runs[:4]
    )

    def advised(who: str) -> set[str]:
        return {each.key for each in trained(admin, who) if each.key.startswith("advice:refused")}

    assert advised("leasing") == {"advice:refused"}
    assert advised("negotiator") == {"advice:refused:negotiator"}
    assert advised("scheduler") == set()


def test_a_refined_voice_is_proposed_and_kept_as_a_draft(
    admin: User, model: FakeModel, settings: Any
) -> None:
    settings.LLM_PROVIDER = "openai"
    conversation = thread(1, "Hola, busco casa")
    Message.objects.create(
        conversation=conversation, direction="out", author="sofia", text="¿Qué zona buscas?",
        account_key="whatsapp:1", status="sent", sent_at=timezone.now(),
    )  # fmt: skip
    person_reply(
        conversation=conversation, user=admin, text="Hola Pedro, primero: ¿compra o arriendo?"
    )
    model.says("You are Sofía of {broker_name}. Ask first whether they buy or rent.")

    (proposal,) = trained(admin)
    assert proposal.kind == "prompt"
    assert "Pedro" not in str(model.prompts[0])
    proposal_accept(proposal=proposal, user=admin)

    version = PromptVersion.objects.get()
    assert (version.state, version.text) == ("draft", proposal.text)


def test_advice_is_found_by_rules(admin: User) -> None:
    conversation = thread(1, "Hola, busco casa")
    for place in range(12):
        author, text = ("sofia", "palabra " * 60) if place % 2 else ("person", "Sí, mañana a las 9")
        for again in range(2):
            Message.objects.create(
                conversation=conversation, direction="out", author=author, text=text,
                account_key="whatsapp:1", status="sent", sent_at=timezone.now(),
                client_key=f"{place}.{again}",
            )  # fmt: skip

    (proposal,) = trained(admin)

    assert (proposal.kind, proposal.key) == ("advice", "advice:length")
    assert "60" in proposal.reason
    proposal_accept(proposal=proposal, user=admin)
    assert trained(admin) == []


def test_one_training_at_a_time_and_a_lost_one_is_taken_up(admin: User) -> None:
    run = training_start(specialist="leasing", days=1, user=admin)
    with pytest.raises(Conflict):
        training_start(specialist="leasing", days=1, user=admin)
    TrainingRun.objects.filter(pk=run.pk).update(
        state="running", lease_until=timezone.now() - timedelta(seconds=1)
    )

    training_work(run.pk)

    run.refresh_from_db()
    assert run.state == "done"
    with pytest.raises(Invalid):
        training_start(specialist="leasing", days=0, user=admin)


def test_names_numbers_and_greetings_are_taken_out(alice: Broker) -> None:
    said = "Hola Pedro, soy María; mi correo es ana@x.cl y mi fono +56 9 8765 4321."

    hidden = without_people(said, ["Pedro Rojas"])

    for secret in ("Pedro", "María", "ana@", "8765"):
        assert secret not in hidden
    assert for_everybody(ANSWER, ["Pedro Rojas"]).startswith("Sí aceptamos")
    assert person_named("Los gastos de luz van aparte", ["Luz"]) == ""
    assert person_named("Lo vio Luz ayer", ["Luz"]) == "Luz"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("¿Aceptan mascotas?", True), ("aceptan aval extranjero", True), ("Busco casa", False),
     ("Nos interesa PRV-0245, ¿cuándo se puede ver?", False), ("ok?", False),
     ("¿tienen un departamento de 2 dormitorios en venta?", False),
     ("how much is the deposit", True), ("x" * 700 + "?", False)],
)  # fmt: skip
def test_what_counts_as_a_question(text: str, is_one: bool) -> None:
    assert is_question(text) is is_one


@pytest.mark.usefixtures("asked")
def test_the_pages_begin_show_and_decide(admin: User) -> None:
    client = door(admin)
    begun = client.post("/agents/training/start/", {"days": "30", "specialist": "leasing"})
    run = TrainingRun.objects.get()
    assert begun["Location"] == f"/agents/training/{run.pk}/"
    assert "every 1500ms" in text_of(client.get(begun["Location"]))

    training_work(run.pk)
    page = text_of(client.get(begun["Location"]))
    proposal = run.proposals.get()
    assert "every 1500ms" not in page
    assert proposal.text in page

    form = {"title": "¿Mascotas?", "text": "Sí, hasta dos."}
    piece = door(admin, htmx=True).post(f"/agents/proposals/{proposal.pk}/accept/", form)
    assert "aceptada" in text_of(piece)
    assert Document.objects.get().body == "# ¿Mascotas?\n\nSí, hasta dos."
    assert str(run.pk) in text_of(client.get("/agents/training/"))

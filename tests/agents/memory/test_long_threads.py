"""The prompt stays bounded, and its beginning the same."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from agents.llm.base import Completion, Prompt, Usage
from agents.memory.models import RollingSummary
from agents.memory.services import KEPT, MOST, conversation_summarise
from agents.routing.models import ModelCall
from crm.conversations.models import Conversation, Message
from tests import drive
from tests.agents.memory.threads import go_on
from tests.fakes.channel import FakeChannel
from tests.fakes.model import FakeModel

pytestmark = pytest.mark.usefixtures("number")


#: What a model writes when it is asked to sum up.
SUMMARY = Completion(
    text="Le gustó el segundo, el living le pareció chico. Tienen un perro grande. " * 8,
    tool_calls=(), finish="stop", usage=Usage(), model="fake-1",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _sums_up(model: FakeModel) -> None:
    model.always = SUMMARY


def tokens(prompt: Prompt) -> float:
    """About as many tokens as the whole prompt is: four characters each."""
    tools = sum(len(tool.description) + len(str(tool.parameters)) for tool in prompt.tools)
    said = sum(len(str(item)) for item in prompt.items)
    return (len(prompt.system) + len(prompt.context) + tools + said) / 4


def asked(model: FakeModel, text: str) -> Prompt:
    """The prompt of one real turn."""
    model.says("Claro, dime.")
    drive.receive(text)
    drive.settle()
    return model.prompts[-1]


def test_a_prompt_after_200_turns_is_as_long_as_after_20(
    model: FakeModel, channel: FakeChannel, listings: list[str]
) -> None:
    asked(model, "Hola, busco depto para comprar en Ñuñoa")
    conversation = Conversation.objects.get()
    go_on(conversation, 18)
    early = [tokens(asked(model, "¿Y el segundo?"))]
    go_on(conversation, 1)
    early.append(tokens(asked(model, "¿Y ese cuánto mide?")))
    go_on(conversation, 176)
    late = [tokens(asked(model, "¿Y el segundo?"))]
    go_on(conversation, 1)
    late.append(tokens(asked(model, "¿Y ese cuánto mide?")))

    assert max(late) <= 1.1 * min(early)
    assert RollingSummary.objects.get().messages >= 350


def test_what_comes_first_is_the_same_over_turns_and_days(
    model: FakeModel, channel: FakeChannel, listings: list[str]
) -> None:
    prompts = [asked(model, "Hola, soy Carla")]
    model.calls(("update_lead", {"operation": "buy", "areas": ["Ñuñoa"], "name": "Carla"}))
    prompts.append(asked(model, "Busco comprar en Ñuñoa"))
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        prompts.append(asked(model, "¿Puedo verlo el jueves?"))
        prompts.append(asked(model, "Se me llueve el techo, ¿qué dice el contrato?"))

    assert len({prompt.system for prompt in prompts}) == 1
    assert len({str(prompt.tools) for prompt in prompts}) == 1
    assert len({prompt.context for prompt in prompts}) == len(prompts)


def test_the_log_begins_with_the_same_message_until_more_is_summed_up(
    model: FakeModel, channel: FakeChannel
) -> None:
    asked(model, "Hola")
    conversation = Conversation.objects.get()
    go_on(conversation, 14)
    first = asked(model, "¿Y el segundo?").items
    second = asked(model, "¿Y el tercero?").items

    assert second[: len(first)] == first


def test_the_newest_messages_stay_word_for_word(model: FakeModel, channel: FakeChannel) -> None:
    asked(model, "Hola")
    conversation = Conversation.objects.get()
    go_on(conversation, MOST, summarise=False)

    summary = conversation_summarise(conversation.pk)

    assert summary is not None
    assert Message.objects.filter(pk__gt=summary.upto).count() == KEPT
    assert conversation_summarise(conversation.pk) is None


def test_a_model_writes_the_summary_from_what_was_said(
    model: FakeModel, channel: FakeChannel
) -> None:
    asked(model, "Hola")
    conversation = Conversation.objects.get()
    go_on(conversation, MOST, summarise=False)

    model.says("Prefiere el segundo; el living le pareció chico.")
    summary = conversation_summarise(conversation.pk)

    assert summary is not None
    assert (summary.text, summary.made_by) == (
        "Prefiere el segundo; el living le pareció chico.", "fake fake-1",
    )  # fmt: skip
    assert ModelCall.objects.filter(task="write").count() == 1
    assert "perro grande" in str(model.prompts[-1].items[0])
    assert summary.text in asked(model, "¿Y entonces?").context


def test_every_fact_names_the_message_it_came_from(model: FakeModel, channel: FakeChannel) -> None:
    asked(model, "Hola")
    conversation = Conversation.objects.get()
    go_on(conversation, MOST, summarise=False)
    model.says("Resumen")

    summary = conversation_summarise(conversation.pk)

    assert summary is not None
    fact = next(each for each in summary.facts if "perro" in each["text"])
    assert Message.objects.get(pk=fact["message"]).text.startswith("Tenemos un perro")

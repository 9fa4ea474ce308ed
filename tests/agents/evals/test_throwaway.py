"""What is put to a throwaway broker: messages of other trades, documents, a larger stock."""

from __future__ import annotations

from typing import Any

import pytest

from agents.evals import passages, stock
from agents.evals.figures import Section
from agents.evals.foreign import Clinc, Hint, clinc, hint
from tests.fakes.llm import VENDORS, ScriptedServer
from tests.fakes.llm.wire import Call

pytestmark = pytest.mark.usefixtures("for_real")


def figure(section: Section, key: str) -> float | None:
    return next(each.value for each in (*section.figures, *section.details) if each.key == key)


def test_what_any_trade_hears_is_scored_and_all_else_is_to_be_rejected() -> None:
    rows = [
        Clinc(text=text, intent=intent, domain=domain, source_split="test")
        for text, intent, domain in (
            ("hello there", "greeting", "small_talk"),
            ("chicken soup with rice", "recipe", "kitchen_and_dining"),
            ("i am looking for an apartment to rent", "oos", "oos"),
            ("repeat that", "repeat", "meta"),
        )
    ]

    reading, agent, _asked_again = clinc(
        [*rows, rows[0].model_copy(update={"source_split": "train"})]
    )

    assert (figure(reading, "recall"), figure(reading, "homes")) == (0.5, 0.5)
    assert next(each.of for each in reading.figures if each.key == "accuracy") == 1
    assert figure(agent, "failed") == 0.0


def test_what_the_rules_cannot_tell_a_vendor_is_asked_for(settings: Any) -> None:
    wire = VENDORS["openai"]
    label = {"intent": "human", "domain": "general", "language": "en", "sentiment": 0,
             "urgency": "normal"}  # fmt: skip
    row = Hint(sentence="protein powder", label="CHAT_WITH_AGENT", source_split="test")
    with ScriptedServer(refuse=wire.flaw) as server:
        server.enqueue(wire.calls(Call("1", "label_messages", label)))
        settings.LLM_PROVIDER, settings.LLM_FALLBACK_PROVIDERS = "openai", ["openai"]
        settings.LLM = {
            "openai": {"api_key": "k", "base_url": f"{server.url}/v1", "model": "gpt-4o"}
        }
        settings.AGENT_CLASSIFY_SECONDS = 30  # however slow the machine

        reading, _agent, _asked_again = hint([row])

    assert figure(reading, "human_f1") == 1.0


def test_a_wish_for_a_person_is_one_in_any_shop() -> None:
    rows = [
        Hint(sentence="I want to talk to a real person", label="CHAT_WITH_AGENT",
             source_split="test"),
        Hint(sentence="protein powder", label="RECOMMEND_PRODUCT", source_split="test"),
    ]  # fmt: skip

    reading, _agent, _asked_again = hint(rows)

    assert figure(reading, "human_f1") == 1.0


def test_a_question_is_answered_from_the_document_or_not_at_all() -> None:
    texts = [
        ("d0", "Pets", "Cats and dogs of up to 12 kilos are accepted. Birds are not."),
        ("d1", "Moving in", "Moving in takes 48 hours of notice at the concierge."),
    ]
    documents = [passages.Passage(pid=p, lang="en", title=t, text=x) for p, t, x in texts]
    questions = [
        passages.Question(qid="q0", pid="d0", lang="en", answers=(("12 kilos", 0),),
                          question="How heavy may dogs be?"),
        passages.Question(qid="q1", pid="d1", lang="en", answers=(("48 hours", 0),),
                          question="How much notice does moving in take?"),
    ]  # fmt: skip

    search, agent, refusal = passages.passages(questions, documents)

    assert figure(search, "recall_1") == figure(search, "context") == 1.0
    assert figure(agent, "right") == figure(agent, "cited") == 1.0
    assert figure(refusal, "guessed") in {0.0, None}


def test_searches_over_a_stock_break_no_wish_and_admit_when_there_is_nothing() -> None:
    rows = [
        stock.KingCounty(id=str(number), price=300_000 + 50_000 * number, bedrooms=2 + number % 3,
                         bathrooms=2, sqft_living=1500, zipcode=f"9810{number % 2}")
        for number in range(6)
    ]  # fmt: skip

    search, words = stock.king_county(rows)

    found = {each.key: each.value for each in search.figures}
    assert (found["violations"], found["recall"], found["honest"]) == (0.0, 1.0, 1.0)
    assert figure(words, "heard.beds") == 1.0

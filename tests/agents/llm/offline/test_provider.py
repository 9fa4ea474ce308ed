import json
from dataclasses import replace

from agents.llm.base import (
    AssistantCalls,
    AssistantText,
    Prompt,
    ToolCall,
    ToolResult,
    ToolSpec,
    UserText,
)
from agents.llm.offline import OfflineProvider, phrases
from tests.agents.llm.offline.office import SANTIAGO, TOOLS, Office

PROMPT = Prompt(
    system="Eres Sofía.",
    items=(UserText("Hola, busco depto en arriendo en Ñuñoa, hasta 500 lucas"),),
    tools=TOOLS,
    facts=Office(SANTIAGO).facts(),
)


def respond(prompt, **options):
    return OfflineProvider().respond(prompt, timeout=1, **options)


def test_the_first_step_calls_the_normalising_tools_together():
    completion = respond(PROMPT)

    assert completion.finish == "tool_calls"
    assert [call.name for call in completion.tool_calls] == ["normalize_budget", "geo_match"]
    assert len({call.id for call in completion.tool_calls}) == 2


def test_the_same_prompt_always_gets_the_same_answer():
    closing = replace(PROMPT, tool_choice="none")

    assert respond(PROMPT) == respond(PROMPT)
    assert respond(closing).text == respond(closing).text


def test_without_tools_it_only_talks():
    completion = respond(replace(PROMPT, tool_choice="none"))

    assert completion.tool_calls == ()
    assert completion.finish == "stop"
    assert completion.text


def test_the_reply_is_streamed_in_words():
    pieces: list[str] = []

    completion = respond(replace(PROMPT, tool_choice="none"), on_text=pieces.append)

    assert "".join(pieces) == completion.text
    assert len(pieces) > 3


def test_tokens_are_counted():
    usage = respond(PROMPT).usage

    assert usage.input_tokens > 10
    assert usage.output_tokens > 0


def test_arguments_keep_to_the_tools_schema():
    tool = ToolSpec(
        "update_lead",
        "",
        {
            "type": "object",
            "properties": {"property_type": {"anyOf": [{"enum": ["house"]}, {"type": "null"}]}},
        },
    )
    prompt = replace(PROMPT, items=(UserText("busco villa de 3 dormitorios"),), tools=(tool,))

    (call,) = respond(prompt).tool_calls
    assert call.arguments == {"property_type": "house"}


def test_a_refused_reply_is_followed_by_a_careful_one():
    found = {"count": 1, "units": [{"ref": "X", "title": "Casa", "price_text": "$999"}]}
    items = (
        *PROMPT.items,
        AssistantCalls((ToolCall("1", "inventory_search", {}),)),
        ToolResult("1", "inventory_search", json.dumps(found)),
        AssistantCalls((ToolCall("check", "review_reply", {"reply": "…"}),)),
        ToolResult("check", "review_reply", "no tool result has that amount", is_error=True),
    )

    assert "$999" not in respond(replace(PROMPT, items=items, tool_choice="none")).text


def test_empty_facts_and_no_words_are_survived():
    assert respond(Prompt(system="", items=())).text
    assert respond(Prompt(system="", items=(UserText("hola"),))).text
    assert respond(Prompt(system="", items=(UserText(""), AssistantText("¿?")))).text


def test_every_question_is_recognised_by_its_words():
    for language, wordings in phrases.QUESTIONS.items():
        for field, options in wordings.items():
            for option in options:
                assert phrases.asked_in(f"Hola. {option}", "CL") == (field,), language


def test_spanish_follows_the_country():
    assert "alquilar" in phrases.localise("¿Buscas comprar o arrendar?", "AR")
    assert "recámaras" in phrases.localise("¿Cuántos dormitorios necesitas?", "MX")
    assert "piso" in phrases.localise("¿Buscas departamento?", "ES")


def test_a_voice_note_is_not_passed_over():
    answer = respond(replace(PROMPT, items=(UserText("[audio]"),))).text

    assert "escuchar" in answer


def test_a_photo_beside_words_is_mentioned_and_the_words_are_answered():
    items = (UserText("[image]"), UserText("Busco arriendo en Ñuñoa"))
    answer = respond(replace(PROMPT, items=items, tool_choice="none")).text

    assert any(answer.find(word) >= 0 for word in ("verlo", "abrirlo"))
    assert "?" in answer


def test_a_started_chat_is_greeted_with_a_question():
    assert "?" in respond(replace(PROMPT, items=(UserText("[start]"),))).text

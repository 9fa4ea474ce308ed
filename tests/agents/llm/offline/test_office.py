"""The office's questions without a model: which tool is asked, and what is said of its result."""

from __future__ import annotations

import json
from typing import Any

import pytest

from agents.llm.base import AssistantCalls, Item, Prompt, ToolResult, ToolSpec, UserText
from agents.llm.offline import OfflineProvider

TOOLS = (
    "open_work", "leads_waiting", "lead_find", "lead_read", "lead_matches", "conversation_list",
    "conversation_read", "unit_match", "unit_read", "viewing_list", "pipeline_funnel",
    "response_times", "document_search", "campaign_segments", "lead_note", "task_add",
    "conversation_reply", "conversation_take",
)  # fmt: skip


def prompt(question: str, *done: tuple[str, dict[str, Any]], **facts: Any) -> Prompt:
    """A question of Ana's, with calls that were made for it."""
    items: list[Item] = [UserText(question)]
    for number, (name, result) in enumerate(done):
        call = OfflineProvider().respond(prompt(question), timeout=1).tool_calls[:1]
        items.append(AssistantCalls(calls=call))
        items.append(ToolResult(call[0].id if call else str(number), name, json.dumps(result)))
    return Prompt(
        system="",
        items=tuple(items),
        tools=tuple(ToolSpec(name, "", {}) for name in TOOLS),
        facts={
            "task": "desk",
            "specialist": "analyst",
            "broker": {"country": "CL", "currency": "CLP", "language": "es"},
            "language": "es",
            "now": "2026-11-21T10:00-03:00",
            "inventory": {"areas": [["Ñuñoa", "Santiago"]], "cities": ["Santiago"],
                          "types": ["apartment", "house"]},
            "shown": [],
        } | facts,
    )  # fmt: skip


def called(question: str, **facts: Any) -> tuple[str, dict[str, Any]]:
    """The first tool the question leads to."""
    calls = OfflineProvider().respond(prompt(question, **facts), timeout=1).tool_calls
    return (calls[0].name, dict(calls[0].arguments or {})) if calls else ("", {})


@pytest.mark.parametrize(
    ("question", "tool"),
    [
        ("¿A quién debo llamar hoy?", "open_work"),
        ("Who should I call today?", "open_work"),
        ("¿Qué tengo que hacer hoy?", "open_work"),
        ("cuántos leads calientes tengo sin respuesta", "leads_waiting"),
        ("Which hot leads have no answer?", "leads_waiting"),
        ("¿Quiénes están esperando?", "leads_waiting"),
        ("What did Rosa want?", "lead_find"),
        ("qué buscaba Rosa Díaz", "lead_find"),
        ("¿Qué le puedo ofrecer a Pedro?", "lead_find"),
        ("show me 3-bedroom flats under 200k in Ñuñoa", "unit_match"),
        ("Departamentos de 3 dormitorios en Ñuñoa hasta 120 millones", "unit_match"),
        ("ÑUÑ-0042", "unit_read"),
        ("¿Qué visitas tengo esta semana?", "viewing_list"),
        ("What viewings do I have this week?", "viewing_list"),
        ("¿Cómo va mi pipeline este mes?", "pipeline_funnel"),
        ("How is my pipeline this month?", "pipeline_funnel"),
        ("¿Qué tan rápido respondemos?", "response_times"),
        ("How fast do we answer?", "response_times"),
        ("Dame ideas para una campaña", "campaign_segments"),
        ("Give me ideas for a campaign", "campaign_segments"),
        ("leads calientes", "lead_find"),
        ("¿Qué requisitos piden para arrendar?", "document_search"),
        ("What does our policy say about pets?", "document_search"),
        ("2-bedroom apartments in Ñuñoa under 2.5M", "unit_match"),
        ("Tell me about the first lead", "lead_find"),
        ("Hola", ""),
    ],
)
def test_a_question_leads_to_its_tool(question: str, tool: str) -> None:
    assert called(question)[0] == tool


def test_wishes_become_the_search() -> None:
    _name, wishes = called("Departamentos de 3 dormitorios en Ñuñoa hasta 120 millones")

    assert wishes["beds"] == 3
    assert wishes["areas"] == ["Ñuñoa"]
    assert wishes["price_max"] == 120_000_000


def test_hot_means_from_seventy_five() -> None:
    assert called("leads calientes sin respuesta")[1] == {"score_min": 75}
    assert called("¿Quién está sin respuesta?")[1] == {}


def test_she_is_who_the_last_answer_showed() -> None:
    shown = [{"kind": "lead", "id": "01", "label": "Rosa"}]

    assert called("What did she want?", shown=shown) == ("lead_read", {"lead_id": "01"})


def test_the_second_is_the_second_shown() -> None:
    shown = [{"kind": "lead", "id": str(n), "label": "x"} for n in range(3)]

    assert called("qué quería la segunda", shown=shown) == ("lead_read", {"lead_id": "1"})


def test_an_answer_says_what_the_result_says() -> None:
    row = {"name": "Rosa Díaz", "score": 82, "waiting_seconds": 7300, "last_message": "¿Hola?"}
    asked = prompt("leads sin respuesta", ("leads_waiting", {"count": 1, "waiting": [row]}))

    text = OfflineProvider().respond(asked, timeout=1).text

    assert "Un lead espera respuesta" in text
    assert "Rosa Díaz · hace 2 h · puntaje 82 · «¿Hola?»" in text


def test_several_of_a_name_are_asked_about() -> None:
    rows = [{"id": str(n), "name": f"Rosa {n}", "score": n} for n in (1, 2)]
    asked = prompt("¿Qué quería Rosa?", ("lead_find", {"count": 2, "results": rows}))

    done = OfflineProvider().respond(asked, timeout=1)

    assert not done.tool_calls
    assert "¿Cuál es?" in done.text


def test_the_one_that_is_found_is_read() -> None:
    rows = [{"id": "7", "name": "Rosa Díaz", "score": 60}]
    asked = prompt("What did Rosa want?", ("lead_find", {"count": 1, "results": rows}))

    call = OfflineProvider().respond(asked, timeout=1).tool_calls[0]

    assert (call.name, call.arguments) == ("lead_read", {"lead_id": "7"})


def test_nothing_found_is_said() -> None:
    asked = prompt("¿Qué visitas tengo hoy?", ("viewing_list", {"count": 0, "results": []}))

    assert "No hay visitas" in OfflineProvider().respond(asked, timeout=1).text


FOUND = ("lead_find", {"count": 1, "results": [{"id": "7", "name": "Rosa"}]})


@pytest.mark.parametrize(
    ("question", "tool", "text"),
    [
        ("Anota en Rosa que prefiere mañanas", "lead_note", "prefiere mañanas"),
        ("Leave a note on Rosa: has two dogs", "lead_note", "has two dogs"),
        ("Agrega una tarea a Rosa: llamar el lunes", "task_add", "llamar el lunes"),
    ],
)
def test_what_is_to_be_done_is_done_to_who_was_found(question: str, tool: str, text: str) -> None:
    assert called(question)[0] == "lead_find"

    (call,) = OfflineProvider().respond(prompt(question, FOUND), timeout=1).tool_calls

    assert call.name == tool
    assert text in (call.arguments or {}).values()


def test_a_message_goes_to_the_thread_of_who_was_found() -> None:
    thread = ("conversation_list", {"count": 1, "results": [{"id": "9"}]})
    asked = prompt("Respóndele a Rosa: nos vemos el lunes", FOUND, thread)

    (call,) = OfflineProvider().respond(asked, timeout=1).tool_calls

    assert (call.name, call.arguments) == (
        "conversation_reply", {"conversation_id": "9", "text": "nos vemos el lunes"}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("result", "words"), [({"note": {}}, "anotado"), ({"error": "declined: (…)"}, "no hice nada")]
)
def test_what_was_done_or_not_is_said(result: dict[str, Any], words: str) -> None:
    asked = prompt("Anota en Rosa que prefiere mañanas", FOUND, ("lead_note", result))

    assert words in OfflineProvider().respond(asked, timeout=1).text

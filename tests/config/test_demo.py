"""``make demo``: the lead reads what Sofía writes, and a talk that went wrong is said to have."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from django.core.management import CommandError, call_command

from config.bench.system import free_port
from config.walkthrough import verdict
from config.walkthrough.errors import WalkthroughError
from config.walkthrough.lead import Lead
from config.walkthrough.line import Line

SLOTS = """Para el departamento tengo estos horarios:
1) sábado 21 nov, 11:00
2) lunes 23 nov, 10:00
¿Cuál te acomoda?"""


@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        ("¡Hola! ¿Qué barrio o comuna prefieres?", "en ñunoa o providensia"),
        ("Perfecto. ¿Cuántos dormitorios necesitas?", "de 2 dormitorios"),
        ("¿Cuál es tu presupuesto aproximado?", "puedo llegar hasta 6.500 uf"),
        ("¿Para qué fecha lo estás buscando?", "nos cambiamos en unos 2 meses mas"),
        ("• Depto · UF 10.840 · 109 m²\n¿Te gustaría ir a ver alguna?", "ir a ver la primera"),
        ("Muy bien, lo veo.", "en ñunoa o providensia"),
    ],
)
def test_the_lead_answers_what_she_is_asked(reply: str, answer: str) -> None:
    assert answer in Lead().answer(reply)


def test_the_lead_takes_a_time_that_was_offered_and_the_next_when_it_is_gone() -> None:
    lead = Lead()

    assert lead.answer(SLOTS) == "sábado 21 nov, 11:00 me sirve"
    assert lead.answer(f"Ese ya no está. {SLOTS}") == "lunes 23 nov, 10:00 me sirve"
    assert lead.answer("Quedó agendada tu visita: lunes 23 nov, 10:00.") == ""


def test_a_last_question_is_answered_before_the_talk_ends() -> None:
    lead = Lead()
    lead.answer(SLOTS)

    assert "preaprobado" in lead.answer("Quedó agendada. ¿Cuentas con preaprobación del banco?")
    assert lead.answer("Gracias, Camila. ¿Algo más?") == ""


def test_a_system_that_does_not_run_is_said_in_one_line() -> None:
    with pytest.raises(CommandError, match="start the system with `make run`"):
        call_command("demo", url=f"http://127.0.0.1:{free_port()}")


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://x", ""])
def test_a_url_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(CommandError, match="--url must look like"):
        call_command("demo", url=url)


def _line(answers: httpx.MockTransport) -> Line:
    line = Line("http://demo", host="localhost", number="1", phone="56930000000", secret="s")
    line._client = httpx.Client(base_url="http://demo", transport=answers)
    return line


def _call(line: Line) -> None:
    line.open()
    line.write("hola")


@pytest.mark.parametrize(
    ("path", "status", "complaint"),
    [
        ("/loopback/outbox", 404, "DEBUG=0"),
        ("/webhooks/whatsapp", 401, "META_APP_SECRET"),
        ("/webhooks/whatsapp", 500, "answered 500"),
    ],
)
def test_a_refusal_names_its_reason(path: str, status: int, complaint: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == path:
            return httpx.Response(status, json={})
        return httpx.Response(200, json={"last": 0, "messages": []})

    line = _line(httpx.MockTransport(answer))

    with pytest.raises(WalkthroughError, match=complaint):
        _call(line)


def test_only_what_was_sent_to_this_phone_is_read() -> None:
    messages = [
        {"to": "56999999999", "text": "for somebody else", "our_id": "a"},
        {"to": "56930000000", "text": "for her", "our_id": "b"},
    ]
    line = _line(
        httpx.MockTransport(lambda _: httpx.Response(200, json={"last": 2, "messages": messages}))
    )

    assert line.read(until=float("inf")) == "for her"
    assert line.delivered == ["b"]


class _Office:
    """An office that knows one lead."""

    def __init__(self, **changes: Any) -> None:
        self.lead = {
            "id": "1",
            "qualified": True,
            "score": 80,
            "stage": "viewing_booked",
            **changes,
        }

    def lead_with(self, phone: str) -> dict[str, Any]:
        return self.lead

    def viewing_of(self, lead_id: str) -> dict[str, Any] | None:
        return {"text": "tomorrow"}

    def replies_of(self, lead_id: str) -> list[dict[str, Any]]:
        return [{"id": "a", "status": "read"}, {"id": "b", "status": "sent"}]


@pytest.mark.parametrize(
    ("changes", "delivered", "complaint"),
    [
        ({"score": 40}, ["a", "b"], "not qualified: it has 40 points"),
        ({"qualified": False}, ["a", "b"], "not qualified"),
        ({"stage": "contacted"}, ["a", "b"], "'contacted'"),
        ({}, ["a", "b", "b"], "delivered twice"),
        ({}, ["a"], "never delivered"),
    ],
)
def test_what_did_not_come_true_is_named(
    changes: dict[str, Any], delivered: list[str], complaint: str
) -> None:
    office: Any = _Office(**changes)

    with pytest.raises(WalkthroughError, match=complaint):
        verdict.check(office, "56930000000", delivered)


def test_what_came_true_is_told() -> None:
    office: Any = _Office()

    assert verdict.check(office, "56930000000", ["a", "b"])["viewing"] == {"text": "tomorrow"}

"""When a person is called, and when what sounds like it is only a wish or a question."""

from __future__ import annotations

import pytest

from tests.agents.nlu.cast import hear


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("se me inundó el baño del depto que arriendo", "repair"),
        ("la calefacción lleva dos días sin funcionar", "repair"),
        ("lift's been out for a week and I'm on the 8th floor", "repair"),
        ("we have mice in the kitchen", "repair"),
        ("¿me pueden mandar a alguien a reparar la ducha?", "repair"),
        ("huele mucho a gas en el pasillo", "danger"),
        ("there's a burning smell from the socket", "danger"),
        ("el techo se está cayendo", "danger"),
        ("me cobraron dos veces la reserva", "complaint"),
        ("quedaron de llamarme el lunes y nunca lo hicieron", "complaint"),
        ("your agent was very rude to me", "complaint"),
        ("I still haven't got my deposit back", "complaint"),
        ("voy a ir a la OMIC", "legal"),
        ("you'll be hearing from my solicitor", "legal"),
        ("I want to offer 480k for the house on Oak Street", "offer"),
        ("¿aceptarían 150 mil por el de Benimaclet?", "offer"),
        ("can you put me in touch with the listing agent", "asked_for_person"),
        ("dame el número de un asesor", "asked_for_person"),
        ("prefiero que me marquen a la oficina", "asked_for_person"),
        ("call me and don't text, I'm on the road", "asked_for_person"),
        ("me transfieren con un asesor?", "asked_for_person"),
        ("smoke is coming out of the boiler", "danger"),
        ("there is water dripping onto the electric panel", "danger"),
        ("cae agua encima del enchufe", "danger"),
        ("me pusieron a un agente que no sabía nada", "complaint"),
    ],
)
def test_trouble_calls_a_person(text: str, reason: str) -> None:
    assert hear("CL", text).reason == reason


@pytest.mark.parametrize(
    "text",
    [
        "¿el edificio tiene alarma de humo?", "can I smoke on the balcony?",
        "trabajo en un juzgado, busco piso cerca", "my lawyer will review the contract",
        "estoy harto de buscar jaja", "I'm sick of renting, want to buy",
        "mi departamento actual tiene humedad, por eso me cambio", "does the lift work?",
        "no me importa si hay que arreglar la cocina", "who fixes it if something breaks?",
        "¿aceptan ofertas?", "is the price negotiable?", "la última agencia nunca me contestó",
        "that's not right, it must be three rooms", "¿cómo devuelven la garantía?",
        "does the rent include water and electricity?", "agua y electricidad van aparte?",
        "water, gas, electric, all bills included?", "¿me lo pueden mostrar por videollamada?",
        "do you offer virtual tours?", "ponemos su negocio primero en Google en 5 días",
        "Boost your agency sales with our CRM offer", "que no quede en zona de inundación",
        "con calefacción a gas, no eléctrica",
        "comprar, porque de arrendar ya estoy harta", "is it in a flood zone?",
        "ya me retaron en la casa, chao", "a mi primo le cobraron 9.000 euros que no se esperaba",
        "me transfieren a Monterrey en enero", "none of us smoke, my husband and I work from home",
        "no puedo el viernes, me pusieron turno de noche", "nos pusieron a trabajar el feriado",
    ],
)  # fmt: skip
def test_a_question_or_a_reason_to_move_calls_nobody(text: str) -> None:
    assert hear("CL", text).reason is None


@pytest.mark.parametrize(
    "text",
    [
        "I rent a studio from you, looking for a 1 bed now", "soy su inquilina, quiero renovar",
        "we could stretch to 500k if the kitchen is already redone",
        "I had an offer of 280 and turned it down", "my lawyer is drafting the quitclaim",
    ],
)  # fmt: skip
def test_the_next_contract_a_budget_and_offers_had_before_call_nobody(text: str) -> None:
    assert hear("CL", text).reason is None

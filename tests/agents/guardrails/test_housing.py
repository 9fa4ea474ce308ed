"""No steering, no preference, no question about a protected trait; facts stay facts."""

from __future__ import annotations

import pytest

from agents.guardrails.housing import asked_traits, steering_in, wishes_steering
from tests.agents.guardrails import housing_batches as batches

STEERING = (
    "Sí, es un barrio muy seguro y casi no hay inmigrantes.",
    "No se aceptan extranjeros.",
    "Sin niños, por favor.",
    "Ideal para parejas jóvenes sin hijos.",
    "Solo para chilenos.",
    "Departamento exclusivo para profesionales solteros.",
    "Se busca gente bien, de buena presencia.",
    "Es una zona peligrosa, no te la recomiendo.",
    "En ese sector viven muchos venezolanos.",
    "La mayoría son familias judías.",
    "Ahí te sentirías más cómodo, hay gente como tú.",
    "Barrio católico y tranquilo.",
    "Es una comuna segura, con poca delincuencia.",
    "No arrendamos a familias con niños.",
    "Abstenerse extranjeros.",
    "Solo señoritas.",
    "Preferencia por personas mayores.",
    "No es apto para sillas de ruedas.",
    "Perfecto para jubilados.",
    "Hogar cristiano busca inquilino.",
    "It's a very safe neighbourhood with hardly any immigrants.",
    "No kids, please.",
    "Adults only building.",
    "Perfect for young professionals.",
    "Ideal for Christian families.",
    "No Section 8.",
    "Mostly white families live there.",
    "It is a predominantly Hispanic area.",
    "This is a Jewish neighborhood.",
    "You'd feel more comfortable in Deira, with people from your country.",
    "A low-crime area with the right kind of people.",
    "We don't rent to foreigners.",
    "Females only.",
    "No wheelchairs.",
    "An exclusive home for married couples.",
    "The area is rough and dangerous.",
    "English speakers only.",
    "Able-bodied tenants preferred.",
    "Great for empty nesters.",
    "It is a family-oriented community.",
)
FACTS = (
    "Los extranjeros pueden arrendar con pasaporte y contrato de trabajo.",
    "Está abierto a todas las nacionalidades.",
    "El edificio tiene conserjería y seguridad 24 horas.",
    "Queda a dos cuadras de la sinagoga y del colegio.",
    "Tiene sala de juegos para niños y piscina.",
    "Es un sector tranquilo, con plazas.",
    "Accesible para sillas de ruedas, con ascensor.",
    "No puedo decirte si un barrio es seguro ni quién vive ahí; sí puedo contarte distancias.",
    "Hay 2 dormitorios y cuarto de servicio.",
    "Se aceptan mascotas; no se permiten fiestas.",
    "Seguro de arriendo incluido.",
    "Cuéntame si tu familia necesita estacionamiento.",
    "Hay estacionamiento seguro y acceso controlado.",
    "Tienes tres opciones en Ñuñoa.",
    "Buscamos para ti en Providencia.",
    "No tengo casas en esa zona.",
    "Freehold areas are open to buyers of any nationality.",
    "The building has 24-hour security and secure parking.",
    "It is a quiet street near a church.",
    "There is a children's pool and a playground.",
    "The entrance is step-free and wheelchair accessible.",
    "I can't say how safe an area is or who lives there, but I can give you distances.",
    "The family room opens to the terrace.",
    "Pets are welcome; no smoking.",
    "A passport copy is needed from every tenant.",
    "The master bedroom has a great view.",
    "Tenants bring an Emirates ID.",
    "Would you like a two-bedroom or a three-bedroom home?",
    "No parking is included.",
    "Only two homes fit your budget.",
)
ASKS = (
    "¿De qué país eres?",
    "¿Cuál es tu nacionalidad?",
    "¿Tienes hijos?",
    "¿Estás casado?",
    "¿Qué edad tienes?",
    "¿Eres católico?",
    "¿De dónde eres?",
    "¿Estás embarazada?",
    "Dime tu estado civil, por favor.",
    "¿Tienes alguna discapacidad?",
    "Where are you originally from?",
    "What is your nationality?",
    "Do you have any children?",
    "Are you married?",
    "How old are you?",
    "What is your religion?",
    "Please tell me your immigration status.",
    "Are you pregnant?",
)
ALLOWED = (
    "¿Cuántas personas van a vivir en el departamento?",
    "¿Tienes mascotas?",
    "¿De qué comuna te gustaría?",
    "¿Cuántos dormitorios necesitas?",
    "¿Tienes un crédito preaprobado?",
    "How many people will live there?",
    "Do you have any pets?",
    "Where would you like to live?",
    "Are you looking to buy or to rent?",
    "May I have your name?",
)


@pytest.mark.parametrize("text", STEERING)
def test_steering_and_preferences_are_caught(text: str) -> None:
    assert [each.code for each in steering_in(text)] == ["steering"]


@pytest.mark.parametrize("text", FACTS)
def test_facts_about_a_home_and_refusals_pass(text: str) -> None:
    assert steering_in(text) == []


@pytest.mark.parametrize("text", ASKS)
def test_a_question_about_a_protected_trait_is_caught(text: str) -> None:
    assert [each.code for each in asked_traits(text)] == ["trait"]


@pytest.mark.parametrize("text", ALLOWED)
def test_what_a_broker_needs_may_be_asked(text: str) -> None:
    assert asked_traits(text) == []


def test_a_lead_who_asks_who_lives_there_is_noticed() -> None:
    assert wishes_steering("¿Es un barrio seguro, sin inmigrantes?")
    assert wishes_steering("Is it a safe neighbourhood without immigrants?")
    assert not wishes_steering("¿Tiene estacionamiento?")


def test_fresh_wording_that_steers_is_caught() -> None:
    assert [each for each in batches.STEERS if not steering_in(each)] == []
    assert [each for each in batches.ASKS_A_TRAIT if not asked_traits(each)] == []


def test_fresh_look_alikes_pass() -> None:
    plain = [*batches.INNOCENT, *batches.ASKS_NONE]

    assert [each for each in plain if steering_in(each) or asked_traits(each)] == []

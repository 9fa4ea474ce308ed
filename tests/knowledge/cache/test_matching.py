"""Questions that are one, and those that only look like it."""

from __future__ import annotations

import pytest

from knowledge.cache.matching import is_same_answer, is_self_contained, matter_of


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("es", "¿Cobran comisión?", "Hola, cobran comision por favor"),
        ("es", "¿Qué papeles piden?", "Buenas tardes! que papeles piden"),
        ("es", "¿Puede decirme cuánto es la garantía?", "cuánto es la garantía??"),
        ("en", "Do you charge a commission?", "Hi, do you charge commission please"),
        ("en", "Could you tell me what documents I need to rent?", "what documents I need to rent"),
    ],
)  # fmt: skip
def test_courtesies_make_no_other_question(language: str, one: str, other: str) -> None:
    assert matter_of(one, language=language) == matter_of(other, language=language)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("¿Aceptan mascotas con garantía?", "¿Aceptan mascotas sin garantía?"),
        ("¿Cuándo se paga la comisión?", "¿Cuánto se paga la comisión?"),
        ("¿Cuánto cobran por arrendar?", "¿Cuánto cobran por vender?"),
        ("¿El dueño le paga al corredor?", "¿El corredor le paga al dueño?"),
        ("¿Piden 2 meses de garantía?", "¿Piden 3 meses de garantía?"),
        ("Do you allow dogs?", "Do you not allow dogs?"),
        ("Is the deposit more than the rent?", "Is the rent more than the deposit?"),
        ("Fee for tenants?", "Fee for landlords?"),
        ("¿Se puede arrendar siendo extranjero?", "¿No se puede arrendar siendo extranjero?"),
    ],
)
def test_near_misses_are_other_questions(one: str, other: str) -> None:
    assert matter_of(one, language="es") != matter_of(other, language="es")


def test_a_question_is_of_its_language() -> None:
    assert matter_of("¿WiFi?", language="es") != matter_of("WiFi?", language="en")


@pytest.mark.parametrize(
    "text",
    [
        "¿Y los gastos comunes?",
        "¿Ese acepta mascotas?",
        "¿Lo puedo ver mañana?",
        "¿Cuánto es mi comisión?",
        "Is it still available?",
        "Do they allow dogs there?",
        "And the fee?",
        "¿Hay descuento por pago anticipado?",
        "¿Está disponible el 40312?",
        "Vi esto en https://x.test ¿cobran comisión?",
        "Gracias",
        "palabra " * 40,
    ],
)
def test_what_points_elsewhere_is_nobody_elses_question(text: str) -> None:
    assert not is_self_contained(text)


@pytest.mark.parametrize(
    "text",
    [
        "¿Cobran comisión de corretaje?",
        "What documents do you need to rent?",
        "¿Abren los sábados?",
    ],
)
def test_a_plain_question_stands_by_itself(text: str) -> None:
    assert is_self_contained(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Sí, la comisión es 2% más IVA.", "La comisión de corretaje es de 2% más IVA.", True),
        ("La comisión es 2% más IVA.", "La comisión es 3% más IVA.", False),
        ("Aceptamos mascotas pequeñas.", "No aceptamos mascotas pequeñas.", False),
        ("Pets are allowed with a deposit.", "Our office is open on Saturdays.", False),
    ],
)
def test_answers_agree_in_figures_denials_and_matter(one: str, other: str, same: bool) -> None:
    assert is_same_answer(one, other) is same

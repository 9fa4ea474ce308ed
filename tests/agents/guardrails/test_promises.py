"""Nobody is promised a return, a credit, a verdict or a discount in a chat."""

from __future__ import annotations

import pytest

from agents.guardrails.promises import promises_in


@pytest.mark.parametrize(
    "text",
    [
        "Te garantizo que el crédito sale.",
        "La plusvalía asegurada es del sector.",
        "Los precios van a subir, es una inversión sin riesgo.",
        "Te van a aprobar el crédito, no tendrás problemas con el banco.",
        "Es totalmente legal y no pagarás impuestos.",
        "Te lo dejo en 100 millones.",
        "Te consigo un descuento.",
        "El dueño va a aceptar tu oferta.",
        "No te pueden desalojar.",
        "We guarantee a great return.",
        "It will double in value, you can't lose.",
        "You will be approved for the mortgage.",
        "It's perfectly legal, you won't pay any tax.",
        "I can get you a discount.",
        "The owner will accept your offer.",
        "You're legally entitled to the deposit.",
    ],
)
def test_a_promise_is_caught(text: str) -> None:
    assert [each.code for each in promises_in(text)] == ["promise"]


@pytest.mark.parametrize(
    "text",
    [
        "Se paga un mes de garantía.",
        "No puedo garantizar la aprobación del crédito.",
        "¿Ya tienes un crédito preaprobado?",
        "Le paso tu oferta a una persona del equipo.",
        "Eso lo ve mejor un abogado.",
        "The deposit is returned at the end of the lease.",
        "I can't promise a discount.",
        "Has a bank pre-approved you already?",
        "A colleague can tell you about taxes.",
    ],
)
def test_what_promises_nothing_passes(text: str) -> None:
    assert promises_in(text) == []

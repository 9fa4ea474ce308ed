from __future__ import annotations

import pytest

from agents.adcopy.asking import Written, read
from agents.adcopy.checking import cut, flaws_of
from agents.llm.base import Completion, ToolCall, Usage
from crm.inventory.models import Unit
from tests.agents.adcopy.conftest import meta_ad, request_for


def written(unit: Unit, **texts: str) -> tuple[Written, set[str]]:
    """The ad as it is read, and the codes of what stands against it."""
    asked = request_for(unit)
    call = ToolCall("1", "write_ads", {"variations": [meta_ad(**texts)]})
    completion = Completion("", (call,), "tool_calls", Usage(), "m")
    ad = read(completion, asked.platform)[0]
    return ad, {flaw.code for flaw in flaws_of(ad, asked)}


def test_an_honest_ad_has_no_flaw(flat: Unit) -> None:
    assert written(flat)[1] == set()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("En venta por UF 4.200.", "figure"),
        ("Son 75 m² en Ñuñoa.", "figure"),
        ("Tiene tres dormitorios.", "figure"),
        ("A 5 minutos del metro.", "figure"),
        ("Con piscina y terraza.", "amenity"),
        ("Mira www.alicia.cl ahora.", "link"),
        ("Rentabilidad segura para ti.", "promise"),
        ("x" * 126, "too_long"),
    ],
)
def test_what_the_facts_do_not_say_is_found(flat: Unit, text: str, code: str) -> None:
    assert code in written(flat, primary_text=text)[1]


@pytest.mark.parametrize(
    "text", ["UF 4.500 en Ñuñoa", "Dos dormitorios y un baño", "Piso 7 con terraza", "62 m² útiles"]
)
def test_what_the_facts_say_may_be_said(flat: Unit, text: str) -> None:
    assert written(flat, primary_text=text)[1] == set()


def test_only_what_is_too_long_is_cut(flat: Unit) -> None:
    ad, _codes = written(flat, headline="Departamento de 2 dormitorios con terraza en Ñuñoa")

    fitting, changed = cut(ad, request_for(flat).platform)

    assert changed == ["headline"]
    assert fitting.texts()["headline"] == "Departamento de 2 dormitorios con"
    assert fitting.texts()["primary_text"] == ad.texts()["primary_text"]


def test_who_should_live_there_is_not_said(flat: Unit) -> None:
    assert "steering" in written(flat, primary_text="Ideal para familias jóvenes sin niños.")[1]

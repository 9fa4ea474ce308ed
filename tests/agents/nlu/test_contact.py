import pytest

from agents.nlu.contact import parse_phone
from tests.agents.nlu.cast import stated


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("me llamo Rosario Pinto", "Rosario Pinto"),
        ("soy andrés fuentes", "Andrés Fuentes"),
        ("Soy Marta, busco depto", "Marta"),
        ("hi, this is Fatima Khan", "Fatima Khan"),
        ("I'm Liam O'Connor", "Liam O'Connor"),
        ("Ignacio Vera, 961234567", "Ignacio Vera"),
        ("no me llamo Juan, soy Pablo", "Pablo"),
        ("Sra. Toledo", "Toledo"),
        ("Roberto y Maritza, 961234567", "Roberto"),
        ("Trevor N. 961234567", "Trevor N"),
    ],
)
def test_names(text, name):
    assert stated("CL", text)["name"] == name


@pytest.mark.parametrize(
    "text",
    [
        "soy estudiante", "soy de Talca", "I'm looking for a flat", "Gracias", "Perfecto",
        "soy la dueña del departamento", "Las Condes", "i am a nurse",
    ],
)  # fmt: skip
def test_what_is_no_name(text):
    assert "name" not in stated("CL", text)


def test_a_month_is_a_name_when_a_name_was_asked():
    fields = stated("CL", "Julio", expecting="name")

    assert fields == {"name": "Julio"}


@pytest.mark.parametrize(
    ("country", "text", "phone"),
    [
        ("CL", "mi cel es 9 6123 4567", "+56961234567"),
        ("CL", "+44 20 7946 0958", "+442079460958"),
        ("AR", "11 5555 0199", "+5491155550199"),
        ("ES", "612 345 678", "+34612345678"),
        ("AE", "call 050 123 4567", "+971501234567"),
        ("MX", "55 5555 0177", "+525555550177"),
        ("US", "my number is 0034 612 34 56 78", "+34612345678"),
    ],
)
def test_phones_are_e164(country, text, phone):
    assert stated(country, text)["phone"] == phone


def test_money_is_no_phone():
    assert "phone" not in stated("CL", "tengo 120.000.000 para comprar")


def test_an_impossible_phone_is_none():
    assert parse_phone("12", "CL") is None


def test_addresses_are_lower_case():
    assert stated("CL", "Escríbeme a Ana.Rojas@Mail.Example")["email"] == "ana.rojas@mail.example"

import pytest

from agents.nlu.money import MoneyContext, find_amounts
from agents.nlu.spoken import find_all_numbers
from agents.nlu.text import fold
from tests.agents.nlu.cast import hear, stated


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("quinientos trece millones cuatrocientos cincuenta y dos mil", 513_452_000),
        ("513 millones 452 mil", 513_452_000),
        ("un millón doscientos mil", 1_200_000),
        ("one million two hundred thousand", 1_200_000),
        ("mil trescientos cuarenta y siete", 1347),
        ("dos millones tres dormitorios", 2_000_000),
        ("dos millones con cincuenta mil", 2_050_000),
    ],
)
def test_a_sum_said_in_words_is_read_to_its_end(text: str, value: float) -> None:
    (found,) = find_all_numbers(fold(text), language="es")

    assert found.value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("cuarenta y siete", 47), ("forty-seven", 47), ("siete con cincuenta", 7.5), ("a dozen", 12)],
)
def test_small_numbers_in_words_are_found_where_asked_for(text: str, value: float) -> None:
    assert find_all_numbers(fold(text), language="es") == []
    assert [each.value for each in find_all_numbers(text, language="es", least=0.0)] == [value]


def test_a_budget_asked_for_may_be_answered_in_words() -> None:
    heard = hear("CL", "quinientos cincuenta", expecting="budget", known={"operation": "rent"})

    assert heard.fields["budget_max"] == 550_000
    assert "budget_max" not in hear("CL", "dos", expecting="budget").fields


def test_a_sum_in_a_currency_no_profile_keeps_is_no_budget_in_ours() -> None:
    assert "budget_max" not in stated("ES", "busco piso, mi presupuesto es 500 mil francos suizos")
    assert stated("ES", "busco piso, mi presupuesto es 500 mil")["budget_max"] == 500_000


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("thirteen dollars forty-five cents", 13.45, "USD"),
        ("el cheque es de 125 USD millones", 125e6, "USD"),
        ("450.000 yenes", 450_000, "JPY"),
    ],
)
def test_an_amount_is_read_with_its_currency(text: str, value: float, currency: str) -> None:
    (found,) = find_amounts(text, MoneyContext(country="ES", currency="USD"))

    assert (found.max, found.currency) == (value, currency)

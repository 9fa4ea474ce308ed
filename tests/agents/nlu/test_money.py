import pytest

from agents.nlu.money import MoneyContext, find_amounts, find_budget
from tests.agents.nlu.cast import hear

CHILE = MoneyContext("CLP", "CL")
BUYING = MoneyContext("CLP", "CL", operation="buy")


@pytest.mark.parametrize(
    ("text", "low", "high", "currency"),
    [
        ("puedo pagar 380 lucas", None, 380_000, "CLP"),
        ("máximo 95 palos", None, 95_000_000, "CLP"),
        ("3.800 UF", None, 3800, "UF"),
        ("UF 3.800", None, 3800, "UF"),
        ("hasta 7 mil uf", None, 7000, "UF"),
        ("$780.000", None, 780_000, "CLP"),
        ("mi presupuesto es $1.350.000", None, 1_350_000, "CLP"),
        ("2,5 millones", None, 2_500_000, "CLP"),
        ("medio millón", None, 500_000, "CLP"),
        ("un millón y medio", None, 1_500_000, "CLP"),
        ("ciento diez millones", None, 110_000_000, "CLP"),
        ("USD 210k", None, 210_000, "USD"),
        ("us$ 95.000", None, 95_000, "USD"),
        ("entre 70 y 90 millones", 70_000_000, 90_000_000, "CLP"),
        ("de 2.500 a 3.200 UF", 2500, 3200, "UF"),
        ("desde 2.000 UF", 2000, None, "UF"),
        ("no menos de 4.100 UF", 4100, None, "UF"),
    ],
)
def test_budgets_as_written_in_chile(text, low, high, currency):
    found = find_budget(text, CHILE)

    assert found is not None
    assert (found.min, found.max, found.currency) == (low, high, currency)


@pytest.mark.parametrize(
    ("text", "context", "high", "currency"),
    [
        ("max AED 135,000", MoneyContext("AED", "AE", "en"), 135_000, "AED"),
        ("up to 1.75M", MoneyContext("AED", "AE", "en"), 1_750_000, "AED"),
        ("under £1,250 pcm", MoneyContext("GBP", "GB", "en"), 1250, "GBP"),
        ("$425k tops", MoneyContext("USD", "US", "en"), 425_000, "USD"),
        ("180 mil euros", MoneyContext("EUR", "ES"), 180_000, "EUR"),
        ("650€ al mes", MoneyContext("EUR", "ES"), 650, "EUR"),
        ("18 mil pesos de renta", MoneyContext("MXN", "MX"), 18_000, "MXN"),
        ("hasta 1.900 soles", MoneyContext("PEN", "PE"), 1900, "PEN"),
        ("hasta 1.900 lucas", MoneyContext("PEN", "PE"), 1900, "PEN"),
        ("3'200.000 máximo", MoneyContext("COP", "CO"), 3_200_000, "COP"),
        ("70 lucas verdes", MoneyContext("USD", "AR"), 70_000, "USD"),
        ("R$ 2.800", MoneyContext("BRL", "BR"), 2800, "BRL"),
    ],
)
def test_budgets_of_other_countries(text, context, high, currency):
    found = find_budget(text, context)

    assert found is not None
    assert (found.max, found.currency) == (high, currency)


@pytest.mark.parametrize(
    "text",
    [
        "3 dormitorios y 2 baños",
        "de 80 m2",
        "mi teléfono es 961234567",
        "mañana a las 17:30",
        "el 15 de marzo de 2027",
        "en 6 meses",
        "gastos comunes de 90 lucas",
        "gano 2 millones al mes",
        "tengo un pie de 20 millones",
        "¿cuánto vale el de 4.500 UF?",
        "quiero hacer una oferta de 4.000 UF",
        "vivo en el piso 12",
        "somos 4 personas",
    ],
)
def test_other_numbers_are_no_budget(text):
    assert find_budget(text, CHILE) is None


def test_around_an_amount_is_approximate():
    found = find_budget("unos 600 mil más o menos", CHILE)

    assert found is not None
    assert found.approximate
    assert found.max == 600_000


def test_a_bare_answer_has_the_scale_of_the_market():
    renting = MoneyContext("CLP", "CL", operation="rent", expected=True)
    buying = MoneyContext("EUR", "ES", operation="buy", expected=True)

    assert find_budget("520", renting).max == 520_000  # type: ignore[union-attr]
    assert find_budget("210", buying).max == 210_000  # type: ignore[union-attr]


def test_a_few_thousand_to_buy_in_chile_are_uf():
    found = find_budget("hasta 3.900", BUYING)

    assert found is not None
    assert (found.max, found.currency) == (3900, "UF")


def test_the_amount_after_a_correction_counts():
    found = find_budget("hasta 500 lucas, perdón, 550 lucas", CHILE)

    assert found is not None
    assert found.max == 550_000


def test_a_weekly_rent_becomes_a_monthly_one():
    found = find_budget("£300 per week", MoneyContext("GBP", "GB", "en"))

    assert found is not None
    assert (found.max, found.period) == (1300, "month")


def test_every_amount_can_be_listed_whosever_it_is():
    found = find_amounts("sueldo de $900.000 y gastos de 40 euros", CHILE)

    assert [(m.max, m.currency) for m in found] == [(900_000, "CLP"), (40, "EUR")]


@pytest.mark.parametrize(
    ("country", "text", "low", "high"),
    [
        ("CL", "no puedo pagar más de 550 lucas", None, 550_000),
        ("US", "we can't go over $2,300", None, 2300),
        ("AE", "45k yearly in JVC", None, 45_000),
        ("CL", "más de 550 lucas", 550_000, None),
        ("GB", "It's Tom, 07700 900123", None, None),
        ("CL", "hasta un palo doscientos al mes", None, 1_200_000),
        ("CL", "podemos pagar 1.300.000 + GC", None, 1_300_000),
        ("US", "budget 900k to 1.1 mil", 900_000, 1_100_000),
        ("US", "$2,900 is a bit much, id go up to 2600", None, 2600),
        ("US", "listed at 589k, we're thinking 560-575 range to buy", 560_000, 575_000),
        ("ES", "700 pavos al mes, 750 si me apuras", None, 750),
        ("GB", "AIP from Nationwide for 240k", None, None),
        ("CL", "quiero vender mi casa, 9.500 uf conversable hasta 9.200 uf", 9200, 9500),
        ("MX", "traigo 1.6 millones, máximo 1.8", None, 1_800_000),
        ("MX", "ando entre los 15 y los 18 mil", 15_000, 18_000),
        ("MX", "como 20 mil, estirándome 23", None, 23_000),
        ("US", "selling my condo for $1.15M, wouldn't go below $1.1M", 1_100_000, 1_150_000),
        ("GB", "still going? The £1,100 one", None, None),
    ],
)
def test_bounds_said_the_other_way_round_and_numbers_that_are_none(country, text, low, high):
    fields = hear(country, text).fields

    assert (fields.get("budget_min"), fields.get("budget_max")) == (low, high)

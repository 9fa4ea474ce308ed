import pytest

from tests.agents.nlu.cast import hear, stated


@pytest.mark.parametrize(
    ("country", "text", "expected"),
    [
        ("CL", "busco depto en arriendo 2d2b", ("rent", "apartment", 2, 2)),
        ("CL", "quiero comprar una casa de 4 dormitorios", ("buy", "house", 4, None)),
        ("CL", "arriendo de oficina", ("rent", "office", None, None)),
        ("CL", "quiero vender mi casa", ("sell", "house", None, None)),
        ("CL", "quiero poner mi depto en arriendo", ("rent_out", "apartment", None, None)),
        ("AR", "alquiler, 3 ambientes", ("rent", None, 2, None)),
        ("AR", "monoambiente para alquilar", ("rent", "studio", None, None)),
        ("ES", "busco piso en venta de 3 habitaciones", ("buy", "apartment", 3, None)),
        ("MX", "casa en renta 3 recámaras 2 baños y medio", ("rent", "house", 3, 2.5)),
        ("AE", "2bhk for rent", ("rent", None, 2, None)),
        ("AE", "looking to buy a villa, 4 bedrooms", ("buy", "villa", 4, None)),
        ("US", "3/2 house for sale", ("buy", "house", 3, 2)),
        ("GB", "two bed flat to rent", ("rent", "apartment", 2, None)),
        ("CL", "¿arriendo o compra? aún no sé", (None, None, None, None)),
        ("CL", "casa o departamento, me da igual", (None, None, None, None)),
        ("CL", "busco departmento", (None, "apartment", None, None)),
    ],
)
def test_what_is_wanted(country, text, expected):
    fields = stated(country, text)

    assert tuple(fields.get(k) for k in ("operation", "property_type", "beds", "baths")) == expected


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("tengo un perro chico", "pets", True),
        ("no tenemos mascotas", "pets", False),
        ("con dos estacionamientos", "parking", True),
        ("sin estacionamiento está bien", "parking", False),
        ("que sea amoblado", "furnished", True),
        ("unfurnished please", "furnished", False),
        ("mínimo 70 metros cuadrados", "area_m2", 70),
        ("at least 900 sqft", "area_m2", 84),
        ("ya estoy preaprobada en el banco", "preapproved", True),
        ("todavía no tengo preaprobación", "preapproved", False),
        ("pago al contado", "financing", "cash"),
        ("necesito crédito hipotecario", "financing", "mortgage"),
    ],
)
def test_features(text, key, value):
    assert stated("CL", text)[key] == value


@pytest.mark.parametrize("text", ["¿aceptan mascotas?", "¿tiene cochera?", "is it furnished?"])
def test_a_bare_question_states_nothing(text):
    assert stated("CL", text) == {}


@pytest.mark.parametrize(
    ("expecting", "text", "fields"),
    [
        ("beds", "3", {"beds": 3}),
        ("beds", "con uno basta", {"beds": 1}),
        ("beds", "three please", {"beds": 3}),
        ("preapproved", "sí", {"preapproved": True, "financing": "mortgage"}),
        ("preapproved", "aún no", {"preapproved": False}),
        ("operation", "comprar", {"operation": "buy"}),
        ("pets", "no", {"pets": False}),
        ("baths", "2", {"baths": 2}),
    ],
)
def test_a_bare_answer_means_what_was_asked(expecting, text, fields):
    assert stated("CL", text, expecting=expecting) == fields


def test_to_switch_from_renting_to_buying_withdraws_the_budget():
    known = {"operation": "rent", "budget_max": 600_000, "currency": "CLP", "period": "month"}

    heard = hear("CL", "mejor quiero comprar", known=known)

    assert heard.fields["operation"] == "buy"
    assert set(heard.clears) == {"budget_max", "currency", "period"}


def test_a_field_can_be_taken_back():
    heard = hear("CL", "olvida el presupuesto", known={"budget_max": 600_000, "currency": "CLP"})

    assert set(heard.clears) == {"budget_max", "currency"}

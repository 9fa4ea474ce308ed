"""What is told of homes and days, and the wishes that only look like it."""

from __future__ import annotations

import pytest

from tests.agents.nlu.cast import stated


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("CL", "ya conseguimos depto en Ñuñoa, gracias"),
        ("CL", "hola, al final firmamos por una casa en La Reina"),
        ("CL", "ya no estamos buscando depto, nos quedamos donde estamos"),
        ("CL", "cerramos ayer un depto en Providencia con otra corredora"),
        ("CL", "el depto de Providencia que vimos no nos gustó, muy oscuro"),
        ("CL", "entregamos el depto en agosto y no nos devuelven la garantía"),
        ("CL", "pagué 50 mil de reserva por el depto de Macul"),
        ("CL", "no vamos a arrendar por ahora"),
        ("CL", "fuimos el sábado a verlo y nos gustó"),
        ("CL", "te escribo en enero"),
        ("CL", "lo converso con mi señora el fin de semana y te digo"),
        ("GB", "we've found a flat in Ancoats thanks, all sorted"),
        ("GB", "We had an offer accepted on a house in Sale last week"),
        ("GB", "I'm not looking for a flat anymore"),
        ("GB", "we've put an offer in on a house elsewhere"),
        ("CL", "al final nos quedamos con el depto de Providencia de otra corredora"),
        ("GB", "we went with a studio in Didsbury in the end"),
        ("GB", "the Ancoats flat you sent wasn't for us, too small"),
        ("GB", "we've decided not to buy a house after all"),
        ("GB", "I moved here in March"),
        ("GB", "I'll get back to you in February"),
        ("GB", "remind me in spring"),
    ],
)
def test_what_is_only_told_sets_nothing(country: str, text: str) -> None:
    assert stated(country, text) == {}


@pytest.mark.parametrize(
    ("country", "text", "kind", "areas"),
    [
        ("CL", "firmé la promesa de mi casa, ahora busco depto en Providencia", "apartment",
         ["Providencia"]),
        ("CL", "compré un depto en Ñuñoa y lo quiero arrendar", "apartment", ["Ñuñoa"]),
        ("CL", "encontré un depto en Ñuñoa en su página", "apartment", ["Ñuñoa"]),
        ("CL", "buscaba un depto en Ñuñoa", "apartment", ["Ñuñoa"]),
        ("GB", "I found a flat in Ancoats on your site, still available?", "apartment",
         ["Ancoats"]),
        ("GB", "The flat you sent isn't right, we need a house in Sale", "house", ["Sale"]),
        ("GB", "I'm not looking for a studio, I want a 2 bed flat", "apartment", None),
        ("GB", "not looking to spend more than 1500, flat in Ancoats", "apartment", ["Ancoats"]),
    ],
)  # fmt: skip
def test_a_wish_beside_what_is_told_is_heard(
    country: str, text: str, kind: str, areas: list[str] | None
) -> None:
    fields = stated(country, text)

    assert (fields.get("property_type"), fields.get("areas")) == (kind, areas)


@pytest.mark.parametrize(
    ("country", "text", "first", "last"),
    [
        ("CL", "empiezo la pega en marzo, nos mudamos en febrero", "2027-02-01", "2027-02-28"),
        ("CL", "desde el 10 de enero y nos quedamos hasta fines de marzo", "2027-01-10",
         "2027-03-31"),
        ("CL", "llego en febrero, a más tardar el 20", None, "2027-02-20"),
        ("GB", "Call me next week, we want to move in March", "2027-03-01", "2027-03-31"),
        ("GB", "my course starts in September but we're in no hurry", None, None),
        ("CL", "no es urgente", None, None),
        ("GB", "ideally moved in before term starts in September", None, "2027-08-31"),
        ("GB", "my lease is up the last day of April", None, "2027-04-30"),
        ("GB", "not until March", "2027-03-01", None),
        ("GB", "need a flat by March", None, "2027-03-31"),
        ("GB", "need a flat before March", None, "2027-02-28"),
        ("GB", "need a flat from March", "2027-03-01", None),
    ],
)  # fmt: skip
def test_the_day_of_moving_is_told_from_the_others(
    country: str, text: str, first: str | None, last: str | None
) -> None:
    found = stated(country, text)["timeline"]

    assert (found["from"], found["to"]) == (first, last)

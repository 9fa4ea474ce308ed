"""Days of occasions and of what is over, which are no days of moving, beside those that are."""

from __future__ import annotations

import pytest

from tests.agents.nlu.cast import stated


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("ES", "muchas gracias y feliz Navidad adelantada"),
        ("GB", "happy Christmas when it comes"),
        ("GB", "our wedding is on 12 June"),
        ("US", "baby due in March"),
        ("AE", "my visa expires in March"),
        ("ES", "empiezo a trabajar allí el 10 de enero"),
        ("GB", "told your office in October"),
        ("GB", "Moved out 6 September, inventory was clean"),
        ("US", "credit union preapproved us in October"),
        ("MX", "el crédito me lo negaron en agosto"),
        ("CL", "la casa ya la vendimos en octubre"),
        ("US", "two units are leased through August"),
        ("AR", "hoy estoy en lo de un amigo, me mudo cuando aparezca"),
        ("US", "its due tmrw pls"),
        ("US", "it smells of bread 24/7"),
        ("GB", "a room for each of the 3 kids"),
    ],
)
def test_the_day_of_something_else_is_none_of_moving(country: str, text: str) -> None:
    timeline = stated(country, text).get("timeline") or {}

    assert timeline.get("from") is None
    assert timeline.get("to") is None


@pytest.mark.parametrize(
    ("country", "text", "first", "last"),
    [
        ("GB", "we get married in May and want to be in by then", None, "2027-05-31"),
        ("ES", "nos echan el 18 de diciembre, tenemos que salir antes", None, "2026-12-17"),
        ("ES", "my job starts 1 March, I would need it from 20 February", "2027-02-20", None),
        ("US", "need to be in before school starts in August", None, "2027-07-31"),
        ("GB", "can't move before the tenancy ends on the 28th of Feb", "2027-02-28", None),
        ("US", "closing on ours Jan 15 so anytime after", "2027-01-15", None),
        ("AR", "se me vence el contrato a fin de febrero", None, "2027-02-28"),
        ("CL", "hay que dejar la casa donde estamos el 15 de enero", None, "2027-01-15"),
        ("ES", "entraríamos a primeros de marzo", "2027-03-01", "2027-03-10"),
        ("GB", "tenant leaves end of June", "2027-06-21", "2027-06-30"),
        ("CL", "la arrendataria entrega en marzo", "2027-03-01", "2027-03-31"),
        ("US", "January through March", "2027-01-01", "2027-03-31"),
        ("GB", "no rush, spring maybe", "2027-03-01", "2027-05-31"),
        ("US", "my lease starts 1 February", "2027-02-01", "2027-02-01"),
        ("GB", "we thought of moving in March", "2027-03-01", "2027-03-31"),
    ],
)
def test_the_day_of_moving_is_heard_beside_it(
    country: str, text: str, first: str | None, last: str | None
) -> None:
    timeline = stated(country, text)["timeline"]

    assert (timeline["from"], timeline["to"]) == (first, last)

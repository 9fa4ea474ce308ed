from __future__ import annotations

import pytest

from agents.adcopy.platforms import PLATFORMS, measured, shortened


def test_every_platform_says_where_its_limits_come_from() -> None:
    assert {"meta", "google", "instagram", "tiktok", "linkedin", "portal"} == set(PLATFORMS)
    assert all(each.source.startswith("https://") for each in PLATFORMS.values())


def test_google_takes_fifteen_headlines_of_thirty() -> None:
    headlines = PLATFORMS["google"].part("headlines")

    assert (headlines.limit, headlines.least, headlines.most) == (30, 3, 15)
    assert PLATFORMS["google"].part("descriptions").limit == 90


def test_wide_characters_count_twice() -> None:
    assert measured("Ñuñoa") == 5
    assert measured("🏡") == 2


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("Departamento en venta en Ñuñoa", 30, "Departamento en venta en Ñuñoa"),
        ("Departamento en venta, Ñuñoa", 25, "Departamento en venta"),
        ("Con terraza y estacionamiento", 14, "Con terraza"),
        ("Luz y vista. Agenda tu visita hoy mismo", 20, "Luz y vista."),
        ("Extraordinariamente", 5, "Extra"),
    ],
)
def test_a_text_is_cut_at_a_word(text: str, limit: int, cut: str) -> None:
    assert shortened(text, limit) == cut
    assert measured(shortened(text, limit)) <= limit

"""Titles within WhatsApp's limits, whatever somebody wrote into them."""

from __future__ import annotations

import pytest

from channels_app.channels.whatsapp import limits

FAMILY = "👩‍👩‍👧"


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("Jueves 11:00", 20, "Jueves 11:00"),
        ("x" * 21, 20, "x" * 19 + "…"),
        ("a  b\n\tc", 20, "a b c"),
        (FAMILY * 3, 20, FAMILY * 2 + "…"),
        ("🇨🇱" * 6, 20, "🇨🇱" * 4 + "…"),
        ("👍🏽" * 6, 20, "👍🏽" * 4 + "…"),
        ("e\u0301" * 20, 20, "e\u0301" * 9 + "…"),
        ("", 20, ""),
    ],
)
def test_a_title_is_cut_between_what_people_see_as_characters(
    text: str, limit: int, cut: str
) -> None:
    assert limits.cut(text, limit) == cut
    assert len(limits.cut(text, limit).encode("utf-16-le")) // 2 <= limit


def test_titles_and_ids_differ_from_one_another() -> None:
    given = [
        {"id": "same", "title": "Departamento grande A"},
        {"id": "same", "title": "Departamento grande B"},
    ]

    rows = limits.choices(given, title=20, key=256)

    assert len({key for key, _, _ in rows}) == len({title for _, title, _ in rows}) == 2
    assert all(len(title) <= 20 for _, title, _ in rows)


def test_an_id_that_is_too_long_has_a_short_name() -> None:
    ((key, _title, _more),) = limits.choices([{"id": "x" * 300, "title": "Sí"}], title=20, key=256)

    assert len(key) == 64


def test_a_choice_without_a_title_is_left_out() -> None:
    assert limits.choices([{"id": "1", "title": " "}, {"id": "2"}], title=20, key=256) == []

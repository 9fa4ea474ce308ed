"""A person is asked for in languages that no other rule reads."""

from __future__ import annotations

import pytest

from agents.nlu.other_tongues import wants_person_in_another_tongue
from agents.nlu.text import fold


@pytest.mark.parametrize(
    "text",
    [
        "posso falar com uma pessoa?", "quero falar com o corretor", "você pode me ligar?",
        "je voudrais parler à quelqu'un", "rappelez-moi svp", "vous pouvez m'appeler ?",
        "kann ich mit einem Makler sprechen?", "Rufen Sie mich bitte an",
        "vorrei parlare con una persona", "mi chiami domani",
        "هل عندكم احد يتكلم عربي اقدر اكلمه بالتلفون؟", "أريد أن أتحدث مع موظف",
        "اتصلوا بي من فضلكم",
    ],
)  # fmt: skip
def test_the_wish_for_a_person_is_heard(text: str) -> None:
    assert wants_person_in_another_tongue(fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "procuro apartamento com 2 quartos", "je cherche un deux pièces à Lyon",
        "ich suche eine Wohnung mit Balkon", "cerco casa con giardino", "أبحث عن شقة غرفتين في دبي",
        "me llamo Ana", "parlamos mañana", "mi piace questa casa",
    ],
)  # fmt: skip
def test_other_wishes_call_nobody(text: str) -> None:
    assert not wants_person_in_another_tongue(fold(text))

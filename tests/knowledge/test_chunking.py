"""Cutting texts into passages."""

from __future__ import annotations

from knowledge.chunking import cut

_GUIDE = """# Arriendo
Intro.

## Requisitos
Cédula de identidad.

Tres liquidaciones.

## Costos
Un mes de garantía.
"""


def test_passages_carry_the_path_of_their_headings():
    assert [(passage.heading, passage.text) for passage in cut(_GUIDE)] == [
        ("Arriendo", "Intro."),
        ("Arriendo › Requisitos", "Cédula de identidad.\n\nTres liquidaciones."),
        ("Arriendo › Costos", "Un mes de garantía."),
    ]


def test_underlined_headings_count():
    passages = cut("Fees\n====\nFour per cent.\n\nVisa\n----\nTwo million.")

    assert [(passage.heading, passage.text) for passage in passages] == [
        ("Fees", "Four per cent."),
        ("Fees › Visa", "Two million."),
    ]


def test_long_texts_are_cut_between_sentences_and_lose_nothing():
    text = " ".join(f"Sentence number {number} ends here." for number in range(200))

    passages = cut(text, size=300)

    assert all(len(passage.text) <= 300 for passage in passages)
    assert all(passage.text.endswith(".") for passage in passages)
    assert " ".join(passage.text for passage in passages) == text


def test_a_word_longer_than_a_passage_is_cut_too():
    assert [len(passage.text) for passage in cut("x" * 2000, size=900)] == [900, 900, 200]


def test_nothing_gives_no_passage():
    assert cut(" \n\n ") == []

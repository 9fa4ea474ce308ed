"""Spanish is put into English word by word; what is not Spanish passes as it is."""

from __future__ import annotations

import pytest

from knowledge.embeddings.gloss import glossed


@pytest.mark.parametrize(
    ("spanish", "english"),
    [
        ("Tenemos dos perros grandes", "have two dog big"),
        ("¿Aceptan mascotas en el edificio?", "allowed pet building"),
        ("La gatita de mi hija", "cat daughter"),
        ("Estoy arrendando en Ñuñoa por 600 lucas", "rent nunoa 600 thousand"),
        ("No tengo auto", "not have car"),
        ("Nos gusta el balcón", "like balcony"),
    ],
)
def test_words_are_found_in_every_form_and_names_stay(spanish: str, english: str) -> None:
    assert glossed(spanish) == english


@pytest.mark.parametrize(
    "text",
    [
        "We have two dogs and no car",
        "Do you have a plan for me?",
        "Nous avons deux chiens",
        "Ich habe zwei Hunde",
        "12345 !!",
        "",
    ],
)
def test_other_languages_pass_untouched(text: str) -> None:
    assert glossed(text) == text


def test_a_text_of_little_words_alone_is_still_read() -> None:
    assert glossed("¿Y para qué es eso?") == ""  # the provider then reads it as it stands

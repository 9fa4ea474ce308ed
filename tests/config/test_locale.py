"""The Spanish catalogue: compiled, and filled with the same fields as the English."""

from __future__ import annotations

import gettext
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

FOLDER = Path(settings.LOCALE_PATHS[0]) / "es" / "LC_MESSAGES"
FIELD = re.compile(r"%\((\w+)\)[sdrf]")


def catalogue() -> dict[Any, str]:
    """The compiled messages by their English, headers aside."""
    with (FOLDER / "django.mo").open("rb") as file:
        found: dict[Any, str] = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    return {key: text for key, text in found.items() if key}


def test_every_translation_fills_the_same_fields() -> None:
    wrong = []
    for key, text in catalogue().items():
        english = (key[0] if isinstance(key, tuple) else key).split("\x04")[-1]
        if set(FIELD.findall(english)) != set(FIELD.findall(text)):
            wrong.append((english, text))

    assert not wrong


def test_nothing_is_left_to_a_guess() -> None:
    # A fuzzy entry is gettext's guess from a similar text; it may carry another text's fields.
    assert "#, fuzzy" not in (FOLDER / "django.po").read_text(encoding="utf-8")


@pytest.mark.parametrize("english", ["Take over", "Today", "Give back"])
def test_what_people_press_is_in_spanish(english: str) -> None:
    assert catalogue()[english] != english

"""Prompts as versioned files; the version is what their text hashes to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

_FOLDER: Final = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class PromptTemplate:
    """A prompt's text with named fields in braces, and its version for the record."""

    name: str
    version: str
    text: str


@cache
def template(name: str) -> PromptTemplate:
    """The prompt of that name."""
    text = (_FOLDER / f"{name}.md").read_text(encoding="utf-8")
    return PromptTemplate(
        name=name, version=f"{name}@{hashlib.sha256(text.encode()).hexdigest()[:10]}", text=text
    )

"""Credentials at rest: encrypted with the first key, read with any of them (rotation)."""

from __future__ import annotations

import binascii
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except (ValueError, binascii.Error) as error:
        raise ImproperlyConfigured(
            "FIELD_ENCRYPTION_KEY must be 32 bytes in URL-safe base64 (several with commas)."
        ) from error


@lru_cache(maxsize=4)
def _first(key: str) -> Fernet:
    return Fernet(key)


def cipher() -> MultiFernet:
    """The cipher of FIELD_ENCRYPTION_KEY."""
    return _cipher(tuple(settings.FIELD_ENCRYPTION_KEYS))


def encrypt(text: str) -> str:
    """The text as a Fernet token; empty stays empty."""
    return cipher().encrypt(text.encode()).decode() if text else ""


def decrypt(token: str) -> str:
    """The text of a token; ValueError when no key fits it."""
    if not token:
        return ""
    try:
        return cipher().decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise ValueError("No FIELD_ENCRYPTION_KEY opens this value.") from error


def is_current(token: str) -> bool:
    """Whether the first key opens it, so that a change of keys has nothing to do."""
    try:
        _first(settings.FIELD_ENCRYPTION_KEYS[0]).decrypt(token.encode())
    except InvalidToken:
        return False
    return True


def reencrypt(token: str) -> str:
    """The same text under the first key; ValueError when no key opens it."""
    try:
        return cipher().rotate(token.encode()).decode()
    except InvalidToken as error:
        raise ValueError("No FIELD_ENCRYPTION_KEY opens this value.") from error


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]
    """A text that is only ever ciphertext in the database."""

    def from_db_value(self, value: str | None, *_: Any) -> str | None:
        return None if value is None else decrypt(value)

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else encrypt(str(value))

"""Typed readers of the environment: loud on bad values, with ``NAME_FILE`` for mounted secrets."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from cryptography.fernet import Fernet
from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    """Value of ``name``, of the file that ``name_FILE`` points at, or the default."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error}") from error
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool) -> bool:
    """A switch written as 1/0, true/false, yes/no or on/off."""
    value = text(name, "1" if default else "0").lower()
    if value in _TRUE:
        return True
    if value in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}")


def integer(name: str, default: int, *, minimum: int = 0) -> int:
    """A whole number of at least ``minimum``."""
    value = text(name, str(default))
    try:
        number = int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}") from error
    if number < minimum:
        raise ImproperlyConfigured(f"{name} must be at least {minimum}, not {number}")
    return number


def decimal(name: str, default: float) -> float:
    """A number with a point, not below zero."""
    value = text(name, str(default))
    try:
        number = float(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a number, not {value!r}") from error
    if not 0 <= number < float("inf"):
        raise ImproperlyConfigured(f"{name} must be at least 0, not {value}")
    return number


def words(name: str, default: str = "") -> list[str]:
    """A list with commas between its entries."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def choice(name: str, default: str, allowed: tuple[str, ...]) -> str:
    """One of the allowed words."""
    value = text(name, default)
    if value not in allowed:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(allowed)}, not {value!r}")
    return value


def choices(name: str, default: str, allowed: tuple[str, ...]) -> list[str]:
    """A list with commas of allowed words."""
    values = words(name, default)
    for value in values:
        if value not in allowed:
            raise ImproperlyConfigured(f"{name}: {value!r} is not one of {', '.join(allowed)}")
    return values


def secret(name: str, *, debug: bool, dev_default: str) -> str:
    """A secret that has a fixed value in development and must be given outside it."""
    value = text(name)
    if value:
        return value
    if debug:
        return dev_default
    raise ImproperlyConfigured(
        f"{name} is missing. Set it (or {name}_FILE); DEBUG=0 has no default."
    )


def fernet_keys(name: str, *, debug: bool, dev_default: str) -> list[str]:
    """Keys of 32 bytes in URL-safe base64, with commas; the first encrypts, all of them decrypt.

    Each is tried here: a wrong one would be noticed only when the first credential is stored.
    """
    keys = words(name) or [secret(name, debug=debug, dev_default=dev_default)]
    for number, key in enumerate(keys, start=1):
        try:
            Fernet(key)
        except ValueError as error:
            which = f"Key {number} of {name}" if len(keys) > 1 else name
            raise ImproperlyConfigured(
                f"{which} must be 32 bytes in URL-safe base64, as"
                " `python -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32))"
                ".decode())'` makes them."
            ) from error
    return keys


def database(url: str) -> dict[str, Any]:
    """Django's database settings from a ``postgresql://`` URL; its query becomes OPTIONS.

    A ``host`` in the query wins over the one in the address, as libpq has it: that is how a
    Unix socket's directory is written.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://")
    options: dict[str, object] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or parts.hostname or ""
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }

"""Mail to the people who run a broker: by which way the environment says."""

from __future__ import annotations

import importlib
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.settings import mail
from crm.core.limits import body_limit


def read(monkeypatch: pytest.MonkeyPatch, url: str) -> dict[str, Any]:
    """The settings as this address makes them."""
    monkeypatch.setenv("EMAIL_URL", url)
    return dict(vars(importlib.reload(mail)))


@pytest.mark.parametrize(
    ("url", "backend"),
    [
        ("console://", "django.core.mail.backends.console.EmailBackend"),
        ("smtp://u:p@mail.test:2525", "django.core.mail.backends.smtp.EmailBackend"),
        ("sendgrid://SG.key@", "anymail.backends.sendgrid.EmailBackend"),
        ("postmark://token@", "anymail.backends.postmark.EmailBackend"),
    ],
)
def test_the_address_chooses_the_way(
    url: str, backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read(monkeypatch, url)["EMAIL_BACKEND"] == backend


def test_smtp_is_encrypted_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    found = read(monkeypatch, "smtp://u%40x:p%3A1@mail.test")
    assert (found["EMAIL_PORT"], found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (
        587,
        True,
        False,
    )
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("u@x", "p:1")

    assert read(monkeypatch, "smtps://mail.test")["EMAIL_PORT"] == 465
    assert read(monkeypatch, "smtp://mail.test:25/?tls=0")["EMAIL_USE_TLS"] is False


def test_another_way_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        read(monkeypatch, "pigeon://loft")


def test_a_mail_with_its_files_fits_the_door() -> None:
    assert body_limit("/webhooks/sendgrid") == body_limit("/webhooks/email/postmark") == 30 << 20
    assert body_limit("/webhooks/telegram") < 30 << 20

"""The environment: every variable told, bad values refused by name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env

ROOT = Path(__file__).resolve().parent.parent.parent
#: Switches of our own tests and measurements, not for users.
INTERNAL = {"BENCH"}


def _read() -> set[str]:
    names: set[str] = set()
    for path in (ROOT / "config").rglob("*.py"):
        names |= set(re.findall(r"env\.\w+\(\s*\"([A-Z_]+)\"", path.read_text(encoding="utf-8")))
    for vendor in ("OPENAI", "ANTHROPIC", "GEMINI", "GROQ"):
        names |= {f"{vendor}_API_KEY", f"{vendor}_BASE_URL", f"{vendor}_MODEL"}
    return names - INTERNAL


def _told() -> set[str]:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    return set(re.findall(r"^([A-Z_]+)=", text, re.MULTILINE))


def test_the_example_names_exactly_what_is_read() -> None:
    assert _told() == _read()


@pytest.mark.parametrize(
    ("reader", "value"),
    [
        ("flag", "perhaps"),
        ("integer", "ten"),
        ("decimal", "1,5"),
        ("decimal", "-1"),
        ("decimal", "inf"),
    ],
)
def test_a_bad_value_is_refused_by_name(
    reader: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOME_SETTING", value)

    with pytest.raises(ImproperlyConfigured, match="SOME_SETTING"):
        getattr(env, reader)("SOME_SETTING", 0)


def test_a_missing_secret_stops_the_start_outside_development() -> None:
    with pytest.raises(ImproperlyConfigured, match="SOME_SECRET"):
        env.secret("SOME_SECRET", debug=False, dev_default="x")


def test_a_secret_may_come_from_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret").write_text("deep\n", encoding="utf-8")
    monkeypatch.setenv("SOME_SECRET_FILE", str(tmp_path / "secret"))

    assert env.text("SOME_SECRET") == "deep"


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite:///x"])
def test_another_kind_of_database_is_refused(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        env.database(url)


def test_a_socket_directory_in_the_query_is_the_host() -> None:
    found = env.database("postgresql://postgres@/sofia?host=/run/pg&connect_timeout=3")

    assert (found["HOST"], found["NAME"]) == ("/run/pg", "sofia")
    assert found["OPTIONS"] == {"connect_timeout": "3"}

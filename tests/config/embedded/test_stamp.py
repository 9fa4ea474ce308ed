"""The stamp that spares a restart the walk over all migrations."""

from __future__ import annotations

import os
from collections.abc import Iterator

import psycopg
import pytest

from config.embedded import stamp
from config.embedded.errors import StartError


@pytest.fixture
def url() -> Iterator[str]:
    """A database of our own on the session's PostgreSQL."""
    base = os.environ["DATABASE_URL"]
    name = f"stamp_{os.getpid()}"
    with psycopg.connect(base, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield base.replace("/sofia?", f"/{name}?")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "crm" / "leads" / "migrations"
    folder.mkdir(parents=True)
    (folder / "0001_initial.py").write_text("first")
    return tmp_path


def test_new_database_is_not_current_until_stamped(url):
    assert not stamp.is_current(url, "abc")

    stamp.write(url, "abc")

    assert stamp.is_current(url, "abc")
    assert not stamp.is_current(url, "abd")


def test_migration_undone_by_hand_makes_it_stale(url):
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE django_migrations AS SELECT generate_series(1, 3) AS id")
    stamp.write(url, "abc")
    assert stamp.is_current(url, "abc")

    with psycopg.connect(url) as connection:
        connection.execute("DELETE FROM django_migrations WHERE id = 3")

    assert not stamp.is_current(url, "abc")


def test_unreachable_database_is_told_in_one_line():
    with pytest.raises(StartError, match="cannot be reached") as raised:
        stamp.is_current("postgresql:///x?host=/nonexistent", "abc")
    assert "\n" not in str(raised.value)


def test_new_changed_and_removed_migrations_change_the_fingerprint(project):
    first = stamp.fingerprint(project)
    second_file = project / "crm" / "leads" / "migrations" / "0002_more.py"

    second_file.write_text("second")
    second = stamp.fingerprint(project)
    second_file.write_text("second, corrected")
    third = stamp.fingerprint(project)
    second_file.unlink()

    assert len({first, second, third}) == 3
    assert stamp.fingerprint(project) == first

"""A stamp in the database saying which migrations it has, so that a restart need not look.

Walking every broker's schema takes seconds and grows with their number. After a successful
``prepare`` the fingerprint of all migration files is kept in the database
itself: an older backup brings its older stamp along, and is migrated.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import psycopg

from config.embedded.errors import StartError

_TABLE = "public.sofia_start_stamp"
_FLOORS = ("config", "crm", "knowledge", "agents", "channels_app")
_ALSO = ("requirements.txt", "config/settings/apps.py")


def fingerprint(project: Path) -> str:
    """Digest of everything that decides what the migrations would do."""
    digest = hashlib.sha256()
    for path in _files(project):
        digest.update(str(path.relative_to(project)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_current(url: str, wanted: str) -> bool:
    """Whether the database carries exactly this stamp and nobody migrated it since.

    Raise StartError when the database cannot be reached.
    """
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            return _read(connection) == (wanted, _applied(connection))
    except psycopg.errors.UndefinedTable:
        return False
    except psycopg.OperationalError as error:
        said = str(error).strip().splitlines()
        raise StartError(f"The database cannot be reached: {said[-1] if said else error}") from None


def write(url: str, wanted: str) -> None:
    """Keep the stamp in the database, over the previous one."""
    with psycopg.connect(url, connect_timeout=10) as connection:
        connection.execute(
            f"CREATE TABLE IF NOT EXISTS {_TABLE} (fingerprint text NOT NULL, applied bigint)"
        )
        connection.execute(f"DELETE FROM {_TABLE}")  # noqa: S608 - a constant
        connection.execute(
            f"INSERT INTO {_TABLE} VALUES (%s, %s)",  # noqa: S608 - a constant
            [wanted, _applied(connection)],
        )


def _files(project: Path) -> Iterable[Path]:
    for floor in _FLOORS:
        yield from sorted((project / floor).rglob("migrations/*.py"))
    yield from (path for name in _ALSO if (path := project / name).exists())


def _read(connection: psycopg.Connection[tuple[object, ...]]) -> tuple[object, ...] | None:
    return connection.execute(f"SELECT fingerprint, applied FROM {_TABLE}").fetchone()  # noqa: S608


def _applied(connection: psycopg.Connection[tuple[object, ...]]) -> int:
    """How many migrations the shared schema has: a step back by hand changes it."""
    known = connection.execute("SELECT to_regclass('public.django_migrations')").fetchone()
    if known is None or known[0] is None:
        return 0
    row = connection.execute("SELECT count(*) FROM public.django_migrations").fetchone()
    return int(str(row[0])) if row else 0

"""The connection remembers its search path, and forgets it whenever a rollback may undo it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import DatabaseError, ProgrammingError
from django.test.utils import CaptureQueriesContext

from crm.core.tenancy import connection, in_schema


@pytest.fixture
def own_connection(schemas: None, django_db_blocker: Any) -> Iterator[None]:
    """Real transactions on a connection of the pool, left as it was found."""
    with django_db_blocker.unblock():
        connection.close()
        connection.set_schema_to_public()
        yield
        connection.set_schema_to_public()
        connection.close()


def actual() -> str:
    """The path the session really has, asked behind Django's back."""
    with connection.connection.cursor() as cursor:
        return str(cursor.execute("SHOW search_path").fetchone()[0])


def touch() -> list[str]:
    """One query; what was sent."""
    with CaptureQueriesContext(connection) as asked, connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return [query["sql"] for query in asked]


def roll_back() -> None:
    """A transaction (or savepoint) that sets the path and fails."""
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        touch()
        raise ZeroDivisionError


def sets(sent: list[str]) -> int:
    return sum("search_path" in statement for statement in sent)


def test_the_path_is_set_once_and_travels_with_the_connection(own_connection: None) -> None:
    met: set[int] = set()
    with in_schema("t_alice"):
        # The pool hands its sessions round, as many as earlier tests needed at once; sooner or
        # later one of them comes again.
        for _turn in range(2 * connection.pool.max_size):
            sent = touch()
            session = connection.connection.info.backend_pid
            if session in met:
                break
            met.add(session)
            assert sets(touch()) == 0
            connection.close()

        assert session in met
        assert sets(sent) == 0
        assert actual() == "t_alice, public"


def test_another_schema_sets_it_again(own_connection: None) -> None:
    with in_schema("t_alice"):
        touch()
    for schema in ("t_charlie", "t_alice"):
        with in_schema(schema):
            assert sets(touch()) == 1
            assert actual() == f"{schema}, public"


def test_a_path_set_within_a_rolled_back_transaction_is_set_again(own_connection: None) -> None:
    with in_schema("t_charlie"):
        touch()
    with in_schema("t_alice"):
        roll_back()
        assert sets(touch()) == 1
        assert actual() == "t_alice, public"


def test_a_path_set_within_a_rolled_back_savepoint_is_set_again(own_connection: None) -> None:
    with in_schema("t_alice"), transaction.atomic():
        touch()
        with in_schema("t_charlie"):
            roll_back()
        touch()
        assert actual() == "t_alice, public"


def test_switching_back_within_a_failed_savepoint_stays_true(own_connection: None) -> None:
    with in_schema("t_alice"), transaction.atomic():
        touch()
        with in_schema("t_charlie"):
            with pytest.raises(ProgrammingError), transaction.atomic():
                connection.cursor().execute("SELECT * FROM nothing_of_that_name")
            touch()
            assert actual() == "t_charlie, public"
        touch()
        assert actual() == "t_alice, public"


def test_a_connection_given_back_in_the_middle_of_a_transaction_forgets(
    own_connection: None,
) -> None:
    with in_schema("t_charlie"):
        touch()
    with in_schema("t_alice"):
        connection.set_autocommit(False)
        touch()
        # The pool rolls back what is open, and the path with it.
        connection.close()
    with in_schema("t_alice"):
        touch()
        assert actual() == "t_alice, public"


def test_a_committed_path_is_kept(own_connection: None) -> None:
    with in_schema("t_alice"):
        with transaction.atomic():
            touch()
        assert sets(touch()) == 0
        assert actual() == "t_alice, public"


def test_a_lost_connection_starts_anew(own_connection: None) -> None:
    with in_schema("t_alice"):
        touch()
        connection.connection.close()
        connection.close()
    with in_schema("t_alice"):
        touch()
        assert actual() == "t_alice, public"


def test_a_broken_transaction_does_not_remember_a_path_that_was_never_set(
    own_connection: None,
) -> None:
    with in_schema("t_alice"):
        touch()
        with transaction.atomic():
            with pytest.raises(ProgrammingError):
                connection.cursor().execute("SELECT * FROM nothing_of_that_name")
            # The SET fails silently here, as everything does until the rollback.
            with in_schema("t_charlie"), pytest.raises(DatabaseError):
                connection.cursor().execute("SELECT 1")
            transaction.set_rollback(True)
    with in_schema("t_charlie"):
        touch()
        assert actual() == "t_charlie, public"

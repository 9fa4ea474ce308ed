"""A database that cannot be reached is told apart from one that says no."""

from __future__ import annotations

import io
import json
import logging
import sys

import psycopg
import pytest
from celery.beat import SchedulingError
from django.db import DatabaseError, IntegrityError, OperationalError
from django.test import RequestFactory
from kombu.exceptions import OperationalError as QueueError
from psycopg_pool import PoolTimeout

from config.errors import server_error
from crm.core.connections import is_database_away
from crm.core.logs import JsonFormatter, MaskFilter


def caused(outer: type[DatabaseError], cause: psycopg.Error) -> DatabaseError:
    """The error as Django raises it."""
    error = outer(str(cause))
    error.__cause__ = cause
    return error


LOST = caused(OperationalError, psycopg.OperationalError("the connection is lost"))
MUTE = SchedulingError("Couldn't apply scheduled task: Error 111")
MUTE.__cause__ = QueueError("Error 111 connecting")
NO = [
    caused(OperationalError, psycopg.errors.DeadlockDetected("deadlock")),
    caused(OperationalError, psycopg.errors.QueryCanceled("timeout")),
    caused(IntegrityError, psycopg.errors.UniqueViolation("twice")),
    ValueError("the connection is lost"),
]


@pytest.mark.parametrize(
    "error",
    [
        LOST,
        caused(OperationalError, PoolTimeout("couldn't get a connection after 10.00 sec")),
        caused(OperationalError, psycopg.errors.AdminShutdown("terminating connection")),
        caused(OperationalError, psycopg.errors.CannotConnectNow("starting up")),
    ],
)
def test_a_lost_connection_is_away(error: Exception) -> None:
    assert is_database_away(error)


@pytest.mark.parametrize("error", NO)
def test_what_the_database_refuses_is_not_away(error: Exception) -> None:
    assert not is_database_away(error)


@pytest.mark.parametrize(("error", "status"), [(LOST, 503), (NO[0], 500)])
def test_a_request_without_database_is_asked_to_come_back(error: Exception, status: int) -> None:
    try:
        raise error
    except Exception:
        answer = server_error(RequestFactory().get("/api/v1/leads/"))

    assert answer.status_code == status
    assert ("Retry-After" in answer) is (status == 503)


@pytest.mark.parametrize(("error", "is_short"), [(LOST, True), (MUTE, True), (NO[0], False)])
def test_only_news_has_a_traceback_in_the_log(error: Exception, is_short: bool) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    handler.addFilter(MaskFilter())
    try:
        raise error
    except Exception:
        record = logging.makeLogRecord({"msg": "A task failed", "levelno": logging.ERROR})
        record.exc_info = sys.exc_info()
        handler.handle(record)

    told = json.loads(stream.getvalue())["exc"]
    assert ("Traceback" not in told) is is_short

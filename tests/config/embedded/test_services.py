"""The services the tests themselves run on."""

from __future__ import annotations

import os
import tempfile

import psycopg
import redis


def test_database_is_a_private_one_under_the_temporary_folder():
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        row = connection.execute("SHOW data_directory").fetchone()

    assert row is not None
    assert row[0].startswith(tempfile.gettempdir())


def test_each_worker_has_a_redis_number_of_its_own():
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    with redis.Redis.from_url(os.environ["REDIS_URL"]) as client:
        number = client.get_connection_kwargs()["db"]

    assert client.ping
    assert number == (int(worker.removeprefix("gw")) + 1 if worker else 0)

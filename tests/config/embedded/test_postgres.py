"""The embedded PostgreSQL: starts from anything an accident may have left."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import psutil
import psycopg
import pytest

from config.embedded import places
from config.embedded.accounts import ACCOUNT_NAME
from config.embedded.errors import StartError
from config.embedded.postgres import Postgres
from tests.config.embedded.terminal import wait_gone

pytestmark = pytest.mark.crash
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="about running as root")


@pytest.fixture
def postgres(var):
    server = Postgres(var, fast=True)
    yield server
    server.stop()


def _query(var, query, database="postgres"):
    with psycopg.connect(places.postgres_url(var, database)) as connection:
        return connection.execute(query).fetchone()


def test_starts_from_nothing_and_has_pgvector(postgres, var):
    postgres.start()
    postgres.ensure_database()
    postgres.ensure_database()

    with psycopg.connect(places.postgres_url(var)) as connection:
        connection.execute("CREATE EXTENSION vector")
        assert connection.execute("SELECT '[1,2]'::halfvec <=> '[1,2]'").fetchone() == (0.0,)


def test_folds_accented_letters(postgres, var):
    postgres.start()

    assert _query(var, "SELECT lower('ÑUÑOA') = 'ñuñoa'") == (True,)


def test_listens_on_no_network(postgres, var):
    postgres.start()

    assert _query(var, "SHOW listen_addresses") == ("",)
    assert (places.run_dir(var).stat().st_mode & 0o777) == 0o700


def test_a_real_run_is_durable_and_only_a_fast_one_is_not(var):
    durable = Postgres(var).spec().argv
    fast = Postgres(var, fast=True).spec().argv

    assert not [option for option in durable if "fsync" in option or "synchronous" in option]
    assert "--fsync=off" in fast
    assert "--synchronous_commit=off" in fast


def test_killed_initdb_leaves_nothing_in_the_way(postgres, var):
    draft = var / "postgres.new"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("18\n")

    postgres.start()

    assert not draft.exists()
    assert postgres.is_ready()


def test_half_made_data_directory_is_put_aside(postgres, var):
    half = var / "postgres"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")

    postgres.start()

    assert [path.name for path in var.glob("postgres.unusable-*/*")] == ["PG_VERSION"]
    assert postgres.is_ready()


def test_pid_file_that_names_a_stranger_does_not_stop_it(postgres, var):
    postgres.start()
    postgres.stop()
    stranger = subprocess.Popen(
        ["sleep", "60"], user=postgres.data.stat().st_uid if os.geteuid() == 0 else None
    )
    for name in (postgres.data / "postmaster.pid", places.run_dir(var) / ".s.PGSQL.5432.lock"):
        name.write_text(f"{stranger.pid}\n{postgres.data}\n1\n5432\n\n\n\n")

    try:
        postgres.start()
        assert postgres.is_ready()
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_leftover_server_is_ended_before_a_new_one_starts(postgres, var):
    postgres.start()
    left = postgres._child
    assert left is not None
    assert left.process is not None
    old = psutil.Process(left.process.pid)

    second = Postgres(var, fast=True)
    second.start()

    assert second.is_ready()
    assert wait_gone([old], seconds=0) == []
    second.stop()


def test_killed_postmaster_is_followed_by_a_clean_start(postgres, var):
    postgres.start()
    with psycopg.connect(places.postgres_url(var, "postgres"), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        connection.execute("CHECKPOINT")
        assert postgres._child is not None
        assert postgres._child.process is not None
        postgres._child.process.kill()
        postgres._child.process.wait(10)
        postgres.start()

    assert _query(var, "SELECT number FROM kept") == (7,)


def test_data_of_another_version_are_refused_in_words(postgres):
    postgres.start()
    postgres.stop()
    (postgres.data / "PG_VERSION").write_text("16\n")

    with pytest.raises(StartError, match="was made by PostgreSQL 16, not 18"):
        postgres.start()


def test_a_start_that_fails_says_what_the_log_says(postgres):
    postgres.start()
    postgres.stop()
    (postgres.data / "postgresql.conf").write_text("no_such_setting = 1\n")

    with pytest.raises(StartError, match=r"PostgreSQL did not start: .*postgresql\.conf"):
        postgres.start()


@as_root
def test_root_runs_it_under_an_account_of_its_own(postgres):
    postgres.start()

    assert postgres._child is not None
    assert postgres._child.process is not None
    assert psutil.Process(postgres._child.process.pid).username() == ACCOUNT_NAME


@as_root
def test_data_of_another_person_are_refused(postgres, var):
    postgres.start()
    postgres.stop()
    os.chown(postgres.data, 1234, 1234)

    with pytest.raises(StartError, match="belongs to another account"):
        postgres.start()


@as_root
def test_folder_closed_to_that_account_moves_the_data_where_it_works(var, monkeypatch):
    elsewhere, closed = var.parent / "lib", var.parent / "closed"
    elsewhere.mkdir(mode=0o755)
    closed.mkdir(mode=0o700)
    monkeypatch.setattr(places, "_ELSEWHERE", elsewhere)

    server = Postgres(closed / "var", fast=True)
    server.start()

    assert server.is_ready()
    assert server.data.is_relative_to(elsewhere)
    server.stop()
    shutil.rmtree(places.run_dir(closed / "var"))


@as_root
def test_it_runs_for_an_ordinary_account_too(var):
    var.mkdir(parents=True)
    os.chown(var, 65534, 65534)
    program = (
        "import os, sys, psutil, psycopg; from pathlib import Path\n"
        "from config.embedded.postgres import Postgres\n"
        "os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "server = Postgres(Path(sys.argv[1]), fast=True); server.start()\n"
        "server.ensure_database(); print(server.data.stat().st_uid); server.stop()"
    )
    argv = [sys.executable, "-c", program, str(var)]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)

    assert done.stdout == "65534\n", done.stderr

"""Throwing the embedded data away."""

from __future__ import annotations

import io

import pytest

from config.embedded import reset
from config.embedded.errors import StartError
from config.embedded.lock import VarLock


@pytest.fixture
def used(var, monkeypatch):
    for name in ("postgres/base", "log", "media/demo", "evals"):
        (var / name).mkdir(parents=True)
    monkeypatch.setenv("VAR_DIR", str(var))
    return var


def test_removes_data_and_files_but_not_results(used):
    reset.reset(used)

    assert not (used / "postgres").exists()
    assert not (used / "media").exists()
    assert (used / "evals").exists()


def test_refuses_while_a_system_runs_on_it(used):
    lock = VarLock(used)
    lock.acquire()

    with pytest.raises(StartError, match="already runs"):
        reset.reset(used)
    lock.release()

    assert (used / "postgres").exists()


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 1), ("\n", 1), ("", 1)])
def test_asks_first_and_takes_only_a_yes(used, monkeypatch, answer, code):
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))

    assert reset.main([]) == code
    assert (used / "postgres").exists() is (code == 1)


def test_nothing_there_is_no_error(var, monkeypatch, capsys):
    monkeypatch.setenv("VAR_DIR", str(var))

    assert reset.main(["--yes"]) == 0
    assert "There was nothing" in capsys.readouterr().out

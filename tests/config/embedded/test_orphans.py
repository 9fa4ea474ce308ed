"""Children that outlived their supervisor."""

from __future__ import annotations

import json
import subprocess

import psutil
import pytest

from config.embedded.child import Child, ChildSpec
from config.embedded.orphans import Register
from tests.config.embedded.terminal import wait_gone


@pytest.fixture
def child(var):
    var.mkdir()
    spec = ChildSpec(name="worker", argv=("sleep", "60"), log=var / "log", echo=False)
    running = Child(spec)
    running.start()
    yield running
    running.stop()


def test_remembered_child_is_ended_by_the_next_start(child, var):
    Register(var).write([child])
    process = psutil.Process(child.process.pid)

    assert Register(var).end_orphans() == ["worker"]
    assert wait_gone([process], seconds=0) == []
    assert Register(var).end_orphans() == []


@pytest.mark.parametrize("changed", [{"created": 1.0}, {"program": "/usr/bin/other"}])
def test_process_that_took_over_the_number_is_left_alone(child, var, changed):
    Register(var).write([child])
    path = var / "children.json"
    path.write_text(json.dumps([{**json.loads(path.read_text())[0], **changed}]))

    assert Register(var).end_orphans() == []
    assert child.is_running


def test_ended_children_and_spoilt_files_are_no_trouble(var):
    var.mkdir()
    gone = subprocess.Popen(["true"])
    gone.wait()
    row = {"name": "web", "pid": gone.pid, "created": 1.0, "program": "/bin/true"}

    for text in (json.dumps([row]), "{half", json.dumps([{}]), "[]"):
        (var / "children.json").write_text(text)
        assert Register(var).end_orphans() == []


def test_clean_stop_forgets_them(child, var):
    register = Register(var)
    register.write([child])

    register.clear()

    assert not (var / "children.json").exists()

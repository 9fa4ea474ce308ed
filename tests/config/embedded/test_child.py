"""One supervised process, and how long to wait before starting it again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from config.embedded.child import Backoff, Child, ChildSpec, ending
from config.embedded.errors import StartError
from tests.config.embedded.terminal import wait_gone


def _child(var, program, **extra):
    argv = (sys.executable, "-c", program)
    return Child(ChildSpec(name="job", argv=argv, log=var / "job.log", echo=False, **extra))


def test_backoff_doubles_up_to_15_seconds():
    backoff = Backoff()

    waits = [backoff.after_crash(lived=1) for _ in range(7)]

    assert waits == [0.5, 1, 2, 4, 8, 15, 15]


def test_backoff_begins_anew_after_30_healthy_seconds():
    backoff = Backoff()
    for _ in range(4):
        backoff.after_crash(lived=1)

    assert backoff.after_crash(lived=30) == 0.5
    assert backoff.crashes == 1


def test_endings_are_put_in_words():
    assert ending(-9) == "signal 9"
    assert ending(3) == "exit code 3"


def test_output_of_a_quiet_child_goes_to_its_log(var):
    child = _child(var, "print('hello')")
    child.start()
    assert child.process is not None
    child.process.wait(10)

    assert child.spec.log.read_text() == "hello\n"
    assert child.exit_code() == 0
    assert child.exit_code() is None


def test_stop_is_asked_for_before_it_is_forced(var):
    program = (
        "import signal, sys, time; signal.signal(15, lambda *_: sys.exit(0))\n"
        "print('up', flush=True); time.sleep(60)"
    )
    child = _child(var, program)
    child.start()
    process = child.process
    while "up" not in child.spec.log.read_text():
        time.sleep(0.02)

    child.stop()

    assert process is not None
    assert process.returncode == 0


def test_stop_ends_what_the_child_started_too(var):
    program = (
        "import subprocess, time\n"
        "print(subprocess.Popen(['sleep', '60']).pid, flush=True); time.sleep(60)"
    )
    child = _child(var, program)
    child.start()
    while not child.spec.log.read_text():
        time.sleep(0.02)
    grandchild = psutil.Process(int(child.spec.log.read_text()))

    child.stop()

    assert wait_gone([grandchild]) == []


def test_missing_program_is_a_start_error(var):
    child = Child(ChildSpec(name="job", argv=("/nonexistent",), log=var / "job.log", echo=False))

    with pytest.raises(StartError, match="job cannot be started"):
        child.start()


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's death signal is Linux")
def test_kernel_ends_the_child_when_its_parent_is_killed(var):
    program = (
        "import sys, time; from pathlib import Path\n"
        "from config.embedded.child import Child, ChildSpec\n"
        f"log = Path({str(var / 'job.log')!r})\n"
        "child = Child(ChildSpec('job', ('sleep', '60'), log, echo=False))\n"
        "child.start(); print(child.process.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))

    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    parent.stdout.close()

    assert wait_gone([child]) == []


def test_a_nice_child_gives_way_to_the_others(var):
    spec = ChildSpec(
        name="nice", argv=("sleep", "30"), log=var / "nice.log", echo=False, niceness=7
    )
    child = Child(spec)
    child.start()

    assert child.process is not None
    assert psutil.Process(child.process.pid).nice() == psutil.Process().nice() + 7
    child.stop()

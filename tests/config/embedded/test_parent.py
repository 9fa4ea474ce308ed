"""Started by ``make``: what happens to make happens to us."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import time

import pytest

from config.embedded.parent import Parent
from tests.config.embedded.terminal import wait_gone

pytestmark = [
    pytest.mark.crash,
    pytest.mark.skipif(shutil.which("make") is None, reason="there is no make"),
    pytest.mark.skipif(sys.platform != "linux", reason="make is watched on Linux only"),
]


@pytest.fixture
def make(terminal, tmp_path):
    """A ``make`` in the middle of running the stand-in, and what runs under it."""
    recipe = f"{sys.executable} -m tests.config.embedded.stand_in {terminal.var} {terminal.port}"
    (tmp_path / "Makefile").write_text(f"run:\n\t@exec {recipe}\n")
    process = subprocess.Popen(
        ["make", "-f", str(tmp_path / "Makefile"), "run"],
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stdout is not None
    while "Sofía is ready" not in process.stdout.readline():
        assert process.poll() is None
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_signal_to_make_alone_stops_everything(make, terminal, number):
    running = list(terminal.children().values())
    began = time.monotonic()

    make.send_signal(number)

    assert wait_gone(running, seconds=10) == []
    make.wait(5)
    assert time.monotonic() - began < 10


def test_without_make_nobody_is_watched():
    assert not Parent({}).was_interrupted()

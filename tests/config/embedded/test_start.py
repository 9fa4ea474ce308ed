"""The one command, end to end, with a stand-in for web and worker."""

from __future__ import annotations

import signal
import socket
import time

import psycopg
import pytest

from config.embedded import places
from tests.config.embedded.terminal import Terminal, wait_gone

pytestmark = pytest.mark.crash


def test_it_says_ready_with_addresses_and_sign_ins(terminal, port):
    line = terminal.start().wait_for("Sofía is ready")

    assert line.startswith("Sofía is ready")
    assert f"http://demo.localhost:{port}/" in line
    assert "admin@marina.test" in terminal.wait_for("admin@marina.test")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_stop_it_ends_everything_and_answers_0(terminal, number):
    terminal.start().wait_for("Sofía is ready")
    running = list(terminal.children().values())
    began = time.monotonic()

    code = terminal.press(number)

    assert code == 0
    assert len(running) == 4
    assert wait_gone(running, seconds=0) == []
    assert time.monotonic() - began < 10


def test_second_start_skips_migrations_and_keeps_the_data(terminal, var):
    terminal.start().wait_for("Sofía is ready")
    with psycopg.connect(places.postgres_url(var)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    terminal.press(signal.SIGTERM)

    terminal.start().wait_for("Sofía is ready")

    assert not [line for line in terminal.lines if "Preparing" in line]
    with psycopg.connect(places.postgres_url(var)) as connection:
        assert connection.execute("SELECT number FROM kept").fetchone() == (7,)


def test_crashed_child_is_started_again_with_growing_delay(terminal):
    terminal.start().wait_for("Sofía is ready")

    terminal.children()["worker"].kill()
    terminal.wait_for("worker ended with signal 9, starting again in 0.5 s")
    terminal.wait_for("at work", times=2)
    terminal.children()["worker"].kill()

    terminal.wait_for("worker ended with signal 9, starting again in 1 s")
    terminal.wait_for("at work", times=3)


def test_crashed_postgres_comes_back_with_what_was_committed(terminal, var):
    terminal.start().wait_for("Sofía is ready")
    with psycopg.connect(places.postgres_url(var)) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")

    terminal.children()["postgres"].kill()
    terminal.wait_for("postgres ended with signal 9")

    assert _first_answer(places.postgres_url(var), "SELECT number FROM kept") == (7,)


def test_killed_supervisor_takes_its_children_along_and_starts_again(terminal):
    terminal.start().wait_for("Sofía is ready")
    running = list(terminal.children().values())

    terminal.press(signal.SIGKILL)

    assert wait_gone(running) == []
    terminal.start().wait_for("Sofía is ready")


def test_killed_supervisor_is_followed_at_once_by_the_next(terminal):
    terminal.start().wait_for("Sofía is ready")
    terminal.press(signal.SIGKILL)

    terminal.start().wait_for("Sofía is ready")

    assert terminal.press(signal.SIGTERM) == 0


def test_second_instance_on_the_same_data_is_refused_in_one_line(terminal, var, port):
    first = terminal.start()
    first.wait_for("Sofía is ready")
    second = Terminal(var, port + 1).start()

    assert second.process is not None
    assert first.process is not None
    assert second.process.wait(10) == 1
    line = second.wait_for("already runs")
    assert str(first.process.pid) in line
    assert len(second.lines) == 1


def test_port_in_use_is_told_in_one_line_before_anything_starts(terminal, var, port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen(1)
        terminal.start()
        assert terminal.process is not None
        code = terminal.process.wait(10)

    assert code == 1
    assert f"Port {port} is in use" in terminal.wait_for("Port")
    assert len(terminal.lines) == 1
    assert not (var / "postgres").exists()


def test_web_that_always_crashes_fails_the_start_and_shows_why(terminal):
    terminal.start(web="raise SystemExit('no such module')")

    terminal.wait_for("web ends at once every time (exit code 1)")
    terminal.wait_for("no such module")
    assert terminal.process is not None
    assert terminal.process.wait(15) == 1


def test_stop_during_the_start_leaves_nothing_behind(terminal):
    terminal.start(web="import time; time.sleep(600)").wait_for("at work")
    running = list(terminal.children().values())

    assert terminal.press(signal.SIGINT) == 0
    assert wait_gone(running, seconds=0) == []


def test_one_wish_that_comes_twice_still_stops_in_order(terminal):
    slow = (
        "import signal, sys, time\n"
        "end = lambda *_: (time.sleep(0.3), print('all done', flush=True), sys.exit())\n"
        "signal.signal(15, end)\n"
        "print('at ease', flush=True)\ntime.sleep(600)"
    )
    terminal.start(web=slow).wait_for("| at ease")
    assert terminal.process is not None

    terminal.process.send_signal(signal.SIGTERM)
    time.sleep(0.05)

    assert terminal.press(signal.SIGTERM) == 0
    terminal.wait_for("| all done")


def test_child_that_ignores_the_stop_signal_is_killed(terminal):
    deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf'); time.sleep(600)"
    terminal.start(web=deaf).wait_for("| deaf")

    assert terminal.press(signal.SIGTERM) == 0
    terminal.wait_for("web did not end in time and was killed")


def _first_answer(url: str, query: str) -> tuple[object, ...] | None:
    for _ in range(200):
        try:
            with psycopg.connect(url) as connection:
                return connection.execute(query).fetchone()
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise AssertionError("PostgreSQL did not come back")

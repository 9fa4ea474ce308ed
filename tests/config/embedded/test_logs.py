"""Log files and lines on the terminal."""

from __future__ import annotations

import os

from config.embedded import logs


def _relay(tmp_path, data):
    reader, writer = os.pipe()
    os.write(writer, data)
    os.close(writer)
    return logs.Relay("web", os.fdopen(reader, "rb"), tmp_path / "web.log")


def test_lines_come_whole_and_under_the_childs_name(tmp_path, capsys):
    relay = _relay(tmp_path, "one\nSofía\nunfinished".encode())

    assert relay.copy()
    assert capsys.readouterr().out == "web      | one\nweb      | Sofía\n"
    assert not relay.copy()
    relay.close()

    assert capsys.readouterr().out == "web      | unfinished\n"
    assert (tmp_path / "web.log").read_text() == "one\nSofía\nunfinished"


def test_broken_utf8_is_shown_not_raised(tmp_path, capsys):
    relay = _relay(tmp_path, b"\xff\xfe\n")

    relay.copy()
    relay.close()

    assert "web      | " in capsys.readouterr().out


def test_log_past_its_size_moves_aside(tmp_path):
    log = tmp_path / "web.log"
    log.write_text("long enough")

    logs.rotate(log, largest=5)

    assert not log.exists()
    assert (tmp_path / "web.log.1").read_text() == "long enough"


def test_log_stays_bounded_while_running(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(logs, "LARGEST_LOG", 100)
    monkeypatch.setattr(logs.rotate, "__kwdefaults__", {"largest": 100})
    reader, writer = os.pipe()
    relay = logs.Relay("web", os.fdopen(reader, "rb"), tmp_path / "web.log")

    for _ in range(10):
        os.write(writer, b"x" * 59 + b"\n")
        relay.copy()
    os.close(writer)
    relay.close()

    sizes = [path.stat().st_size for path in tmp_path.glob("web.log*")]
    assert len(sizes) == 2
    assert max(sizes) < 200


def test_tail_gives_only_what_this_run_wrote(tmp_path):
    log = tmp_path / "migrate.log"
    log.write_text("old\nnew 1\nnew 2\n")

    assert logs.tail(log, start=4) == ["new 1", "new 2"]
    assert logs.tail(log, lines=1) == ["new 2"]
    assert logs.tail(tmp_path / "none.log") == []

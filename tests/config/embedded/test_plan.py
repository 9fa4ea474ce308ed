"""What is run, and how the person is greeted."""

from __future__ import annotations

from pathlib import Path

from config.embedded import announce, plan
from config.embedded.plan import Options


def _options(**changes):
    return Options(
        **{
            "host": "127.0.0.1",
            "port": 8000,
            "var": Path("/srv/var"),
            "base_domain": "localhost",
            "debug": True,
            "database_url": "postgresql:///sofia",
            "embedded_postgres": True,
            "embedded_redis": True,
            **changes,
        }
    )


def test_web_worker_and_beat_start_in_this_order():
    processes = plan.sofia(_options(), {}).processes

    assert [spec.name for spec in processes] == ["web", "worker", "worker-2", "beat"]


def test_children_are_told_where_data_and_port_are():
    env = plan.environment(_options(port=8790), {"PATH": "/bin"})

    assert env["PORT"] == "8790"
    assert env["VAR_DIR"] == "/srv/var"
    assert env["PATH"] == "/bin"


def test_everything_can_stop_within_ten_seconds():
    processes = plan.sofia(_options(), {}).processes

    assert sum(spec.grace for spec in processes) <= 8  # Redis and PostgreSQL usually end at once


def test_greeting_is_one_line_with_the_addresses_then_sign_ins():
    lines = announce.ready(_options(), seconds=4.26)

    assert lines[0] == (
        "Sofía is ready (4.3 s): http://localhost:8000/  "
        "http://demo.localhost:8000/  http://marina.localhost:8000/"
    )
    assert any("root@sofia.test" in line for line in lines)


def test_greeting_outside_development_tells_no_sign_ins():
    text = "\n".join(announce.ready(_options(debug=False, port=80), seconds=1))

    assert "http://localhost/" in text
    assert "sofia-demo" not in text
    assert "marina" not in text

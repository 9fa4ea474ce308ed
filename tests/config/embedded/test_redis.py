"""The embedded Redis."""

from __future__ import annotations

import signal

import psutil
import pytest
import redis

from config.embedded import places
from config.embedded.errors import StartError
from config.embedded.redis import Redis

pytestmark = pytest.mark.crash


@pytest.fixture
def server(var):
    service = Redis(var)
    yield service
    service.stop()


def test_serves_on_its_socket_only_and_never_evicts(server, var):
    server.start()

    with redis.Redis.from_url(places.redis_url(var), decode_responses=True) as client:
        settings = client.config_get("*")
    assert settings["port"] == "0"
    assert settings["maxmemory-policy"] == "noeviction"
    assert settings["appendonly"] == "no"
    assert settings["save"] == ""


def test_stop_ends_the_process(server):
    server.start()
    process = psutil.Process(server._child.process.pid)

    server.stop()

    assert not process.is_running()
    assert not server.is_ready()


def test_socket_of_a_killed_server_is_not_in_the_way(server, var):
    server.start()
    server._child.send(signal.SIGKILL)
    server._child.process.wait(10)
    assert (places.run_dir(var) / "redis.sock").exists()

    server.start()

    assert server.is_ready()


def test_socket_folder_made_by_somebody_else_is_refused(server, var):
    places.run_dir(var).parent.mkdir(parents=True, exist_ok=True)
    places.run_dir(var).symlink_to("/tmp")

    with pytest.raises(StartError, match="belongs to another account"):
        server.start()

"""Questions to the network."""

from __future__ import annotations

import http.server
import socket
import threading

import pytest

from config.embedded import probe
from config.embedded.errors import StartError

_EVERYWHERE = "0.0.0.0"  # noqa: S104 - the address a container listens on


def test_free_port_is_fine(port):
    probe.check_port_free("127.0.0.1", port)


@pytest.mark.parametrize("host", ["127.0.0.1", _EVERYWHERE, "localhost"])
def test_taken_port_is_named_with_a_way_out(port, host):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen(1)
        with pytest.raises(StartError, match=rf"Port {port} is in use.*PORT={port + 1}"):
            probe.check_port_free(host, port)


def test_impossible_port_and_strange_host_are_told_apart():
    with pytest.raises(StartError, match="below 65536"):
        probe.check_port_free("127.0.0.1", 70000)
    with pytest.raises(StartError, match=r"Cannot listen on 192\.0\.2\.1"):
        probe.check_port_free("192.0.2.1", 8000)


@pytest.mark.parametrize(("status", "serving"), [(200, True), (503, False), (404, False)])
def test_only_an_answer_200_means_serving(status, serving):
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers["Host"]))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *args):
            pass

    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        number = server.server_port
        assert probe.is_serving(_EVERYWHERE, number, name="crm.test") is serving

    assert asked == [("/readyz", f"crm.test:{number}")]


def test_nobody_there_is_not_serving(port):
    assert not probe.is_serving("127.0.0.1", port, name="localhost")

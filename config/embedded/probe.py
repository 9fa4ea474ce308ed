"""Questions to the network: is the port free, does the web serve."""

from __future__ import annotations

import errno
import http.client
import socket

from config.embedded.errors import StartError

_PATIENCE = 2.0  # seconds an answer of /readyz may take


def check_port_free(host: str, port: int) -> None:
    """Raise StartError when something else listens there, or we may not."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OverflowError:
            raise StartError(f"There is no port {port}: choose one below 65536.") from None
        except OSError as error:
            raise StartError(_why_not(host, port, error)) from error


def is_serving(host: str, port: int, *, name: str, path: str = "/readyz") -> bool:
    """Whether ``path`` answers 200 there when asked under the host name ``name``."""
    connection = http.client.HTTPConnection(reachable_host(host), port, timeout=_PATIENCE)
    try:
        connection.request("GET", path, headers={"Host": f"{name}:{port}"})
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def reachable_host(host: str) -> str:
    """Address under which we reach ourselves when listening on ``host``."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return (
            f"Port {port} is in use by another program: "
            f"stop it, or choose another one, as in `make run PORT={port + 1}`."
        )
    if error.errno == errno.EACCES:
        return f"Port {port} needs root: choose one from 1024 on."
    return f"Cannot listen on {host} port {port}: {error.strerror or error}."

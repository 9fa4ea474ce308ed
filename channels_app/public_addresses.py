"""Where an address somebody gave us may lead: the public internet, and nowhere near ourselves.

Checked twice, when it is saved and where the connection is made, because a name may lead elsewhere
the next time it is asked for.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
from collections.abc import Callable
from typing import Final

import httpx

LONGEST_URL: Final = 500
#: Web ports, and those web applications are run on.
PORTS: Final = frozenset({80, 443, *range(8000, 9001)})

#: What ``ipaddress`` calls global and is not for us: translated or tunnelled IPv4, relays, and the
#: address at which Azure tells a machine about itself.
_NOT_FOR_US: Final = tuple(
    ipaddress.ip_network(text)
    for text in (
        "192.0.0.0/24",
        "192.88.99.0/24",
        "168.63.129.16/32",
        "2001::/23",
        "2002::/16",
        "3fff::/20",
        "5f00::/16",
    )
)
_GLOBAL_V6: Final = ipaddress.ip_network("2000::/3")
#: Names that mean a machine of this network, whatever they resolve to.
_INSIDE: Final = (
    "localhost", "local", "localdomain", "internal", "intranet", "lan", "home", "corp", "private",
    "home.arpa", "onion",
)  # fmt: skip
_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\Z")
_NUMBER: Final = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)\Z")
_ODD: Final = re.compile(r"[\x00-\x20\x7f\\]")

#: Every address of a name, at once; OSError when there is none.
Resolver = Callable[[str, int, float], list[str]]


class AddressRefused(Exception):
    """We do not send there; ``code`` is stable, the text is English and for logs."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


def url_check(url: str, *, allow_private: bool = False) -> httpx.URL:
    """The address as it will be called; AddressRefused when its form alone says no.

    ``allow_private`` lets machines of this network and all ports pass, for tests and development.
    """
    if len(url) > LONGEST_URL or _ODD.search(url):
        raise AddressRefused("malformed", "Too long, or with characters no address has.")
    try:
        parsed = httpx.URL(url)
        host = parsed.raw_host.decode("ascii").lower().rstrip(".")
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise AddressRefused("malformed", "Not an address.") from error
    if parsed.scheme not in {"http", "https"} or not host:
        raise AddressRefused("scheme", "Only http and https.")
    if parsed.userinfo or "@" in parsed.netloc.decode("ascii", "replace"):
        raise AddressRefused("credentials", "A password does not belong into an address.")
    if not allow_private:
        port_check(port_of(parsed))
        _host_check(host)
    return parsed


def port_of(url: httpx.URL) -> int:
    """The port that will be connected to."""
    if url.port is not None:
        return url.port
    return 443 if url.scheme == "https" else 80


def port_check(port: int) -> None:
    """AddressRefused unless web servers usually listen there."""
    if port not in PORTS:
        raise AddressRefused("port", "Only the ports 80, 443 and 8000 to 9000.")


def ip_check(text: str) -> None:
    """AddressRefused unless the IP address belongs to the public internet."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError as error:
        # Also those with a zone, which name an interface of ours.
        raise AddressRefused("private", "Not an address of the internet.") from error
    if isinstance(address, ipaddress.IPv6Address) and (
        address not in _GLOBAL_V6 or address.scope_id
    ):
        raise AddressRefused("private", "Not a public IPv6 address.")
    if (
        not address.is_global
        or address.is_multicast
        or address.is_reserved
        or any(address in network for network in _NOT_FOR_US)
    ):
        raise AddressRefused("private", "Not a public address.")


def _host_check(host: str) -> None:
    if host.startswith("[") or ":" in host:
        ip_check(host.strip("[]"))
        return
    labels = host.split(".")
    if _NUMBER.match(labels[-1]):
        # Only four plain numbers: the system would also take 2130706433, 0x7f.1 and 0177.0.0.1.
        ip_check(host)
        return
    if not all(_LABEL.match(label) for label in labels):
        raise AddressRefused("malformed", "Not the name of a host.")
    if len(labels) < 2 or any(host == name or host.endswith(f".{name}") for name in _INSIDE):
        raise AddressRefused("private", "A name of this network.")


def addresses_of(
    host: str, port: int, seconds: float, *, resolve: Resolver, allow_private: bool = False
) -> list[str]:
    """The IP addresses behind a host, asked for once; AddressRefused when one is not public.

    One private address among public ones is an attempt to get in by the draw, so all must do.
    """
    bare = host.strip("[]")
    try:
        found = [str(ipaddress.ip_address(bare))]
    except ValueError:
        found = list(dict.fromkeys(resolve(bare, port, seconds)))
    if not found:
        raise OSError(f"{host} has no address")
    if not allow_private:
        port_check(port)
        for address in found:
            ip_check(address)
    return found


def system_resolve(host: str, port: int, seconds: float) -> list[str]:
    """What the system's resolver answers within the time; TimeoutError when it does not.

    The C library cannot be interrupted, so it is asked in a thread that is left behind.
    """
    found: list[str] = []
    failed: list[OSError] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            failed.append(error if isinstance(error, OSError) else OSError(str(error)))
        else:
            found.extend(str(row[4][0]) for row in rows)

    asking = threading.Thread(target=ask, name="resolve", daemon=True)
    asking.start()
    asking.join(max(0.0, seconds))
    if failed:
        raise failed[0]
    if not found:
        raise TimeoutError(f"{host} was not resolved in time")
    return list(found)

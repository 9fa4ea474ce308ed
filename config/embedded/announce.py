"""The words that greet the person who started the system."""

from __future__ import annotations

from config.embedded.plan import Options

_BROKERS = ("demo", "marina")
_PASSWORD = "sofia-demo"  # noqa: S105 - printed for the demo, which exists only where DEBUG=1


def ready(options: Options, *, seconds: float) -> list[str]:
    """The line that says it serves, with its addresses; in development the sign-ins after it."""
    bare = _address(options)
    addresses = [bare]
    if options.debug:
        addresses += [_address(options, broker) for broker in _BROKERS]
    lines = [f"Sofía is ready ({seconds:.1f} s): {'  '.join(addresses)}"]
    if options.debug:
        lines += _sign_ins(options)
    lines.append("  Ctrl-C stops everything.")
    return lines


def _sign_ins(options: Options) -> list[str]:
    lines = [f"  console  {_address(options)}admin/  root@sofia.test"]
    for broker in _BROKERS:
        people = ", ".join(f"{who}@{broker}.test" for who in ("admin", "ana", "luis"))
        lines.append(f"  {broker:<7}  {_address(options, broker)}  {people}")
    lines.append(f"  web chat {_address(options, _BROKERS[0])}chat/")
    lines.append(f"  every demo password is {_PASSWORD}")
    return lines


def _address(options: Options, broker: str = "") -> str:
    name = f"{broker}.{options.base_domain}" if broker else options.base_domain
    port = "" if options.port == 80 else f":{options.port}"
    return f"http://{name}{port}/"

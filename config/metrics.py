"""The messaging part of /metrics: what waits, what went wrong, who was refused."""

from __future__ import annotations

from collections.abc import Iterator

from channels_app.figures import all_brokers
from channels_app.inbound.counters import refusals


def messaging_lines() -> Iterator[str]:
    """Prometheus text; without the database only what this process knows itself."""
    yield from _head("sofia_webhook_refused_total", "counter", "Calls refused for their signature.")
    for channel, count in sorted(refusals().items()):
        yield f'sofia_webhook_refused_total{{channel="{channel}"}} {count}\n'
    found = all_brokers.get()
    if found is None:
        return
    yield from _head("sofia_deliveries", "gauge", "Outbound messages that are not done, by state.")
    for state in ("queued", "sending", "unsure", "dead"):
        yield f'sofia_deliveries{{state="{state}"}} {getattr(found, state)}\n'
    yield from _head("sofia_inbound_events", "gauge", "Inbound events that are not done, by state.")
    for state in ("received", "failed"):
        yield f'sofia_inbound_events{{state="{state}"}} {getattr(found, state)}\n'
    yield from _head("sofia_channel_accounts_paused", "gauge", "Accounts that cannot send.")
    yield f"sofia_channel_accounts_paused {found.paused}\n"
    yield from _head(
        "sofia_oldest_due_seconds", "gauge", "How long the oldest due message or event waits."
    )
    yield f"sofia_oldest_due_seconds {found.oldest_due:.3f}\n"


def _head(name: str, kind: str, meaning: str) -> Iterator[str]:
    yield f"# HELP {name} {meaning}\n# TYPE {name} {kind}\n"

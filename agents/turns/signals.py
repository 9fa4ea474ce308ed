"""What a turn tells while it runs, for pages that show it as it happens."""

from __future__ import annotations

from django.dispatch import Signal

#: Sent outside transactions with ``conversation``, ``message`` (the newest it answers), ``kind``
#: ("typing", "token", "tool", "done") and ``data``. Receivers must be quick and must not raise.
turn_progress = Signal()

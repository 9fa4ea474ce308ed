"""What an answer tells while it is written, for pages that show it as it happens."""

from __future__ import annotations

from django.dispatch import Signal

#: Sent outside transactions with ``user_id`` and ``html``: elements as :mod:`crm.core.live` has
#: them. Receivers must be quick and must not raise. What is missed is told again by the event.
desk_drawn = Signal()

"""What other rooms learn of a decision about a talk of the broker's people."""

from __future__ import annotations

from django.dispatch import Signal

#: Sent in the transaction of the decision with ``approval``: its talk goes on, or ends.
talk_decided = Signal()

"""Announcements made inside the transaction, so that a listener's rows commit with ours.

What a listener does outside the database belongs into ``transaction.on_commit``.
"""

from __future__ import annotations

from django.dispatch import Signal

#: A person wants no messages any more. Sent by Contact, with ``contact`` (locked) and ``scope``:
#: "messages" for all that nobody typed, "marketing" for campaigns only.
contact_opted_out = Signal()

#: A person wants them again. Sent by Contact, with ``contact`` (locked) and ``scope``.
contact_opted_in = Signal()

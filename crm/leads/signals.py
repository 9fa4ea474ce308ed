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

#: Two contacts are about to become one. Sent by Contact, with ``keep`` and ``lose``, before their
#: rows are locked: who locks rows of their own before a contact's elsewhere does it here too, so
#: that everybody takes the locks in the same order.
contacts_merging = Signal()

#: Two contacts became one. Sent by Contact, with ``keep`` and ``lose`` (both locked), ``keep_lead``
#: (the open lead, if any) and ``lose_lead`` (the open lead folded into it, if both had one). Who
#: has rows on a contact moves them; rows on a lead follow by themselves after this.
contacts_merged = Signal()

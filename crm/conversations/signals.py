"""Announcements made inside the transaction, so that a listener's rows commit with ours.

The floors above are who listens: the agent owes a turn for a message that came in, the channels
owe a delivery for one that goes out. Anything a listener does outside the database belongs into
``transaction.on_commit``.
"""

from __future__ import annotations

from django.dispatch import Signal

#: A lead's message was stored. Sent with ``conversation`` (locked), ``message`` and ``coalesce``,
#: the seconds the channel waits for the rest of a burst, None for as long as elsewhere.
message_stored = Signal()

#: An outbound message waits to be sent. Sent with ``conversation`` (locked), ``message`` and,
#: where it is not for the first time, ``again``.
message_queued = Signal()

#: A person settled what became of an unsure message. Sent with ``conversation`` and ``message``.
message_settled = Signal()

#: Somebody else holds the conversation now. Sent with ``conversation`` (locked) and ``before``.
holder_changed = Signal()

#: Files that came with a message are to be fetched. Sent with ``attachments``.
files_expected = Signal()

#: A file has come and is about to be saved. Sent with ``attachment``: who sets its ``due_at`` has
#: it listened to.
file_stored = Signal()

#: There will be no file. Sent with ``attachment``.
file_ended = Signal()

#: What was said in a recording is known, or that nothing was. Sent with ``attachment`` and
#: ``conversation`` (locked).
recording_heard = Signal()

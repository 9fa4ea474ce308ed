"""What only the web chat refuses."""

from __future__ import annotations

from crm.core.errors import DomainError


class NotYet(DomainError):
    """The message is stored and will be answered, but could not be taken up right now.

    Sending it again with the same ``message_id`` is harmless and tells how it went.
    """

    code = "not_yet"
    status = 503


class TurnPending(DomainError):
    """Sofía has not finished her answer in the time a call may wait."""

    code = "turn_pending"
    status = 504


class UnknownSession(DomainError):
    """The token is none of ours: the frame has to begin anew."""

    code = "unknown_session"
    status = 401

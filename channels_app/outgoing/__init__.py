"""Outgoing webhooks: a broker's own systems are told what happens, signed, and lose nothing.

The audit log is the source: deliveries are derived from it (``deriving``), so an event that was
committed is told even if every process died the moment after. Each is a row with its body as it is
sent (``sending``), kept for a month and replayable (``replaying``).
"""

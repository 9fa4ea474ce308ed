"""Stand-ins for Meta's Graph API and Telegram's Bot API, for a developer's machine only.

They exist so that a newcomer sees the whole of Sofía without an account anywhere: what she
sends over WhatsApp or Telegram arrives here, in the vendors' own wire format over real HTTP,
and WhatsApp's receipts (sent, delivered, read) come back signed through our own webhook a
moment later, so that the ticks move in the pages. ``/loopback/outbox`` tells what was sent.

Served by the web process on the bare host, and only where DEBUG=1 and nobody set the vendor's
address: set GRAPH_API_URL or TELEGRAM_API_URL and that stand-in is gone. With DEBUG=0 none of
it is mounted, and its views answer 404 besides.
"""

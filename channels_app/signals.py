"""Announcements about accounts, made inside the transaction that changes them."""

from __future__ import annotations

from django.dispatch import Signal

#: An account was connected, or got new credentials. Sent with ``account``.
account_connected = Signal()

#: The channel refuses everything of an account's until somebody acts. Sent with ``account``.
account_paused = Signal()

#: A paused account is tried again. Sent with ``account``.
account_resumed = Signal()

"""Message-IDs of ours: made of the message's own id, so that sending twice is one mail."""

from __future__ import annotations

import re
from typing import Final

from channels_app.channels.email.addresses import domain_of

_ID: Final = re.compile(r"<[^<>\s]{1,250}>")


def message_id_of(our_id: str, account_id: str) -> str:
    """The Message-ID of a message we send, which is also what its receipts are kept under."""
    return f"<{our_id}@{domain_of(account_id)}>"


def ids_in(header: str) -> list[str]:
    """The Message-IDs of an In-Reply-To or References header, in order."""
    return _ID.findall(header)

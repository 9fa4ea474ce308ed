"""The addresses a party goes by: a phone number, or one on a channel that Twilio carries."""

from __future__ import annotations

import re
from typing import Final

from crm.leads.phone import e164

WHATSAPP: Final = "whatsapp:"
_NUMBER: Final = re.compile(r"\+[1-9]\d{6,14}\Z")
#: What Twilio writes for a caller who withholds the number: "anonymous" on a keypad.
_WITHHELD: Final = {"+266696687", "+86282452253", "+8656696"}


def phone_of(address: str) -> str:
    """The number behind an address in E.164; "" for a short code, a name or a withheld one."""
    bare = address.removeprefix(WHATSAPP)
    if not _NUMBER.match(bare) or bare in _WITHHELD:
        return ""
    # A number of no plan we know is still where an answer goes.
    return e164(bare) or bare


def on_channel_of(address: str, peer: str) -> str:
    """Our address as it is written on the channel the person uses."""
    prefix = WHATSAPP if peer.startswith(WHATSAPP) else ""
    return prefix + address.removeprefix(WHATSAPP) if address else ""

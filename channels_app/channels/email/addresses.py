"""E-mail addresses: one spelling, the accounts they may be for, and whose domain vouches."""

from __future__ import annotations

import re
from email.utils import parseaddr
from typing import Final

_ADDRESS: Final = re.compile(r"[^\s@<>\",;:]{1,64}@[^\s@<>\",;:]{1,189}")
_ANSWERS_NOBODY: Final = re.compile(
    r"(?:no|not|dont|do[._-]?not|nao|ne[._-]?pas)[._-]?(?:reply|responder|responda|repondre)\b"
    r"|mailer-daemon\b|postmaster\b|bounces?\b|auto-?(?:reply|confirm)\b"
)


def address_of(text: str) -> str:
    """The bare address of a header or envelope, in lower case; "" when it is none."""
    bare = parseaddr(text)[1].strip().lower()
    return bare if _ADDRESS.fullmatch(bare) else ""


def name_of(text: str) -> str:
    """The name beside an address, "" when there is none or it is the address again."""
    name, bare = parseaddr(text)
    return "" if "@" in name or name.strip().lower() == bare.lower() else name.strip()


def domain_of(address: str) -> str:
    """What stands behind the @; of a bare domain itself."""
    return address.rpartition("@")[2].lower().rstrip(".")


def account_ids(recipient: str) -> list[str]:
    """Account ids that may answer for a recipient, the closest first.

    The address itself, then without its ``+tag``, then its whole domain.
    """
    local, sign, domain = recipient.lower().rpartition("@")
    found = []
    while sign and local:
        found.append(f"{local}@{domain}")
        local = local.rpartition("+")[0]
    return [*found, domain]


def is_aligned(domain: str, other: str) -> bool:
    """Whether one is the other or lies below it, as DMARC's relaxed alignment has it."""
    if not domain or not other:
        return False
    return domain == other or domain.endswith(f".{other}") or other.endswith(f".{domain}")


def answers_nobody(address: str) -> bool:
    """Whether the address says of itself that no person reads it."""
    return bool(_ANSWERS_NOBODY.match(address.partition("@")[0]))

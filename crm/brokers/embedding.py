"""What a broker decides about its web chat: which sites may embed it, and the small print."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from crm.core.errors import Invalid
from crm.core.text import storable

_CONSENT_LIMIT: Final = 400
_URL_LIMIT: Final = 300
_MOST_ORIGINS: Final = 50
# One label may be a star: Content-Security-Policy knows "https://*.example.com".
_HOST: Final = re.compile(
    r"(?:\*\.)?(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\Z"
)
_LONGEST_HOST: Final = 253


def chat_facts_checked(changes: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the web chat's facts among the changes, as they can be stored.

    Raises Invalid with every one that cannot stand.
    """
    checks = {"privacy_url": _url, "chat_consent": _consent, "chat_origins": _origins}
    good: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for name, check in checks.items():
        if name in changes:
            try:
                good[name] = check(changes[name])
            except ValueError as error:
                wrong[name] = str(error)
    if wrong:
        raise Invalid(" ".join(wrong.values()), fields=wrong)
    return good


def origin_of(address: str) -> str:
    """Scheme, host and port of an address, as a browser names an origin; ValueError if it has none.

    What is put into a policy header must be nothing but that: a space or a semicolon in it would
    begin another rule.
    """
    parts = urlsplit(address.strip())
    port = parts.port  # raises ValueError
    host = (parts.hostname or "").lower()
    if not host.isascii():
        host = host.encode("idna").decode()
    if (
        parts.scheme not in {"http", "https"}
        or parts.username is not None
        or len(host) > _LONGEST_HOST
        or not _HOST.match(host)
    ):
        raise ValueError(address)
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" + (f":{port}" if port and port != usual else "")


def _origins(given: Any) -> list[str]:
    if not isinstance(given, list) or len(given) > _MOST_ORIGINS:
        raise ValueError(_("Name at most %(limit)d sites.") % {"limit": _MOST_ORIGINS})
    origins: list[str] = []
    for address in given:
        try:
            origin = origin_of(str(address))
        except ValueError:
            raise ValueError(
                _("%(site)s is no site's address; write it as in https://www.example.com.")
                % {"site": address}
            ) from None
        if origin not in origins:
            origins.append(origin)
    return origins


def _url(given: Any) -> str:
    address = storable(str(given or "")).strip()
    if address:
        try:
            URLValidator(schemes=["http", "https"])(address)
        except ValidationError:
            raise ValueError(_("This is not a web address.")) from None
        if len(address) > _URL_LIMIT:
            raise ValueError(_("At most %(limit)d characters.") % {"limit": _URL_LIMIT})
    return address


def _consent(given: Any) -> str:
    words = " ".join(storable(str(given or "")).split())
    if len(words) > _CONSENT_LIMIT:
        raise ValueError(_("At most %(limit)d characters.") % {"limit": _CONSENT_LIMIT})
    return words

"""Who calls the MCP server: a live API key of the broker whose host was called."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from agents.tools.staff import StaffContext
from crm.accounts.keys.models import ApiKey
from crm.accounts.keys.services import api_key_of
from crm.brokers.hosts import broker_for_host, is_bare, normal_host
from crm.brokers.models import Broker
from crm.core import rates
from crm.core.errors import DomainError, Forbidden, NotFound
from crm.core.tenancy import in_schema

_KINDS = frozenset({"bearer", "api-key"})


class NotAuthenticated(DomainError):
    """No key, or none that opens anything here."""

    code = "not_authenticated"
    status = 401


class Suspended(DomainError):
    """The broker's account is switched off."""

    code = "suspended"
    status = 503


@dataclass(frozen=True, slots=True)
class Caller:
    """One HTTP call's broker and key, and the id that ties its traces together."""

    broker: Broker
    key: ApiKey
    correlation: str

    @property
    def name(self) -> str:
        """Broker and key in a word: what a session belongs to."""
        return f"{self.broker.schema_name}:{self.key.pk}"

    def context(self) -> StaffContext:
        """The key's person as tools know them, narrowed by the key's scopes."""
        return StaffContext(
            broker=self.broker,
            user=self.key.user,
            now=timezone.now(),
            scopes=frozenset(self.key.scopes),
            key_name=self.key.name,
        )


def admit(host: str, authorization: str, *, correlation: str, slug: str = "") -> Caller:
    """Let a call in and count it, or say why not.

    The broker is the host's, or ``slug``'s where a server stands for one broker alone; the key
    has to be of that broker. Raises NotFound, :class:`Suspended`, :class:`NotAuthenticated` and
    RateLimited.
    """
    broker = _broker(host, slug)
    with in_schema(broker.schema_name), translation.override(broker.language):
        if broker.is_suspended:
            raise Suspended(_("This broker's account is switched off at the moment."))
        kind, _space, secret = authorization.partition(" ")
        key = api_key_of(secret.strip()) if kind.lower() in _KINDS else None
        if key is None:
            raise NotAuthenticated(_("Send a live API key of this broker as a Bearer token."))
        rates.check(
            "api",
            f"key-{key.pk}",
            settings.RATE_API,
            _("Too many calls; wait a moment."),
        )
        return Caller(broker=broker, key=key, correlation=correlation)


def origin_check(is_same: bool) -> None:
    """Refuse pages of other sites: a browser must not be led here by one. Forbidden."""
    if not is_same:
        raise Forbidden(_("This is not called from other sites."), code="foreign_origin")


def _broker(host: str, slug: str) -> Broker:
    found: Broker | None
    if slug:
        found = Broker.objects.filter(schema_name=slug).first()
    else:
        name = normal_host(host)
        found = None if is_bare(name) else broker_for_host(name)
    if found is None:
        raise NotFound(_("No broker answers at this address."), code="unknown_host")
    return found

"""Every change to brokers, their addresses and the accounts that lead to them."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone as clock
from django.utils import translation
from django.utils.translation import gettext as _

from crm.brokers import cloning
from crm.brokers.embedding import chat_facts_checked
from crm.brokers.events import (
    HANDOVER_CHANGED,
    OPENING_CHANGED,
    PRIVACY_CHANGED,
    FirstAdmin,
    broker_created,
)
from crm.brokers.hosts import domain_for, is_bare, normal_host
from crm.brokers.limits import handover_limits_check
from crm.brokers.models import SLUG, Broker, ChannelRoute, Domain
from crm.brokers.opening import opening_check
from crm.brokers.routing import secret_digest
from crm.core import events
from crm.core.actors import Actor
from crm.core.errors import Conflict, Invalid
from crm.core.files import folder_remove
from crm.core.tenancy import RESERVED, in_schema
from crm.core.text import storable

#: What may stand in a route; a channel's own code lives two floors above.
CHANNELS: Final = (
    "whatsapp",
    "telegram",
    "leadads",
    "tiktok",
    "linkedin",
    "googleads",
    "twilio",
    "vapi",
    "email",
    "webchat",
)
_CHANGEABLE: Final = frozenset(
    {
        "name",
        "language",
        "country",
        "city",
        "currency",
        "timezone",
        "disclosure",
        "coalesce_seconds",
        "opening_hours",
        "closed_days",
        "respond_minutes",
        "ai_budget_soft",
        "ai_budget_hard",
        "privacy_url",
        "chat_consent",
        "chat_origins",
        "handover_sentiment",
        "handover_misses",
        "handover_value",
        "handover_when_urgent",
    }
)
_HOST: Final = re.compile(
    r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9][a-z0-9-]{0,61}[a-z0-9]\Z"
)
_CURRENCY: Final = re.compile(r"(?:[A-Z]{3}|UF)\Z")
_COUNTRY: Final = re.compile(r"[A-Z]{2}\Z")


def broker_create(
    *,
    slug: str,
    name: str,
    admin_email: str,
    admin_password: str,
    admin_name: str = "",
    language: str = "es",
    country: str = "CL",
    currency: str = "CLP",
    timezone: str = "America/Santiago",
    city: str = "",
    domain: str | None = None,
) -> Broker:
    """Make a broker with its schema, address, default stages and first admin, or nothing at all.

    Whoever listens to ``broker_created`` fills the new schema in the same transaction.
    """
    broker_facts_check(
        slug=slug,
        name=name,
        language=language,
        country=country,
        currency=currency,
        timezone=timezone,
    )
    admin = FirstAdmin(email=admin_email, password=admin_password, name=admin_name)
    broker = Broker(
        schema_name=slug,
        name=storable(name).strip(),
        language=language,
        country=country,
        currency=currency,
        timezone=timezone,
        city=storable(city).strip(),
    )
    taken = Conflict(
        _("There is already a broker %(slug)s.") % {"slug": slug}, fields={"slug": _("taken")}
    )
    with in_schema(settings.PUBLIC_SCHEMA_NAME), transaction.atomic():
        if Broker.objects.filter(schema_name=slug).exists():
            raise taken
        _check_schemas(slug)
        try:
            with transaction.atomic():
                broker.save()
        except (IntegrityError, ValidationError) as error:
            raise taken from error
        domain_add(broker=broker, domain=domain_for(slug), primary=domain is None)
        if domain is not None:
            domain_add(broker=broker, domain=domain, primary=True)
        cloning.schema_clone(cloning.TEMPLATE, slug)
        with in_schema(slug), translation.override(language):
            broker_created.send(sender=Broker, broker=broker, admin=admin)
    return broker


def broker_facts_check(
    *, slug: str, name: str, language: str, country: str, currency: str, timezone: str
) -> None:
    """Raise Invalid with every fact that cannot stand."""
    wrong: dict[str, str] = {}
    try:
        SLUG(slug)
    except ValidationError as error:
        wrong["slug"] = " ".join(error.messages)
    if slug in RESERVED or slug.startswith("pg_"):
        wrong["slug"] = _("%(slug)s is a reserved word.") % {"slug": slug}
    if not 1 <= len(storable(name).strip()) <= 120:
        wrong["name"] = _("A name has 1 to 120 characters.")
    languages = [code for code, _label in settings.LANGUAGES]
    if language not in languages:
        wrong["language"] = _("Choose one of %(choices)s.") % {"choices": ", ".join(languages)}
    if not _COUNTRY.match(country):
        wrong["country"] = _("A country has two capital letters (ISO 3166-1), as in CL.")
    if not _CURRENCY.match(currency):
        wrong["currency"] = _("A currency has three capital letters (ISO 4217), or is UF.")
    try:
        zoneinfo.ZoneInfo(timezone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        wrong["timezone"] = _("There is no time zone %(zone)s.") % {"zone": timezone}
    if wrong:
        raise Invalid(" ".join(wrong.values()), fields=wrong)


def broker_suspend(*, broker: Broker) -> Broker:
    """Switch the broker's pages, API, channels and Sofía off; its data stay."""
    if broker.suspended_at is None:
        _mark(broker, suspended=True)
    return broker


def broker_resume(*, broker: Broker) -> Broker:
    """Switch a suspended broker on again."""
    if broker.suspended_at is not None:
        _mark(broker, suspended=False)
    return broker


@transaction.atomic
def broker_delete(*, broker: Broker) -> None:
    """Throw the broker, all its data and its files away, for good."""
    with in_schema(settings.PUBLIC_SCHEMA_NAME):
        schema = broker.slug
        broker.delete()
        cloning.schema_drop(schema)
        # After the commit: rows that came back would find their files gone.
        transaction.on_commit(lambda: folder_remove(schema))


def broker_update(*, broker: Broker, changes: Mapping[str, object]) -> Broker:
    """Change what a broker is called and where and how it works; its slug stays."""
    unknown = set(changes) - _CHANGEABLE
    if unknown:
        raise ValueError(f"A broker's {', '.join(sorted(unknown))} cannot be changed.")
    for field, value in {**changes, **chat_facts_checked(changes)}.items():
        setattr(broker, field, value)
    broker_facts_check(
        slug=broker.slug,
        name=broker.name,
        language=broker.language,
        country=broker.country,
        currency=broker.currency,
        timezone=broker.timezone,
    )
    opening_check(
        opening_hours=broker.opening_hours,
        closed_days=broker.closed_days,
        respond_minutes=broker.respond_minutes,
    )
    handover_limits_check(
        sentiment=broker.handover_sentiment,
        misses=broker.handover_misses,
        value=broker.handover_value,
    )
    with in_schema(settings.PUBLIC_SCHEMA_NAME):
        broker.save(update_fields=[*changes, "updated_at"])
    return broker


@transaction.atomic
def opening_set(*, broker: Broker, opening: Mapping[str, object], actor: Actor) -> Broker:
    """Keep the hours somebody of the broker gave; ``opening`` is what the form reads."""
    broker_update(broker=broker, changes=opening)
    events.record(
        OPENING_CHANGED,
        actor=actor,
        object_id=broker.pk,
        changes={name: {"after": value} for name, value in opening.items()},
    )
    return broker


@transaction.atomic
def handover_limits_set(*, broker: Broker, limits: Mapping[str, object], actor: Actor) -> Broker:
    """Keep from when on somebody of the broker wants a person called; nothing if all is as it was.

    ``limits`` are among handover_sentiment, handover_misses, handover_value and
    handover_when_urgent.
    """
    before = {name: getattr(broker, name) for name in limits}
    new = {name: value for name, value in limits.items() if before[name] != value}
    if new:
        broker_update(broker=broker, changes=new)
        events.record(
            HANDOVER_CHANGED,
            actor=actor,
            object_id=broker.pk,
            changes={
                name: {"before": _plain(before[name]), "after": _plain(value)}
                for name, value in new.items()
            },
        )
    return broker


def _plain(value: object) -> object:
    """A value as the log writes it down."""
    return str(value) if isinstance(value, Decimal) else value


@transaction.atomic
def privacy_set(*, broker: Broker, changes: Mapping[str, object], actor: Actor) -> Broker:
    """Keep what somebody of the broker wants leads to be told; nothing happens if all is as it was.

    ``changes`` are among disclosure, privacy_url, chat_consent and chat_origins.
    """
    wanted = {
        name: value.strip() if isinstance(value, str) else value for name, value in changes.items()
    }
    before = {name: getattr(broker, name) for name in wanted}
    new = {name: value for name, value in wanted.items() if before[name] != value}
    if new:
        broker_update(broker=broker, changes=new)
        events.record(
            PRIVACY_CHANGED,
            actor=actor,
            object_id=broker.pk,
            changes={
                name: {"before": before[name], "after": getattr(broker, name)} for name in new
            },
        )
    return broker


def domain_add(*, broker: Broker, domain: str, primary: bool = False) -> Domain:
    """Let the broker answer under a further host name."""
    host = normal_host(domain)
    if not _HOST.match(host):
        raise Invalid(
            _("%(host)r is not a host name.") % {"host": domain}, fields={"domain": _("not valid")}
        )
    if is_bare(host):
        raise Invalid(
            _("%(host)s is the platform's own address.") % {"host": host},
            fields={"domain": _("reserved")},
        )
    with in_schema(settings.PUBLIC_SCHEMA_NAME):
        known: Domain | None = Domain.objects.filter(domain=host).select_related("tenant").first()
        if known is not None:
            if known.tenant_id == broker.pk:
                return known
            raise _domain_taken(host)
        try:
            with transaction.atomic():
                made: Domain = Domain.objects.create(domain=host, tenant=broker, is_primary=primary)
                return made
        except IntegrityError as error:
            raise _domain_taken(host) from error


def route_connect(
    *, broker: Broker, channel: str, account_id: str, secret: str = ""
) -> ChannelRoute:
    """Lead what arrives for this account to the broker; again is harmless, stealing refused.

    ``secret`` is what calls for this account carry where they name no account (Telegram).
    """
    account = storable(account_id).strip()
    if channel not in CHANNELS:
        raise Invalid(
            _("%(channel)r is no channel; choose one of %(channels)s.")
            % {"channel": channel, "channels": ", ".join(CHANNELS)},
            fields={"channel": _("unknown")},
        )
    if not 1 <= len(account) <= 128:
        raise Invalid(
            _("The account id must have 1 to 128 characters."), fields={"account": _("not valid")}
        )
    taken = Conflict(
        _("%(channel)s account %(account)s, or its secret, belongs to another broker.")
        % {"channel": channel, "account": account}
    )
    with in_schema(settings.PUBLIC_SCHEMA_NAME):
        try:
            with transaction.atomic():
                route, _made = ChannelRoute.objects.get_or_create(
                    channel=channel, account_id=account, defaults={"broker": broker}
                )
                if route.broker_id != broker.pk:
                    raise taken
                if secret and route.secret_digest != secret_digest(secret):
                    route.secret_digest = secret_digest(secret)
                    route.save(update_fields=["secret_digest"])
                return route
        except IntegrityError as error:
            raise taken from error


def _check_schemas(slug: str) -> None:
    if not cloning.schema_exists(cloning.TEMPLATE):
        raise Conflict(
            _("The template schema is missing; run `python manage.py prepare` first."),
            code="not_prepared",
        )
    if cloning.schema_exists(slug):
        raise Conflict(
            _("The database has a schema %(slug)s that belongs to no broker.") % {"slug": slug},
            fields={"slug": _("taken")},
        )


def _mark(broker: Broker, *, suspended: bool) -> None:
    broker.suspended_at = clock.now() if suspended else None
    with in_schema(settings.PUBLIC_SCHEMA_NAME):
        broker.save(update_fields=["suspended_at", "updated_at"])


def _domain_taken(host: str) -> Conflict:
    return Conflict(
        _("%(host)s is already a broker's address.") % {"host": host}, fields={"domain": _("taken")}
    )

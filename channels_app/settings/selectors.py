"""Reading a broker's channel accounts and how they do, for those who may change them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from channels_app.forms.expiring import ends_soon
from channels_app.forms.models import FormEntry
from channels_app.forms.words import SOURCES
from channels_app.models import ChannelAccount, Delivery
from channels_app.settings.vendors import vendor_icon, vendor_label
from channels_app.templates import can_ask_templates
from crm.accounts.models import User
from crm.accounts.permissions import can
from crm.conversations.models import Conversation, MessageTemplate
from crm.conversations.services import account_key
from crm.core.errors import Forbidden, NotFound
from crm.core.queries import only

ABILITY: Final = "channels.edit"
#: After which nobody is believed to be reading the templates any more.
_READING: Final = timedelta(minutes=2)

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Health:
    """An account with what happened on it last, and what waits for it."""

    account: ChannelAccount
    last_in: datetime | None
    last_out: datetime | None
    waiting: int

    @property
    def label(self) -> str:
        return vendor_label(self.account.channel)

    @property
    def icon(self) -> str:
        return vendor_icon(self.account.channel)

    @property
    def name(self) -> str:
        """What people call it."""
        return self.account.name or self.account.account_id

    @property
    def ended(self) -> bool:
        """Whether its token has ended."""
        ends = self.account.expires_at
        return ends is not None and ends <= timezone.now()

    @property
    def trouble(self) -> str:
        """What is wrong: paused, ended, ends_soon, or nothing."""
        if self.account.paused_at is not None:
            return "paused"
        return "ended" if self.ended else "ends_soon" if ends_soon(self.account) else ""


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of one account, and how reading them goes."""

    account: ChannelAccount
    rows: list[MessageTemplate]

    @property
    def label(self) -> str:
        return vendor_label(self.account.channel)

    @property
    def can_ask(self) -> bool:
        """Whether its channel can be asked for them."""
        return can_ask_templates(self.account)

    @property
    def is_reading(self) -> bool:
        """Whether a worker is reading them, as far as one can know."""
        asked, read = self.account.templates_asked_at, self.account.templates_read_at
        if asked is None or self.account.templates_error or (read is not None and read >= asked):
            return False
        return asked > timezone.now() - _READING

    @property
    def is_late(self) -> bool:
        """Whether they were asked for and nothing came of it."""
        asked, read = self.account.templates_asked_at, self.account.templates_read_at
        done = asked is None or (read is not None and read >= asked)
        return not done and not self.is_reading and not self.account.templates_error


def check(actor: User, ability: str = ABILITY) -> None:
    """Raise Forbidden unless this person may see and change the broker's channels."""
    if not can(actor, ability):
        raise Forbidden(_("Only admins see and change how channels are connected."))


def account_list_for(actor: User) -> list[Health]:
    """Every account with its health, by channel; the same few queries however many there are."""
    check(actor)
    accounts = list(ChannelAccount.objects.all())
    return _healths(accounts)


def account_get_for(actor: User, pk: UUID) -> ChannelAccount:
    """One account; NotFound when there is none."""
    check(actor)
    account = only(ChannelAccount.objects.filter(pk=pk))
    if account is None:
        raise NotFound(_("There is no such account."))
    return account


def account_health(account: ChannelAccount) -> Health:
    """How one account does."""
    return _healths([account])[0]


def _healths(accounts: list[ChannelAccount]) -> list[Health]:
    seen: dict[Key, list[datetime | None]] = defaultdict(lambda: [None, None])
    mine = Q(pk__in=[])
    for account in accounts:
        mine |= Q(channel=account.channel, account_id=account.account_id)
    # The threads know when something was said last; asking all messages would cost a scan.
    talks = (
        Conversation.objects.filter(mine)
        .values_list("channel", "account_id")
        .annotate(
            heard=Max("last_inbound_at"),
            said=Max("last_message_at", filter=Q(last_message_by__in=["sofia", "person"])),
        )
    )
    for channel, account_id, heard, said in talks:
        seen[channel, account_id] = [heard, said]
    if any(account.channel in SOURCES for account in accounts):
        forms = FormEntry.objects.filter(mine).values_list("channel", "account_id")
        for channel, account_id, at in forms.annotate(at=Max("submitted_at")):
            seen[channel, account_id][0] = at
    waiting = dict(
        Delivery.objects.filter(
            state=Delivery.State.QUEUED,
            account_key__in=[account_key(each.channel, each.account_id) for each in accounts],
        )
        .values_list("account_key")
        .annotate(n=Count("id"))
    )
    return [
        Health(
            account,
            last_in=seen[account.channel, account.account_id][0],
            last_out=seen[account.channel, account.account_id][1],
            waiting=waiting.get(account_key(account.channel, account.account_id), 0),
        )
        for account in accounts
    ]


def template_list_for(actor: User) -> list[Templates]:
    """The templates of every account that has any or could be asked for them."""
    check(actor)
    rows: dict[Key, list[MessageTemplate]] = defaultdict(list)
    for row in MessageTemplate.objects.order_by("name", "language"):
        rows[row.channel, row.account_id].append(row)
    return [
        Templates(account, rows[account.channel, account.account_id])
        for account in ChannelAccount.objects.all()
        if rows[account.channel, account.account_id]
        or account.channel == "whatsapp"
        or can_ask_templates(account)
    ]


def templates_of(account: ChannelAccount) -> Templates:
    """The templates of one account."""
    rows = MessageTemplate.objects.filter(channel=account.channel, account_id=account.account_id)
    return Templates(account, list(rows.order_by("name", "language")))


def approved_names(account: ChannelAccount) -> list[str]:
    """Names of templates that may be sent from the account."""
    return sorted(
        set(
            MessageTemplate.objects.filter(
                channel=account.channel,
                account_id=account.account_id,
                status=MessageTemplate.Status.APPROVED,
            ).values_list("name", flat=True)
        )
    )

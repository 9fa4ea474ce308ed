"""Reading filled-in forms: which forms there are, what they ask, what came of them lately."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from channels_app.forms.expiring import WARN_BEFORE
from channels_app.forms.mapping import Meanings, field_by_rule, folded
from channels_app.forms.models import FIELDS, AccountWatch, FormEntry, FormMapping
from channels_app.forms.words import SOURCES, question_text, vendor_of
from channels_app.models import ChannelAccount
from crm.accounts.models import User
from crm.accounts.permissions import can
from crm.core.errors import Forbidden, NotFound
from crm.core.queries import only

ABILITY: Final = "channels.edit"
_NEWEST: Final = 300
_MOST_FORMS: Final = 50
#: Only what a filled-in form holds now; a withdrawn one asks nothing any more.
_TELLING: Final = (FormEntry.State.DONE, FormEntry.State.FAILED, FormEntry.State.TEST)

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a form, what it tells by the rules, and the broker's own word if any."""

    name: str
    text: str
    by_rule: str
    own: str

    @property
    def rule_word(self) -> str:
        """What the rules make of it, in words."""
        return str(FIELDS.get(self.by_rule or "nothing"))


@dataclass(slots=True)
class Form:
    """A form of an account, how often it was filled in, and what it asks."""

    channel: str
    account_id: str
    form_id: str
    count: int
    last_at: datetime
    questions: list[Question] = field(default_factory=list)

    @property
    def vendor(self) -> str:
        return vendor_of(self.channel)


@dataclass(frozen=True, slots=True)
class Source:
    """An account that forms come from, and how it does."""

    account: ChannelAccount
    watch: AccountWatch | None

    @property
    def vendor(self) -> str:
        return vendor_of(self.account.channel)

    @property
    def ends_soon(self) -> bool:
        """Whether its token ends within a week."""
        ends = self.account.expires_at
        return ends is not None and ends - WARN_BEFORE <= timezone.now()

    @property
    def ended(self) -> bool:
        """Whether its token has ended."""
        ends = self.account.expires_at
        return ends is not None and ends <= timezone.now()


def _check(actor: User) -> None:
    if not can(actor, ABILITY):
        raise Forbidden(_("Only admins see and change what forms bring."))


def form_list_for(actor: User) -> list[Form]:
    """Every form filled in so far, the latest first, with its questions and their meaning."""
    _check(actor)
    rows = (
        FormEntry.objects.exclude(state=FormEntry.State.WITHDRAWN)
        .values("channel", "account_id", "form_id")
        .annotate(count=Count("id"), last_at=Max("submitted_at"))
        .order_by("-last_at")[:_MOST_FORMS]
    )
    found = [Form(**row) for row in rows]
    forms: dict[Key, Form] = {(row.channel, row.account_id, row.form_id): row for row in found}
    own = list(FormMapping.objects.all())
    asked = _asked()
    for key, form in forms.items():
        form.questions = _questions(asked.get(key, {}), _of(own, key))
    return list(forms.values())


def _asked() -> dict[Key, dict[str, str]]:
    """The questions of the newest entries with their labels, by form."""
    found: dict[Key, dict[str, str]] = {}
    rows = FormEntry.objects.filter(state__in=_TELLING, answers__isnull=False).order_by("-id")
    for channel, account, form, answers, labels in rows.values_list(
        "channel", "account_id", "form_id", "answers", "labels"
    )[:_NEWEST]:
        known = found.setdefault((channel, account, form), {})
        for question in answers if isinstance(answers, dict) else {}:
            known.setdefault(question, str(labels.get(question, "")))
    return found


def _of(rows: Iterable[FormMapping], key: Key) -> list[FormMapping]:
    channel, account, form = key
    return [
        row
        for row in rows
        if row.channel in {"", channel}
        and row.account_id in {"", account}
        and row.form_id in {"", form}
    ]


def _questions(asked: Mapping[str, str], own: list[FormMapping]) -> list[Question]:
    mine = Meanings(own).own
    return [
        Question(
            name=question,
            text=question_text(question, label),
            by_rule=field_by_rule(question, label),
            own=mine.get(folded(question), ""),
        )
        for question, label in asked.items()
    ]


def source_list_for(actor: User) -> list[Source]:
    """The accounts that forms come from."""
    _check(actor)
    watches = {(row.channel, row.account_id): row for row in AccountWatch.objects.all()}
    rows = ChannelAccount.objects.filter(channel__in=SOURCES)
    return [Source(row, watches.get((row.channel, row.account_id))) for row in rows]


def entry_list_for(actor: User, *, state: str = "") -> QuerySet[FormEntry]:
    """Filled-in forms, the newest first, those in one state if asked."""
    _check(actor)
    rows = FormEntry.objects.select_related("lead__contact").order_by("-id")
    return rows.filter(state=state) if state in FormEntry.State.values else rows


def entry_get_for(actor: User, pk: UUID) -> FormEntry:
    """One of them; NotFound when there is none."""
    entry = only(entry_list_for(actor).filter(pk=pk))
    if entry is None:
        raise NotFound(_("There is no such form."))
    return entry

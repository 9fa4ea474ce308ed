"""Every change to contacts and leads. Pages, API, tasks and Sofía's tools all call these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.accounts.models import User
from crm.core import events
from crm.core.actors import Actor
from crm.core.errors import Conflict, Invalid
from crm.core.queries import only
from crm.core.tenancy import current_schema
from crm.core.text import clip, fold, storable
from crm.core.transactions import joining
from crm.leads import events as lead_events
from crm.leads import phone as phones
from crm.leads import profile as profiles
from crm.leads.models import (
    Activity,
    Contact,
    Identity,
    Lead,
    LeadProfile,
    Qualification,
    Stage,
    Task,
)
from crm.leads.verdict import Verdict

FIRST_STAGE: Final = "new"
HOT_SCORE: Final = 75
WARM_SCORE: Final = 45
NOTE_LIMIT: Final = 10_000
_EARLIEST_YEAR: Final = 2000
_LATEST_YEAR: Final = 2199


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """What an update did: fields that changed, and those refused with the reason."""

    changed: list[str]
    rejected: dict[str, str]


# --- contacts ---------------------------------------------------------------------------------


@joining
def contact_resolve(
    *,
    kind: str,
    value: str,
    name: str = "",
    phone: str = "",
    language: str = "",
    also: Iterable[tuple[str, str]] = (),
) -> Contact:
    """The contact known by this identity, made when nobody is.

    Phones are looked up in all their national spellings. ``phone`` is a number learnt beside the
    identity (a Telegram user who shares it), ``also`` are further (kind, value) identities that
    came with it (a WhatsApp user id beside a phone): all of them lead to one contact. Two
    deliveries racing on one person wait for each other on advisory locks held to the end of the
    transaction.
    """
    value = clip(storable(value), 254)
    if not value:
        raise Invalid(_("An identity needs a value."))
    given = [(kind, value), *also]
    if phone:
        given.append((Identity.Kind.PHONE.value, phone))
    given = list(dict.fromkeys((str(each), clip(storable(text), 254)) for each, text in given))
    wanted = [(each, spelling) for each, text in given for spelling in _spellings(each, text)]
    _lock_identities(given)
    known = {
        (identity.kind, identity.value): identity
        for identity in Identity.objects.filter(
            kind__in={each for each, _text in wanted}, value__in={text for _each, text in wanted}
        ).select_related("contact")
    }
    contact = next((known[key].contact for key in wanted if key in known), None)
    number = next((text for each, text in given if each == Identity.Kind.PHONE), "")
    if contact is None:
        contact = Contact(
            name=_clean_name(name), phone=number, language=language[:2] if language else ""
        )
        contact.search_key = _search_key(contact)
        contact.save()
    elif (name and not contact.name) or (number and not contact.phone):
        contact.name = contact.name or _clean_name(name)
        contact.phone = contact.phone or number
        contact.search_key = _search_key(contact)
        contact.save(update_fields=["name", "phone", "search_key", "updated_at"])
    Identity.objects.bulk_create(
        [
            Identity(contact=contact, kind=each, value=text)
            for each, text in given
            if (each, text) not in known
        ],
        ignore_conflicts=True,
    )
    return contact


def _spellings(kind: str, value: str) -> list[str]:
    return phones.spellings(value) if kind == Identity.Kind.PHONE else [value]


def _lock_identities(identities: list[tuple[str, str]]) -> None:
    # One lock an identity, the smallest spelling standing for all, taken in sorted order.
    schema = current_schema()
    names = sorted(
        f"{schema}:identity:{kind}:{min(_spellings(kind, value))}" for kind, value in identities
    )
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _clean_name(name: str) -> str:
    return clip(storable(name), 160)


def _search_key(contact: Contact) -> str:
    digits = contact.phone.lstrip("+")
    return " ".join(part for part in (fold(contact.name), digits, fold(contact.email)) if part)


@transaction.atomic
def contact_update(
    *,
    lead: Lead,
    changes: Mapping[str, Any],
    actor: Actor,
    message_id: UUID | None = None,
) -> list[str]:
    """Change name, phone, e-mail or language of the lead's contact; returns what changed.

    Raises :class:`Invalid` with the fields that cannot be what was given. A phone that already
    belongs to somebody else is refused: merging two people is a decision of its own.
    """
    contact = Contact.objects.select_for_update().get(pk=lead.contact_id)
    accepted, problems = _clean_contact(contact, changes)
    if problems:
        raise Invalid(_("Some details cannot be saved."), fields=problems)
    changed = {
        field: value for field, value in accepted.items() if getattr(contact, field) != value
    }
    if not changed:
        return []
    before = {field: getattr(contact, field) for field in changed}
    for field, value in changed.items():
        setattr(contact, field, value)
    contact.search_key = _search_key(contact)
    contact.save(update_fields=[*changed, "search_key", "updated_at"])
    for kind, field in ((Identity.Kind.PHONE, "phone"), (Identity.Kind.EMAIL, "email")):
        if changed.get(field):
            Identity.objects.get_or_create(
                kind=kind, value=changed[field], defaults={"contact": contact}
            )
    lead.contact = contact
    shown = [field for field in changed if field != "language"]
    if shown:
        activity_add(
            lead,
            Activity.Kind.CONTACT,
            actor,
            data={"fields": shown, "message": str(message_id) if message_id else None},
        )
    events.record(
        lead_events.LEAD_UPDATED,
        actor=actor,
        lead_id=lead.pk,
        object_id=contact.pk,
        changes={field: {"before": before[field], "after": changed[field]} for field in changed},
        data={"fields": list(changed)},
    )
    return list(changed)


def _clean_contact(
    contact: Contact, changes: Mapping[str, Any]
) -> tuple[dict[str, str], dict[str, str]]:
    accepted: dict[str, str] = {}
    problems: dict[str, str] = {}
    for field, value in changes.items():
        text = storable(str(value or "")).strip()
        if field == "name":
            accepted["name"] = _clean_name(text)
        elif field == "language":
            accepted["language"] = text[:2].lower()
        elif field == "phone":
            number = phones.e164(text) if text else ""
            if text and not number:
                problems["phone"] = _("This is not a phone number we can call.")
            elif number and _taken(contact, Identity.Kind.PHONE, phones.spellings(number)):
                problems["phone"] = _("Another contact already has this phone.")
            else:
                accepted["phone"] = number
        elif field == "email":
            try:
                if text:
                    validate_email(text)
            except ValidationError:
                problems["email"] = _("This is not an e-mail address.")
            else:
                if text and _taken(contact, Identity.Kind.EMAIL, [text.lower()]):
                    problems["email"] = _("Another contact already has this e-mail.")
                else:
                    accepted["email"] = text.lower()
        else:
            problems[field] = _("There is no such field.")
    return accepted, problems


def _taken(contact: Contact, kind: str, values: list[str]) -> bool:
    return (
        Identity.objects.filter(kind=kind, value__in=values).exclude(contact_id=contact.pk).exists()
    )


# --- leads ------------------------------------------------------------------------------------


@joining
def lead_open_for(*, contact: Contact, source: str, actor: Actor) -> tuple[Lead, bool]:
    """The contact's open lead, and whether it was made just now."""
    lead = only(
        Lead.objects.select_related("stage", "contact", "profile").filter(
            contact=contact, status=Lead.Status.OPEN
        )
    )
    if lead is not None:
        return lead, False
    try:
        with transaction.atomic():
            return _lead_insert(contact=contact, source=source, owner=None, actor=actor), True
    except IntegrityError:
        # Somebody opened it between our look and our insert.
        return (
            Lead.objects.select_related("stage", "contact", "profile").get(
                contact=contact, status=Lead.Status.OPEN
            ),
            False,
        )


@transaction.atomic
def lead_create(
    *,
    actor: Actor,
    name: str = "",
    phone: str = "",
    email: str = "",
    language: str = "",
    source: str = "manual",
    owner: User | None = None,
    profile: Mapping[str, Any] | None = None,
    country: str = "",
) -> Lead:
    """A lead entered by hand or by another system.

    Raises :class:`Invalid` when neither name, phone nor e-mail is usable, or a profile field is
    not acceptable; :class:`Conflict` when this person already has an open lead.
    """
    number = phones.e164(phone, country=country) if phone else ""
    problems: dict[str, str] = {}
    if phone and not number:
        problems["phone"] = _("This is not a phone number we can call.")
    address = email.strip().lower()
    if address:
        try:
            validate_email(address)
        except ValidationError:
            problems["email"] = _("This is not an e-mail address.")
    if not (name.strip() or number or address):
        problems.setdefault("name", _("Give a name, a phone or an e-mail."))
    values, rejected = profiles.clean_changes(profile or {})
    problems |= {f"profile.{field}": reason for field, reason in rejected.items()}
    if problems:
        raise Invalid(_("The lead cannot be saved."), fields=problems)
    contact = _contact_for_entry(name=name, phone=number, email=address, language=language)
    if Lead.objects.filter(contact=contact, status=Lead.Status.OPEN).exists():
        raise Conflict(_("This person already has an open lead."), code="lead_exists")
    lead = _lead_insert(contact=contact, source=source, owner=owner, actor=actor)
    if values:
        profile_update(lead=lead, changes=values, actor=actor)
    return lead


def _contact_for_entry(*, name: str, phone: str, email: str, language: str) -> Contact:
    if phone:
        contact = contact_resolve(
            kind=Identity.Kind.PHONE, value=phone, name=name, language=language
        )
    elif email:
        contact = contact_resolve(
            kind=Identity.Kind.EMAIL, value=email, name=name, language=language
        )
    else:
        contact = Contact(name=_clean_name(name), language=language[:2])
        contact.search_key = _search_key(contact)
        contact.save()
    if email and not contact.email:
        contact.email = email
        contact.search_key = _search_key(contact)
        contact.save(update_fields=["email", "search_key", "updated_at"])
        Identity.objects.get_or_create(
            kind=Identity.Kind.EMAIL, value=email, defaults={"contact": contact}
        )
    return contact


def _lead_insert(*, contact: Contact, source: str, owner: User | None, actor: Actor) -> Lead:
    now = timezone.now()
    lead = Lead.objects.create(
        contact=contact,
        stage=Stage.objects.get(key=FIRST_STAGE),
        stage_entered_at=now,
        owner=owner,
        source=clip(source, 40) or "manual",
        last_activity_at=now,
    )
    lead.profile = LeadProfile.objects.create(lead=lead)
    activity_add(lead, Activity.Kind.CREATED, actor, data={"source": lead.source})
    events.record(
        lead_events.LEAD_CREATED,
        actor=actor,
        lead_id=lead.pk,
        object_id=lead.pk,
        data={"source": lead.source},
    )
    return lead


@joining
def profile_update(
    *,
    lead: Lead,
    changes: Mapping[str, Any],
    actor: Actor,
    message_id: UUID | None = None,
) -> ProfileChange:
    """Write what the lead wants; unacceptable values are refused one by one, the rest is kept.

    A field that a person of the broker corrected stays theirs: Sofía's later findings about it
    are refused with that reason. Every written field notes who said it, when, and in which
    message.
    """
    profile = LeadProfile.objects.select_for_update().get(lead=lead)
    current = {field: getattr(profile, field) for field in profiles.FIELDS}
    accepted, rejected = profiles.merge(current, profile.sources, changes, by=actor.kind)
    changed = list(accepted)
    if changed:
        before = profiles.as_json({field: getattr(profile, field) for field in changed})
        stamp = {
            "by": actor.kind,
            "name": actor.name,
            "at": timezone.now().isoformat(timespec="seconds"),
            "message": str(message_id) if message_id else None,
        }
        for field in changed:
            setattr(profile, field, accepted[field])
            profile.sources[field] = stamp
        profile.save(update_fields=[*changed, "sources", "updated_at"])
        after = profiles.as_json({field: accepted[field] for field in changed})
        activity_add(
            lead,
            Activity.Kind.PROFILE,
            actor,
            data={"fields": after, "message": stamp["message"]},
        )
        events.record(
            lead_events.LEAD_UPDATED,
            actor=actor,
            lead_id=lead.pk,
            object_id=profile.pk,
            changes={field: {"before": before[field], "after": after[field]} for field in changed},
            data={"fields": changed},
        )
    lead.profile = profile
    return ProfileChange(changed=changed, rejected=rejected)


@transaction.atomic
def lead_assign(*, lead: Lead, owner: User | None, actor: Actor) -> Lead:
    """Give the lead to a new owner, or to nobody; they are told once it is committed."""
    if owner is not None and not owner.is_active:
        raise Invalid(_("This person no longer works here."), fields={"owner": _("not active")})
    before = lead.owner
    if before == owner:
        return lead
    lead.owner = owner
    lead.save(update_fields=["owner", "updated_at"])
    activity_add(
        lead,
        Activity.Kind.OWNER,
        actor,
        data={"from": before.name if before else None, "to": owner.name if owner else None},
    )
    events.record(
        lead_events.LEAD_ASSIGNED,
        actor=actor,
        lead_id=lead.pk,
        object_id=lead.pk,
        changes={
            "owner": {
                "before": str(before.pk) if before else None,
                "after": str(owner.pk) if owner else None,
            }
        },
        data={"owner_id": str(owner.pk) if owner else None},
    )
    return lead


@transaction.atomic
def note_add(*, lead: Lead, text: str, actor: Actor) -> Activity:
    """A note on the timeline, for the broker's people only."""
    body = storable(text).strip()
    if not body:
        raise Invalid(_("Write something first."), fields={"text": _("empty")})
    if len(body) > NOTE_LIMIT:
        raise Invalid(
            _("A note holds at most %(limit)d characters.") % {"limit": NOTE_LIMIT},
            fields={"text": _("too long")},
        )
    note = activity_add(lead, Activity.Kind.NOTE, actor, text=body)
    events.record(lead_events.LEAD_NOTED, actor=actor, lead_id=lead.pk, object_id=note.pk)
    return note


@transaction.atomic
def task_add(
    *,
    lead: Lead,
    title: str,
    actor: Actor,
    due_at: datetime | None = None,
    assignee: User | None = None,
) -> Task:
    """Something to be done for the lead, by someone and by some time.

    Raises :class:`Invalid` without a title, and for a time nobody can mean.
    """
    line = clip(storable(title), 200)
    if not line:
        raise Invalid(_("Say what is to be done."), fields={"title": _("empty")})
    # The last day there is has no name in every time zone: such a task could never be shown.
    if due_at is not None and not _EARLIEST_YEAR <= due_at.year <= _LATEST_YEAR:
        raise Invalid(_("This time is too far away."), fields={"due_at": _("not valid")})
    task = Task.objects.create(lead=lead, title=line, due_at=due_at, assignee=assignee)
    activity_add(lead, Activity.Kind.TASK, actor, text=line, data={"task": str(task.pk)})
    events.record(lead_events.TASK_CHANGED, actor=actor, lead_id=lead.pk, object_id=task.pk)
    return task


@transaction.atomic
def task_complete(*, task: Task, actor: Actor) -> Task:
    """Tick a task off; ticking it twice changes nothing."""
    done = Task.objects.filter(pk=task.pk, done_at__isnull=True).update(done_at=timezone.now())
    task.refresh_from_db()
    if done:
        activity_add(
            task.lead,
            Activity.Kind.TASK,
            actor,
            text=task.title,
            data={"task": str(task.pk), "done": True},
        )
        events.record(
            lead_events.TASK_CHANGED, actor=actor, lead_id=task.lead_id, object_id=task.pk
        )
    return task


@joining
def qualification_record(
    *, lead: Lead, verdict: Verdict, actor: Actor, by_person: User | None = None
) -> Qualification:
    """Make a verdict the lead's current one and keep the one before as history.

    A verdict a person gave by hand stays in force: later reckonings are kept beside it but do not
    change the lead's score.
    """
    current = only(
        Qualification.objects.select_for_update().filter(lead=lead, is_current=True).order_by()
    )
    if current is not None and _same(current, verdict) and by_person is None:
        return current
    held = current is not None and current.by_person_id is not None and by_person is None
    if current is not None and not held:
        current.is_current = False
        current.save(update_fields=["is_current", "updated_at"])
    row = Qualification.objects.create(
        lead=lead,
        score=verdict.score,
        qualified=verdict.qualified,
        parts={name: asdict(part) for name, part in verdict.parts.items()},
        reasons=verdict.reasons,
        next_step=clip(verdict.next_step, 240),
        top_matches=verdict.top_matches,
        by_person=by_person,
        is_current=not held,
    )
    if held:
        return row
    was_hot = lead.temperature == Lead.Temperature.HOT
    changed_score = lead.score != verdict.score or lead.qualified != verdict.qualified
    before = {"score": lead.score, "qualified": lead.qualified}
    lead.score = verdict.score
    lead.qualified = verdict.qualified
    lead.temperature = _temperature(verdict.score)
    lead.save(update_fields=["score", "qualified", "temperature", "updated_at"])
    if changed_score:
        activity_add(
            lead,
            Activity.Kind.SCORE,
            actor,
            text=verdict.reasons[0] if verdict.reasons else "",
            data={"score": verdict.score, "before": before["score"]},
        )
        events.record(
            lead_events.LEAD_SCORED,
            actor=actor,
            lead_id=lead.pk,
            object_id=row.pk,
            changes={"score": {"before": before["score"], "after": verdict.score}},
            data={"score": verdict.score, "qualified": verdict.qualified},
        )
    if lead.temperature == Lead.Temperature.HOT and not was_hot:
        events.record(
            lead_events.LEAD_HOT,
            actor=actor,
            lead_id=lead.pk,
            object_id=lead.pk,
            data={"score": verdict.score},
        )
    return row


def _same(current: Qualification, verdict: Verdict) -> bool:
    return (
        current.score == verdict.score
        and current.qualified == verdict.qualified
        and current.parts == {name: asdict(part) for name, part in verdict.parts.items()}
        and current.next_step == clip(verdict.next_step, 240)
        and current.top_matches == verdict.top_matches
    )


def _temperature(score: int) -> str:
    if score >= HOT_SCORE:
        return Lead.Temperature.HOT
    return Lead.Temperature.WARM if score >= WARM_SCORE else Lead.Temperature.COLD


def activity_add(
    lead: Lead,
    kind: str,
    actor: Actor,
    *,
    text: str = "",
    data: Mapping[str, Any] | None = None,
) -> Activity:
    """A line of the lead's timeline, in the caller's transaction; packages above write theirs."""
    return Activity.objects.create(
        lead=lead,
        kind=kind,
        actor_kind=actor.kind,
        actor_name=actor.name[:120],
        text=text,
        data=dict(data or {}),
    )

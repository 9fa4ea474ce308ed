"""Accepting and rejecting what a training proposes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from agents.prompts import events as verbs
from agents.prompts.models import Proposal
from agents.prompts.selectors import admin_check, version_live
from agents.prompts.services import version_create
from agents.prompts.training.privacy import person_named
from crm.accounts.models import User
from crm.brokers.current import broker_current
from crm.conversations.models import Conversation
from crm.core import events
from crm.core.errors import Conflict, Invalid, NotFound
from crm.core.masking import HIDDEN
from crm.core.queries import only
from crm.core.text import clip, storable
from crm.leads.selectors import NIL, as_uuid
from knowledge.ingest import document_add


def proposal_get_for(actor: User, pk: object) -> Proposal:
    """One proposal; NotFound when there is none, Forbidden for agents."""
    admin_check(actor)
    proposal = only(Proposal.objects.select_related("run").filter(pk=as_uuid(pk) or NIL))
    if proposal is None:
        raise NotFound(_("There is no such proposal."))
    return proposal


@transaction.atomic
def proposal_accept(
    *, proposal: Proposal, user: User, title: str | None = None, text: str | None = None
) -> Proposal:
    """Take it, in these words if they are given.

    A frequent question becomes a document, a prompt a draft version. Raises Invalid when the text
    is empty or names a lead, Conflict when it was decided already.
    """
    proposal = _locked(proposal)
    title = clip(storable(title), 200) if title else proposal.title
    text = storable(text).strip() if text is not None else proposal.text
    if proposal.kind != Proposal.Kind.ADVICE:
        _check(proposal, title, text)
    if proposal.kind == Proposal.Kind.FAQ:
        language = proposal.language or broker_current().language
        document = document_add(title=title, text=f"# {title}\n\n{text}", language=language)
        proposal.document_id = document.pk
    elif proposal.kind == Proposal.Kind.PROMPT:
        proposal.version = version_create(
            specialist=proposal.run.specialist,
            text=text,
            note=_("From training"),
            user=user,
            based_on=version_live(proposal.run.specialist),
        )
    proposal.title, proposal.text = title, text
    return _decided(proposal, user, Proposal.State.ACCEPTED, verbs.ACCEPTED)


@transaction.atomic
def proposal_reject(*, proposal: Proposal, user: User) -> Proposal:
    """Turn it down; the same is not proposed again."""
    return _decided(_locked(proposal), user, Proposal.State.REJECTED, verbs.REJECTED)


def _locked(proposal: Proposal) -> Proposal:
    row = Proposal.objects.select_for_update(of=("self",)).select_related("run")
    found = row.get(pk=proposal.pk)
    if found.state != Proposal.State.OPEN:
        raise Conflict(_("This proposal has been decided already."), code="decided")
    return found


def _check(proposal: Proposal, title: str, text: str) -> None:
    if not text:
        raise Invalid(_("Write the answer first."), fields={"text": _("empty")})
    found = person_named(f"{title}\n{text}", _names(proposal))
    if found == HIDDEN:
        raise Invalid(
            _("Something is still hidden (***). Fill it in or leave it out."),
            fields={"text": HIDDEN},
        )
    if found:
        raise Invalid(
            _("This names a lead or how to reach them. Leave it out."), fields={"text": found}
        )


def _names(proposal: Proposal) -> list[str]:
    """The names of the leads it was drawn from."""
    ids = {UUID(each["conversation"]) for each in proposal.sources if "conversation" in each}
    rows = Conversation.objects.filter(pk__in=ids).exclude(contact__name="")
    return list(rows.values_list("contact__name", flat=True))


def _decided(proposal: Proposal, user: User, state: str, verb: str) -> Proposal:
    proposal.state = state
    proposal.decided_by, proposal.decided_at = user, timezone.now()
    proposal.save()
    data: dict[str, Any] = {"kind": proposal.kind}
    events.record(verb, actor=user.as_actor(), object_id=proposal.pk, data=data)
    return proposal

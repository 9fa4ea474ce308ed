"""What somebody agreed to in a form, kept as proof."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final, Literal

from django.utils.translation import gettext as _

from channels_app.forms.models import FormEntry
from channels_app.forms.reading import Reading
from channels_app.forms.words import vendor_of
from crm.core.actors import Actor
from crm.core.text import fold
from crm.leads.models import Consent, Contact
from crm.leads.services import consent_record

Kind = Literal["messages", "marketing"]
_MARKETING: Final = re.compile(
    r"newsletter|marketing|promo|ofertas?|offers?|novedades|publicidad|boletin|novidades|news\b"
)
_CONTACT: Final = re.compile(r"contact|whats ?app|messag|mensaj|mensag|sms|llam|call|escrib|write")


def consents_keep(entry: FormEntry, contact: Contact, said: Reading, actor: Actor) -> bool:
    """Record what was ticked and what sending the form itself agrees to.

    Returns whether the person may be written to now: who left a box about being contacted empty
    may not. Boxes of one kind are one record, since they were ticked at one moment.
    """
    boxes: dict[tuple[Kind, bool], list[str]] = defaultdict(list)
    may_write = True
    for box, ticked in entry.consents.items():
        wording = entry.labels.get(box) or box
        kind = _kind(wording if entry.labels.get(box) else box.replace("_", " "))
        if kind is None and not ticked:
            continue  # refusing what is not about messages says nothing about them
        kind = kind or "messages"
        boxes[kind, ticked].append(wording)
        if kind == "messages" and not ticked:
            may_write = False
    reach = said.phone or said.email
    if reach and may_write:
        # Who leaves a number in an ad's form asks to be contacted about it.
        boxes["messages", True].append(
            _("Form %(form)s of %(vendor)s")
            % {"form": entry.form_id, "vendor": vendor_of(entry.channel)}
        )
    for (kind, granted), wordings in boxes.items():
        consent_record(
            contact=contact,
            actor=actor,
            kind=kind,
            granted=granted,
            source=Consent.Source.FORM,
            channel=entry.channel,
            account_id=entry.account_id,
            words=reach if granted else _("left empty"),
            wording="\n".join(wordings)[:4000],
            at=entry.submitted_at,
        )
    return may_write


def _kind(wording: str) -> Kind | None:
    text = fold(wording)
    if _MARKETING.search(text):
        return "marketing"
    return "messages" if _CONTACT.search(text) else None

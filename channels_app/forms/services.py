"""What a broker says of its forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from channels_app.forms import events as verbs
from channels_app.forms.mapping import folded
from channels_app.forms.models import FIELDS, FormMapping
from crm.core import events
from crm.core.actors import Actor
from crm.core.errors import Invalid
from crm.core.text import storable

_MOST: Final = 200


@transaction.atomic
def mappings_set(
    *, channel: str, account_id: str, form_id: str, fields: Mapping[str, str], actor: Actor
) -> int:
    """Say what questions of a form tell, "" leaving one to the rules; returns how many changed.

    It holds for forms filled in from now on. Raises :class:`Invalid` for a field there is not.
    """
    unknown = [field for field in fields.values() if field and field not in FIELDS]
    if unknown or len(fields) > _MOST:
        raise Invalid(
            _("A question can only tell one of the fields on offer."),
            fields={"fields": ", ".join(sorted(set(unknown)))[:200] or _("too many")},
        )
    form: dict[str, Any] = {
        "channel": channel[:20],
        "account_id": account_id[:128],
        "form_id": form_id[:128],
    }
    before = dict(FormMapping.objects.filter(**form).values_list("question", "field"))
    wanted = {folded(storable(question)): field for question, field in fields.items()}
    changed = {
        question: field
        for question, field in wanted.items()
        if question and before.get(question, "") != field
    }
    for question, field in changed.items():
        if field:
            FormMapping.objects.update_or_create(
                **form, question=question, defaults={"field": field}
            )
        else:
            FormMapping.objects.filter(**form, question=question).delete()
    if changed:
        events.record(
            verbs.MAPPED,
            actor=actor,
            changes={
                question: {"before": before.get(question, ""), "after": field}
                for question, field in changed.items()
            },
            data=form,
        )
    return len(changed)

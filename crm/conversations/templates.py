"""Filling in a template's places."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from crm.conversations.models import MessageTemplate
from crm.core.errors import Invalid

_PLACE: Final = re.compile(r"\{\{\s*([A-Za-z0-9_]+)\s*\}\}")


def places_of(text: str) -> list[str]:
    """The names of a text's places in the order they first come, ``["1", "2"]`` for numbers."""
    return list(dict.fromkeys(_PLACE.findall(text)))


def filled(template: MessageTemplate, values: Mapping[str, str]) -> str:
    """How the template reads with these values; raises :class:`Invalid` for empty places."""
    empty = [place for place in template.places if not str(values.get(place, "")).strip()]
    if empty:
        raise Invalid(
            _("Fill in every place of the template."), fields=dict.fromkeys(empty, _("empty"))
        )
    parts = [template.header, template.body, template.footer]
    text = "\n\n".join(part for part in parts if part)
    return _PLACE.sub(lambda found: str(values.get(found[1], found[0])), text)


def template_payload(template: MessageTemplate, values: Mapping[str, str]) -> dict[str, Any]:
    """What a message of kind ``template`` carries, so that its channel can fill each part."""
    return {
        "template": {
            "name": template.name,
            "language": template.language,
            "values": [str(values[place]) for place in template.places],
            "places": list(template.places),
            "header": places_of(template.header),
            "body": places_of(template.body),
        }
    }

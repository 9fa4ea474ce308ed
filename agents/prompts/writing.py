"""What a broker's wording of a prompt may hold: text, and the fields that code fills in."""

from __future__ import annotations

import string
from typing import Final

from django.utils.translation import gettext as _

from agents.prompts.catalogue import built_in
from crm.core.errors import Invalid, TooLarge
from crm.core.text import storable

#: Characters; some 2,000 tokens, which every turn pays for.
LONGEST: Final = 8_000
_PARTS = string.Formatter()


def fields_of(text: str) -> set[str]:
    """The fields in braces of a text that :func:`voice_checked` let pass."""
    return {name for _text, name, _spec, _conversion in _PARTS.parse(text) if name is not None}


def allowed_fields(specialist: str) -> list[str]:
    """The fields this specialist's code fills in: those its built-in voice uses."""
    return sorted(fields_of(built_in(specialist).voice))


def voice_checked(specialist: str, text: str) -> str:
    """The text as it is stored. Raises Invalid for braces nobody fills in, TooLarge when long."""
    text = storable(text).replace("\r\n", "\n").strip()
    if not built_in(specialist).frame:
        raise Invalid(_("This prompt cannot be changed."))
    if not text:
        raise Invalid(_("The prompt is empty."), fields={"text": _("Write something here.")})
    if len(text) > LONGEST:
        raise TooLarge(
            _("A prompt holds at most %(limit)d characters; this one has %(length)d.")
            % {"limit": LONGEST, "length": len(text)},
            fields={"text": _("too long")},
        )
    problem = _braces_problem(text, allowed_fields(specialist))
    if problem:
        raise Invalid(_("There is something wrong with the braces."), fields={"text": problem})
    return text


def _braces_problem(text: str, allowed: list[str]) -> str:
    known = ", ".join(f"{{{name}}}" for name in allowed)
    try:
        parts = list(_PARTS.parse(text))
    except ValueError:
        return _("A brace stands alone. Write {{ or }} for a brace that is meant as one.")
    for _before, name, spec, conversion in parts:
        if name is None:
            continue
        if name not in allowed or spec or conversion:
            return _(
                "{%(name)s} is no field. There are: %(known)s. Write {{ and }} for braces."
            ) % {"name": f"{name}{'!' + conversion if conversion else ''}"
                         f"{':' + spec if spec else ''}"[:60], "known": known}  # fmt: skip
    return ""

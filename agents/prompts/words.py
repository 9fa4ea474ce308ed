"""How specialists and what is in force for them are called on pages."""

from __future__ import annotations

from django.utils.translation import gettext as _

from agents.prompts.models import PromptVersion


def specialist_word(name: str) -> str:
    """The specialist as a person of the broker reads it."""
    words = {
        "leasing": _("Leasing and sales"),
        "qualifier": _("Qualifying"),
        "negotiator": _("Negotiating"),
        "scheduler": _("Viewings"),
        "marketing": _("Marketing"),
        "property": _("Properties and documents"),
        "analyst": _("Your own questions"),
    }
    return words.get(name, name.replace("_", " ").capitalize())


def version_word(version: PromptVersion | None) -> str:
    """``v3``, or that it is the one the product comes with."""
    return version.label if version is not None else _("built-in")


def field_word(name: str) -> str:
    """What code puts into a field."""
    words = {
        "broker_name": _("your name as a broker"),
        "broker_place": _("your city and country"),
    }
    return words.get(name, name.replace("_", " "))


def outcome_word(name: str) -> str:
    """What is counted in an experiment."""
    words = {
        "replied": _("Wrote back"),
        "qualified": _("Qualified"),
        "viewing": _("Booked a viewing"),
        "handed_over": _("Handed over to a person"),
    }
    return words[name]

"""How specialists and what is in force for them are called on pages."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agents.desk import cards
from agents.prompts.models import PromptVersion
from agents.story import TOOLS
from crm.conversations.models import HANDOVER_REASONS


def specialist_word(name: str) -> str:
    """The specialist as a person of the broker reads it."""
    words = {
        "leasing": _("How she speaks with leads"),
        "after_sale": _("After the sale"),
        "leasing_office": _("Leasing, for the office"),
        "ad_copy": _("Advertisements"),
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


def tried_word(version: str) -> str:
    """The version that a run's name for it tells of: ``leasing/v3@…`` is ``v3``."""
    _name, _slash, label = version.partition("@")[0].partition("/")
    return label or version_word(None)


def field_word(name: str) -> str:
    """What code puts into a field."""
    words = {
        "broker_name": _("your name as a broker"),
        "broker_place": _("your city and country"),
    }
    return words.get(name, name.replace("_", " "))


def questions_told() -> list[tuple[str, str]]:
    """What Sofía asks, by the name a scenario's answers go by, and in words."""
    words = {
        "operation": _("buy, rent or sell"),
        "areas": _("where"),
        "property_type": _("what kind of home"),
        "beds": _("how many bedrooms"),
        "budget": _("budget"),
        "preapproved": _("whether it is financed"),
        "timeline": _("by when"),
        "unit": _("which listing"),
        "viewing": _("whether to see it"),
        "slot": _("which time"),
        "name": _("name"),
        "phone": _("phone"),
    }
    return list(words.items())


def outcome_word(name: str) -> str:
    """What is counted in an experiment."""
    words = {
        "replied": _("Wrote back"),
        "qualified": _("Qualified"),
        "viewing": _("Booked a viewing"),
        "handed_over": _("Handed over to a person"),
    }
    return words[name]


def tool_word(name: str) -> str:
    """What a tool did, as the stories of runs tell it."""
    return str(TOOLS[name][1]) if name in TOOLS else cards.tool_word(name)


def check_word(name: str) -> str:
    """What a check had against a draft."""
    subject, _colon, what = name.partition(":")
    if subject == "limit":
        return _("a limit: %(what)s") % {"what": what}
    words = {
        "claims": _("a claim without proof"),
        "person_owed": _("a person was owed"),
        "announced": _("announced what it did not do"),
    }
    return words.get(subject, subject)


def reason_word(reason: str) -> str:
    """Why a person would have been called; "" when nobody would."""
    return str(HANDOVER_REASONS.get(reason, reason.replace("_", " ")))


def event_check_word(name: str) -> str:
    """What a scenario looked at, as a person reads it; what is no word of ours as it stands."""
    subject, _colon, what = name.partition(": ")
    events = {
        "booked": _("a viewing is booked"),
        "qualified": _("the lead is qualified"),
        "handed_over": _("a person is called"),
        "opted_out": _("the lead wants no more messages"),
    }
    told = events.get(what, what.replace("\\", ""))
    words = {
        "must": _("must happen: %(what)s"),
        "must not": _("must not happen: %(what)s"),
        "says": _("must say: %(what)s"),
        "never says": _("must never say: %(what)s"),
        "asks nothing again": _("asks for nothing twice"),
        "no turn fails": _("no answer fails"),
        "answers every message": _("answers every message"),
        "speaks the lead's language": _("speaks the lead's language"),
    }
    return words[subject] % {"what": told} if subject in words else name


def found_word(found: str) -> str:
    """What a scenario found where it looked, as a person reads it."""
    number, _space, what = found.partition(" ")
    if not number.isdecimal():
        return found
    count = int(number)
    if what == "failed":
        words = ngettext("%(count)d failed", "%(count)d failed", count)
    elif what == "without an answer":
        words = ngettext("%(count)d without an answer", "%(count)d without an answer", count)
    else:
        return found
    return words % {"count": count}

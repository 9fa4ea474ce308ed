"""Outcomes and refusals in the words of people."""

from __future__ import annotations

from django.utils.translation import gettext as _


def refusal_word(code: str) -> str:
    """Why an address is refused."""
    words = {
        "scheme": _("It must begin with https:// or http://."),
        "credentials": _("Leave out user and password; requests are signed instead."),
        "port": _("Only the ports 80, 443 and 8000 to 9000 can be used."),
        "private": _("It must be reachable on the public internet."),
    }
    return words.get(code, _("This is not the address of a web server."))


def outcome_word(error: str, status: int | None) -> str:
    """What became of the last try of a delivery; "" when nothing went wrong."""
    if error == "status":
        return _("answered %(status)d") % {"status": status or 0}
    words = {
        "": "",
        "timeout": _("did not answer in time"),
        "unreachable": _("could not be reached"),
        "certificate": _("its certificate is not valid"),
        "refused_address": _("its address is not on the public internet"),
        "interrupted": _("was interrupted; sent again"),
        "expired": _("waited a day in vain"),
    }
    return words.get(error, _("failed"))


def disabled_word(reason: str) -> str:
    """Why an endpoint is switched off."""
    words = {
        "gone": _("The address answered 410: it wants no more events."),
        "failing": _("Nothing could be delivered for seven days."),
        "": _("Switched off by hand."),
    }
    return words.get(reason, reason)


def event_word(kind: str) -> str:
    """An event type as a person reads it; the type itself for one without words."""
    words = {
        "appointment_booked": _("Viewing booked"),
        "contact_opted_in": _("Person asked to be written to again"),
        "contact_opted_out": _("Person asked for no more messages"),
        "conversation_escalated": _("Conversation handed to a person"),
        "delivery_failed": _("Message could not be delivered"),
        "lead_assigned": _("Lead assigned"),
        "lead_created": _("Lead created"),
        "lead_hot": _("Lead is hot"),
        "new_message": _("Message received or sent"),
        "ping": _("Test call"),
        "stage_changed": _("Lead moved to another stage"),
    }
    return words.get(kind, kind)

"""A broker's opening hours on a form, the same on its own page and in the console."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.brokers.hours import DAYS
from crm.brokers.models import Broker
from crm.brokers.opening import RESPOND_LIMIT, closed_read, closed_words, day_read, day_words
from crm.core.errors import Invalid

DAY_NAMES: Final = {
    "mon": _("Monday"),
    "tue": _("Tuesday"),
    "wed": _("Wednesday"),
    "thu": _("Thursday"),
    "fri": _("Friday"),
    "sat": _("Saturday"),
    "sun": _("Sunday"),
}


def _day(name: str) -> forms.CharField:
    widget = forms.TextInput(
        {"class": "input", "placeholder": pgettext_lazy("hours", "closed"), "autocomplete": "off"}
    )
    return forms.CharField(label=DAY_NAMES[name], required=False, max_length=200, widget=widget)


class OpeningForm(forms.Form):
    """A week of spans, the closed days, and how fast a person answers."""

    mon = _day("mon")
    tue = _day("tue")
    wed = _day("wed")
    thu = _day("thu")
    fri = _day("fri")
    sat = _day("sat")
    sun = _day("sun")
    closed_lines = forms.CharField(
        label=_("Closed days"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"class": "textarea", "rows": 4, "placeholder": "2026-12-25"}),
    )
    respond_minutes = forms.IntegerField(
        label=_("A person answers within, minutes"),
        min_value=1,
        max_value=RESPOND_LIMIT,
        widget=forms.NumberInput({"class": "input input-number", "inputmode": "numeric"}),
    )

    def clean(self) -> dict[str, Any]:
        """Read what was typed into what is kept, with the reason beside each field."""
        given = dict(super().clean() or {})
        week: dict[str, list[str]] = {}
        for day in DAYS:
            try:
                week[day] = day_read(given.get(day) or "")
            except Invalid as error:
                self.add_error(day, error.message)
        try:
            given["closed_days"] = closed_read(given.get("closed_lines") or "")
        except Invalid as error:
            self.add_error("closed_lines", error.message)
        given["opening_hours"] = week
        return given

    def opening(self) -> dict[str, Any]:
        """What the services keep, once the form is valid."""
        kept = ("opening_hours", "closed_days", "respond_minutes")
        return {name: self.cleaned_data[name] for name in kept}


def opening_initial(broker: Broker) -> dict[str, Any]:
    """The broker's hours as the form shows them."""
    week = broker.opening_hours
    return {
        **{day: day_words(week.get(day, [])) for day in DAYS},
        "closed_lines": closed_words(broker.closed_days),
        "respond_minutes": broker.respond_minutes,
    }

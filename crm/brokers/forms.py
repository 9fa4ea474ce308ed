"""A broker's opening hours on a form, the same on its own page and in the console."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.brokers.hours import DAYS
from crm.brokers.limits import MISSES_LIMIT, VALUE_LIMIT
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


class HandoverLimitsForm(forms.Form):
    """From when on a person is called without being asked for."""

    handover_sentiment = forms.TypedChoiceField(
        label=_("Tone of the lead"),
        required=False,
        coerce=float,
        empty_value=None,
        choices=[
            ("", _("Leave the tone aside")),
            ("-0.5", _("When they sound annoyed")),
            ("-0.8", _("When they are clearly upset")),
            ("-1.0", _("Only when they are furious")),
        ],
        widget=forms.Select({"class": "select"}),
    )
    handover_misses = forms.IntegerField(
        label=_("Misunderstandings in a row"),
        min_value=0,
        max_value=MISSES_LIMIT,
        widget=forms.NumberInput({"class": "input input-number", "inputmode": "numeric"}),
    )
    handover_value = forms.DecimalField(
        label=_("Budget from which a lead is yours"),
        required=False,
        min_value=1,
        max_value=VALUE_LIMIT,
        decimal_places=2,
        widget=forms.NumberInput({"class": "input input-amount", "inputmode": "decimal"}),
    )
    handover_when_urgent = forms.BooleanField(
        label=_("Call a person when a lead says that it is urgent"), required=False
    )


def handover_limits_initial(broker: Broker) -> dict[str, Any]:
    """The broker's limits as the form shows them; a tone between two choices as the nearer one."""
    tone = broker.handover_sentiment
    offered = (-0.5, -0.8, -1.0)
    return {
        "handover_sentiment": ""
        if tone is None
        else str(min(offered, key=lambda each: abs(each - tone))),
        "handover_misses": broker.handover_misses,
        "handover_value": broker.handover_value,
        "handover_when_urgent": broker.handover_when_urgent,
    }


def opening_initial(broker: Broker) -> dict[str, Any]:
    """The broker's hours as the form shows them."""
    week = broker.opening_hours
    return {
        **{day: day_words(week.get(day, [])) for day in DAYS},
        "closed_lines": closed_words(broker.closed_days),
        "respond_minutes": broker.respond_minutes,
    }

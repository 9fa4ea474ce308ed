"""What the lead's pages take in."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.accounts.models import User
from crm.accounts.selectors import people_active
from crm.leads import profile as profiles
from crm.leads.card import ROWS
from crm.leads.models import LeadProfile
from crm.leads.words import field_word

INPUT: Final = {"class": "input", "autocomplete": "off"}
SELECT: Final = {"class": "select"}
SORTS: Final = {
    "": ("-last_activity_at", "-id"),
    "score": ("-score", "-last_activity_at", "-id"),
    "new": ("-id",),
    "stuck": ("stage_entered_at", "id"),
    "name": ("contact__search_key", "-id"),
}


class LeadFilter(forms.Form):
    """The list's filters; anything it does not understand narrows nothing."""

    q = forms.CharField(required=False, max_length=120)
    stage = forms.CharField(required=False, max_length=40)
    owner = forms.CharField(required=False, max_length=40)
    source = forms.CharField(required=False, max_length=40)
    score_min = forms.IntegerField(required=False, min_value=0, max_value=100)
    sort = forms.ChoiceField(required=False, choices=[(key, key) for key in SORTS])

    def values(self) -> dict[str, Any]:
        """What was asked and understood."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) for name in self.fields}


class NoteForm(forms.Form):
    """A note for colleagues."""

    text = forms.CharField(max_length=10_000, strip=True)


class TaskForm(forms.Form):
    """Something to do, perhaps by a time."""

    title = forms.CharField(max_length=200, strip=True)
    due_at = forms.DateTimeField(
        required=False, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"]
    )


class AssignForm(forms.Form):
    """Who works the lead; empty for nobody."""

    owner = forms.ModelChoiceField(User.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["owner"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people_active()


class ContactForm(forms.Form):
    """Who the lead is."""

    name = forms.CharField(
        label=_("Name"), required=False, max_length=160, widget=forms.TextInput(INPUT)
    )
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=40,
        widget=forms.TextInput({**INPUT, "inputmode": "tel"}),
    )
    email = forms.CharField(
        label=_("E-mail"), required=False, max_length=254, widget=forms.EmailInput(INPUT)
    )


class ConsentForm(forms.Form):
    """What a person of the broker was told about being written to."""

    wish = forms.ChoiceField(
        label=_("They"),
        choices=[
            ("out", _("want no messages any more")),
            ("in", _("want messages again")),
        ],
        widget=forms.Select(SELECT),
    )
    scope = forms.ChoiceField(
        label=_("Which"),
        choices=[("messages", _("everything automatic")), ("marketing", _("campaigns only"))],
        required=False,
        widget=forms.Select(SELECT),
    )
    words = forms.CharField(
        label=_("How they said it"),
        max_length=400,
        strip=True,
        widget=forms.TextInput(INPUT),
    )

    def clean_scope(self) -> str:
        """Everything automatic, unless campaigns were meant."""
        return self.cleaned_data["scope"] or "messages"


class LeadForm(ContactForm):
    """A lead entered by hand."""


_YES_OR_NO: Final = frozenset({"preapproved", *profiles.FEATURES})


class WantForm(forms.Form):
    """One row of what the lead wants; which fields depends on the row."""

    def __init__(self, key: str, *args: Any, profile: LeadProfile, **kwargs: Any) -> None:
        self.names = ROWS[key]
        kwargs.setdefault("initial", {name: _initial(profile, name) for name in self.names})
        super().__init__(*args, **kwargs)
        for name in self.names:
            field = _field(name)
            field.label = field_word(name).capitalize()
            self.fields[name] = field

    def changes(self) -> dict[str, Any]:
        """The row as the profile takes it; empty values clear."""
        values = dict(self.cleaned_data)
        if "areas" in values:
            values["areas"] = [each.strip() for each in values["areas"].split(",") if each.strip()]
        for name in _YES_OR_NO & values.keys():
            if values[name] == "":
                values[name] = None
        return values


def _initial(profile: LeadProfile, name: str) -> Any:
    value = getattr(profile, name)
    if name == "areas":
        return ", ".join(value)
    if name in _YES_OR_NO:
        return "" if value is None else str(value).lower()
    if name in {"budget_min", "budget_max"} and value is not None:
        return int(value) if value == value.to_integral_value() else value
    return value


def _choices(words: Any) -> list[tuple[str, Any]]:
    return [("", "—"), *words]


def _field(name: str) -> forms.Field:
    if name == "operation":
        return _select(_choices(LeadProfile.Operation.choices))
    if name == "property_type":
        return _select(_choices((key, TYPES.get(key, key)) for key in profiles.PROPERTY_TYPES))
    if name == "currency":
        return _select(_choices((code, code) for code in profiles.CURRENCIES))
    if name == "period":
        return _select(_choices(LeadProfile.Period.choices))
    if name == "financing":
        return _select([("", _("not known")), *LeadProfile.Financing.choices])
    if name == "preapproved":
        return _select([("", _("not known")), ("true", _("ready")), ("false", _("not yet"))])
    if name in profiles.FEATURES:
        return _select([("", _("not said")), ("true", _("yes")), ("false", _("no"))])
    widget = forms.TextInput(INPUT)
    if name in {"beds", "baths", "area_m2", "budget_min", "budget_max"}:
        widget = forms.TextInput({**INPUT, "inputmode": "decimal"})
    return forms.CharField(required=False, max_length=400, widget=widget)


def _select(choices: list[tuple[str, Any]]) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, required=False, widget=forms.Select(SELECT))


TYPES: Final = {
    "apartment": _("apartment"),
    "house": _("house"),
    "villa": _("villa"),
    "townhouse": _("townhouse"),
    "studio": _("studio"),
    "office": _("office"),
    "commercial": _("commercial"),
    "land": _("land"),
    "parking": _("parking"),
    "storage": _("storage"),
}

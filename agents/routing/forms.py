"""What the pages of models take in."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from agents.routing.models import VENDORS
from agents.routing.tasks import Task

# A key is typed once and never shown again: no field of it is ever filled from a row.
_KEY: Final = {"class": "input", "autocomplete": "off", "spellcheck": "false"}


class ModelForm(forms.Form):
    """A model for one kind of work, with a key of the broker's own or the platform's."""

    task = forms.ChoiceField(
        label=_("For"), choices=Task.choices, widget=forms.Select({"class": "select"})
    )
    provider = forms.ChoiceField(
        label=_("Vendor"), choices=VENDORS, widget=forms.Select({"class": "select"})
    )
    model = forms.CharField(
        label=_("Model"),
        max_length=80,
        widget=forms.TextInput(
            {"class": "input", "autocomplete": "off", "spellcheck": "false", "list": "models"}
        ),
    )
    api_key = forms.CharField(
        label=_("Your own key"),
        required=False,
        widget=forms.PasswordInput(_KEY, render_value=False),
    )


class KeyForm(forms.Form):
    """Another key for a model that is in the order already."""

    api_key = forms.CharField(
        label=_("Your own key"),
        required=False,
        widget=forms.PasswordInput(_KEY, render_value=False),
    )

    def key(self) -> Any:
        """The key as it was typed."""
        return self.cleaned_data["api_key"]

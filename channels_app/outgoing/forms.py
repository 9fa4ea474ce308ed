"""What the pages of webhooks take in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from channels_app.outgoing.events import public_types
from channels_app.outgoing.words import event_word
from channels_app.public_addresses import LONGEST_URL


class WebhookForm(forms.Form):
    """An address, what it is for, and which events go there."""

    url = forms.CharField(
        label=_("Address"),
        max_length=LONGEST_URL,
        widget=forms.TextInput(
            {
                "class": "input",
                "inputmode": "url",
                "autocomplete": "off",
                "placeholder": "https://",
                "spellcheck": "false",
            }
        ),
    )
    description = forms.CharField(
        label=_("What it is for"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
    )
    events = forms.MultipleChoiceField(label=_("Events"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["events"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(each, event_word(each)) for each in public_types()]

    def event_rows(self) -> list[tuple[str, str, bool]]:
        """Every event type with its words and whether it is ticked."""
        ticked = set(self["events"].value() or ())
        return [(each, event_word(each), each in ticked) for each in public_types()]


class ReplayForm(forms.Form):
    """From which moment on events are sent again, on the broker's clock."""

    since = forms.DateTimeField(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"])

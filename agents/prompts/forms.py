"""What the pages of prompts take in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agents.prompts.models import SHARE_LEAST, SHARE_MOST, PromptVersion
from agents.prompts.words import version_word

BUILT_IN = "built-in"


class VersionForm(forms.Form):
    """A voice, and what is different about it; how it may look is the service's to say."""

    text = forms.CharField(
        label=_("How she speaks and what she does"),
        strip=False,
        widget=forms.Textarea(
            {"class": "input prompt-editor", "rows": 22, "spellcheck": "true", "dir": "auto"}
        ),
    )
    note = forms.CharField(
        label=_("What is different"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
    )
    based_on = forms.UUIDField(required=False, widget=forms.HiddenInput())


class TryOutForm(forms.Form):
    """On how many past conversations a version is tried."""

    conversations = forms.IntegerField(
        label=_("Recent conversations"),
        min_value=1,
        max_value=20,
        initial=5,
        widget=forms.NumberInput({"class": "input prompt-number", "inputmode": "numeric"}),
    )


class ExperimentForm(forms.Form):
    """Which two are compared, and how many leads the challenger gets."""

    name = forms.CharField(
        label=_("What you want to know"),
        max_length=120,
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
    )
    control = forms.ChoiceField(label=_("As now"), widget=forms.Select({"class": "input"}))
    challenger = forms.ChoiceField(label=_("Against"), widget=forms.Select({"class": "input"}))
    share = forms.IntegerField(
        label=_("Share of new leads for the challenger, in percent"),
        min_value=SHARE_LEAST,
        max_value=SHARE_MOST,
        initial=50,
        widget=forms.NumberInput({"class": "input prompt-number", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, versions: list[PromptVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(BUILT_IN, version_word(None)), *((str(v.pk), _labelled(v)) for v in versions)]
        for name in ("control", "challenger"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


def _labelled(version: PromptVersion) -> str:
    note = f": {version.note}" if version.note else ""
    return f"{version.label} ({version.get_state_display()}){note}"


class TrainingForm(forms.Form):
    """How far back a training looks."""

    days = forms.IntegerField(
        label=_("Days to look back"),
        min_value=1,
        max_value=365,
        initial=30,
        widget=forms.NumberInput({"class": "input prompt-number", "inputmode": "numeric"}),
    )


class ProposalForm(forms.Form):
    """A proposal as a person wants it kept."""

    title = forms.CharField(max_length=200, required=False)
    text = forms.CharField(required=False, strip=True)

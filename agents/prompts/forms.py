"""What the pages of prompts take in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agents.prompts.models import SHARE_LEAST, SHARE_MOST, PromptVersion
from agents.prompts.words import version_word

BUILT_IN = "built-in"
HAPPENINGS = [
    ("booked", _("a viewing is booked")),
    ("qualified", _("the lead is qualified")),
    ("handed_over", _("a person is called")),
    ("opted_out", _("the lead wants no more messages")),
]


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
    control = forms.ChoiceField(label=_("As now"), widget=forms.Select({"class": "select"}))
    challenger = forms.ChoiceField(label=_("Against"), widget=forms.Select({"class": "select"}))
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


class LinesField(forms.CharField):
    """A text of which every line is a value."""

    widget = forms.Textarea

    def __init__(self, *, label: Any, rows: int = 3) -> None:
        super().__init__(
            label=label, required=False, max_length=4_000,
            widget=forms.Textarea({"class": "textarea", "rows": rows}),
        )  # fmt: skip

    def clean(self, value: Any) -> list[str]:
        """The lines that hold something."""
        text: str = super().clean(value)
        return [line.strip() for line in text.splitlines() if line.strip()]


class ScenarioForm(forms.Form):
    """A lead as a broker makes them up."""

    title = forms.CharField(
        label=_("What it shows"), max_length=200,
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("The lead writes in"), choices=[("es", "Español"), ("en", "English")],
        widget=forms.Select({"class": "select"}),
    )  # fmt: skip
    persona = forms.ChoiceField(
        label=_("How they write"),
        choices=[
            ("plain", _("plainly")), ("chatty", _("a lot at once")), ("terse", _("in few words")),
            ("evasive", _("evasively")), ("sloppy", _("carelessly")),
        ],
        widget=forms.Select({"class": "select"}),
    )  # fmt: skip
    opening = forms.CharField(
        label=_("Their first message"), max_length=2_000,
        widget=forms.Textarea({"class": "textarea", "rows": 2}),
    )  # fmt: skip
    answers = LinesField(label=_("What they answer when she asks"), rows=5)
    must = forms.MultipleChoiceField(
        label=_("Must happen"), required=False, choices=HAPPENINGS,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    must_not = forms.MultipleChoiceField(
        label=_("Must not happen"), required=False, choices=HAPPENINGS,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    says = LinesField(label=_("She must say"))
    never_says = LinesField(label=_("She must never say"))

    def happenings(self) -> list[forms.BoundField]:
        """The two fields of boxes."""
        return [self["must"], self["must_not"]]

    def clean_answers(self) -> dict[str, str]:
        """The answers by the name of the question; lines without a colon are refused."""
        found: dict[str, str] = {}
        for line in self.cleaned_data["answers"]:
            name, colon, answer = line.partition(":")
            if not colon or not name.strip() or not answer.strip():
                raise forms.ValidationError(
                    _("Write each as “question: answer”, as in “budget: up to 500”.")
                )
            found[name.strip().lower()] = answer.strip()
        return found


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

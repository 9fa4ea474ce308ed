"""What the board's pages take in."""

from __future__ import annotations

from typing import Any

from django import forms


class BoardFilter(forms.Form):
    """Which leads the board shows; what it does not understand narrows nothing."""

    q = forms.CharField(required=False, max_length=120)
    owner = forms.CharField(required=False, max_length=40)

    def values(self) -> dict[str, Any]:
        """What was asked and understood."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


class MoveForm(forms.Form):
    """Where a lead goes, and why if the stage asks; ``undo`` is a move that takes back another."""

    stage = forms.SlugField(max_length=40)
    reason = forms.CharField(required=False, max_length=240, strip=True)
    other = forms.CharField(required=False, max_length=240, strip=True)
    undo = forms.BooleanField(required=False)

    def said_reason(self) -> str:
        """The reason in the person's own words, else the one they chose."""
        return str(self.cleaned_data["other"] or self.cleaned_data["reason"])

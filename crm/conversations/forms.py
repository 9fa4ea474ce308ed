"""What the inbox takes in."""

from __future__ import annotations

from typing import Any

from django import forms


class InboxFilter(forms.Form):
    """Which conversations are shown; what it does not understand narrows nothing."""

    q = forms.CharField(required=False, max_length=120)
    show = forms.CharField(required=False, max_length=20)

    def values(self) -> dict[str, Any]:
        """What was asked and understood."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


class ReplyForm(forms.Form):
    """What a person answers."""

    text = forms.CharField(strip=True)

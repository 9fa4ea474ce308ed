"""What the inbox takes in."""

from __future__ import annotations

from typing import Any

from django import forms

from crm.conversations.services import AGREED_LIMIT


class InboxFilter(forms.Form):
    """Which conversations are shown; what it does not understand narrows nothing."""

    q = forms.CharField(required=False, max_length=120)
    show = forms.CharField(required=False, max_length=20)

    def values(self) -> dict[str, Any]:
        """What was asked and understood."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in self.fields}


class ReleaseForm(forms.Form):
    """What a person settled with the lead before they give the thread back.

    A form without the field, as a program may send it, leaves what stands there.
    """

    agreed = forms.CharField(required=False, max_length=AGREED_LIMIT)

    def agreed_or_none(self) -> str | None:
        """The text given, "" for none, None when nothing was said about it."""
        return self.cleaned_data["agreed"] if "agreed" in self.data else None


class ReplyForm(forms.Form):
    """What a person answers."""

    text = forms.CharField(strip=True)
    client_key = forms.CharField(required=False, max_length=64)


class FileForm(forms.Form):
    """What goes with a file."""

    text = forms.CharField(required=False, strip=True)
    client_key = forms.CharField(required=False, max_length=64)


class TemplateForm(forms.Form):
    """Which template, and what stands in its places: ``place:NAME`` each."""

    template = forms.UUIDField()
    client_key = forms.CharField(required=False, max_length=64)

    def values(self) -> dict[str, str]:
        """What was written into the places, by their names."""
        return {
            name.removeprefix("place:"): str(value).strip()
            for name, value in self.data.items()
            if name.startswith("place:")
        }

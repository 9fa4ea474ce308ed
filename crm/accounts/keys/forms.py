"""What the page of API keys takes in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.accounts.keys.selectors import scopes_of
from crm.accounts.keys.words import scope_word
from crm.accounts.models import User
from crm.accounts.selectors import people_active


class KeyForm(forms.Form):
    """What the key is for, whose rights it has, which of them, and until when."""

    name = forms.CharField(
        label=_("What it is for"),
        max_length=60,
        widget=forms.TextInput({"class": "input", "autocomplete": "off"}),
    )
    user = forms.ModelChoiceField(
        label=_("Acts for"),
        queryset=User.objects.none(),
        empty_label=None,
        widget=forms.Select({"class": "input"}),
    )
    scopes = forms.MultipleChoiceField(label=_("May"))
    expires_at = forms.DateField(
        label=_("Ends on"),
        required=False,
        widget=forms.DateInput({"class": "input", "type": "date"}),
    )

    def __init__(self, *args: Any, admin: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._admin = admin
        people = self.fields["user"]
        assert isinstance(people, forms.ModelChoiceField)
        people.queryset = people_active()
        people.initial = admin.pk
        scopes = self.fields["scopes"]
        assert isinstance(scopes, forms.MultipleChoiceField)
        scopes.choices = [(each, scope_word(each)) for each in scopes_of(admin)]

    def scope_rows(self) -> list[tuple[str, str, bool]]:
        """Every scope with its words and whether it is ticked."""
        ticked = set(self["scopes"].value() or ())
        return [(each, scope_word(each), each in ticked) for each in scopes_of(self._admin)]

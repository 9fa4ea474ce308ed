"""What the settings pages of channels take in."""

from __future__ import annotations

import re
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from channels_app.forms.expiring import moment_of
from channels_app.models import ChannelAccount
from channels_app.settings.vendors import EXPIRES, Ask, Vendor
from crm.core.text import storable

_LONGEST: Final = {"account": 128, "name": 120, "token": 4000, "secret": 4000}
_OPTION_LIMIT: Final = 200
_FASTEST: Final = 1000


def _text(kind: type[forms.Widget] = forms.TextInput, **attributes: str) -> forms.Widget:
    return kind({"class": "input", "autocomplete": "off", "spellcheck": "false", **attributes})


class ConnectForm(forms.Form):
    """An account's id, its credentials and what only its channel asks for.

    Of an account that is connected already the credentials are never shown; an empty field leaves
    one as it is.
    """

    def __init__(
        self, vendor: Vendor, data: Any = None, *, account: ChannelAccount | None = None
    ) -> None:
        super().__init__(data)
        self.vendor = vendor
        self.account = account
        if account is None and vendor.account is not None:
            self._add(vendor.account)
        for ask in (vendor.token, vendor.secret):
            if ask is not None:
                self._add(ask, is_secret=True)
        for ask in vendor.options:
            self._add(ask)
        if account is None:
            self.fields["name"] = forms.CharField(
                label=_("Name for your team"), required=False, max_length=_LONGEST["name"],
                widget=_text(),
            )  # fmt: skip

    def _add(self, ask: Ask, *, is_secret: bool = False) -> None:
        is_kept = self.account is not None and bool(getattr(self.account, ask.name, ""))
        required = ask.is_required and self.account is None
        known = "" if self.account is None or is_secret else self.account.config.get(ask.name, "")
        hint = _("Set. Leave it empty to keep it.") if is_secret and is_kept else str(ask.hint)
        if ask.choices:
            self.fields[ask.name] = forms.ChoiceField(
                label=str(ask.label), choices=ask.choices, required=required, initial=known,
                widget=forms.Select({"class": "select"}), help_text=hint,
            )  # fmt: skip
            return
        widget = _text(forms.PasswordInput, autocomplete="new-password") if is_secret else _text()
        self.fields[ask.name] = forms.CharField(
            label=str(ask.label), required=required, widget=widget, help_text=hint, initial=known,
            max_length=_LONGEST.get(ask.name, _OPTION_LIMIT),
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Check each value's shape, with the reason beside its field."""
        given = dict(super().clean() or {})
        vendor = self.vendor
        for ask in (vendor.account, vendor.token, vendor.secret, *vendor.options):
            value = given.get(ask.name) if ask is not None else None
            if ask is None or not value:
                continue
            given[ask.name] = value = storable(str(value)).strip()
            if ask.pattern and not re.fullmatch(ask.pattern, value):
                self.add_error(ask.name, str(ask.refusal))
            elif ask.name == EXPIRES and moment_of(value) is None:
                self.add_error(EXPIRES, _("There is no such day."))
        if (
            self.account is not None
            and vendor.account is None
            and given.get("token")
            and not self.has_error("token")
            and given["token"].partition(":")[0] != self.account.account_id
        ):
            self.add_error("token", _("This token is another bot's: connect that one anew."))
        return given

    def account_id(self) -> str:
        """Whose account it is; a bot's id stands in its token."""
        if self.account is not None:
            return self.account.account_id
        given = self.cleaned_data
        return str(given.get("account") or given["token"].partition(":")[0])

    def options(self) -> dict[str, str]:
        """What goes into the account's settings; an emptied field takes one away."""
        return {ask.name: self.cleaned_data.get(ask.name) or "" for ask in self.vendor.options}


class AccountForm(forms.Form):
    """How an account is used: name, pace, what to do when nobody knows, courtesies."""

    name = forms.CharField(
        label=gettext_lazy("Name for your team"), required=False, max_length=120, widget=_text()
    )
    rate = forms.FloatField(
        label=gettext_lazy("Messages a second"),
        required=False,
        min_value=0.01,
        max_value=_FASTEST,
        widget=forms.NumberInput({"class": "input", "step": "any", "inputmode": "decimal"}),
    )
    on_unsure = forms.ChoiceField(
        label=gettext_lazy("When nobody knows whether a message arrived"),
        choices=ChannelAccount.OnUnsure.choices,
        widget=forms.Select({"class": "select"}),
    )
    presence = forms.BooleanField(
        label=gettext_lazy("Show that messages were read, and that an answer is being written"),
        required=False,
    )
    first_contact = forms.BooleanField(
        label=gettext_lazy("Write to people who filled in a form at once"), required=False
    )
    first_contact_template = forms.ChoiceField(
        label=gettext_lazy("First message to people from ad forms"),
        required=False,
        widget=forms.Select({"class": "select"}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        templates: list[str] | None,
        asks: frozenset[str],
        initial: dict[str, Any],
    ) -> None:
        super().__init__(data, initial=initial)
        for name in list(self.fields):
            if name not in asks:
                del self.fields[name]
        field = self.fields.get("first_contact_template")
        if isinstance(field, forms.ChoiceField):
            names = dict.fromkeys([*(templates or []), initial["first_contact_template"]])
            field.choices = [("", _("none")), *((each, each) for each in names if each)]


class PrivacyForm(forms.Form):
    """What leads are told of Sofía, and where they read what becomes of what they write."""

    disclosure = forms.CharField(
        label=gettext_lazy("How Sofía introduces herself"),
        required=False,
        max_length=400,
        widget=forms.Textarea({"class": "textarea", "rows": 3, "maxlength": "400"}),
    )
    privacy_url = forms.CharField(
        label=gettext_lazy("Your privacy notice"),
        required=False,
        max_length=300,
        widget=_text(inputmode="url", placeholder="https://"),
    )
    chat_consent = forms.CharField(
        label=gettext_lazy("Line above the web chat"),
        required=False,
        max_length=400,
        widget=forms.Textarea({"class": "textarea", "rows": 3, "maxlength": "400"}),
    )


class OriginsForm(forms.Form):
    """The sites that may embed the web chat, one a line."""

    chat_origins = forms.CharField(
        label=gettext_lazy("Sites that may embed it"),
        required=False,
        help_text=gettext_lazy("One a line, as in https://www.example.com; empty for any site."),
        max_length=10_000,
        widget=forms.Textarea(
            {
                "class": "textarea",
                "rows": 3,
                "placeholder": "https://www.example.com",
                "spellcheck": "false",
            }
        ),
    )

    def origins(self) -> list[str]:
        """One a line, without the empty ones."""
        lines = self.cleaned_data["chat_origins"].splitlines()
        return [line.strip() for line in lines if line.strip()]

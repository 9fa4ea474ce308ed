"""The superadmins, looked after by each other."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminPasswordWidget

from crm.accounts import services
from crm.accounts.models import User


class SuperadminForm(forms.ModelForm):  # type: ignore[type-arg]
    """Who it is, and a password when it shall be a new one."""

    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "new-password"}),
        help_text=_("Empty keeps the one they have."),
    )

    class Meta:
        model = User
        fields = ["email", "name", "language", "is_active"]

    def clean_password(self) -> str:
        """A password nobody guesses; only a new person must have one."""
        password = str(self.cleaned_data.get("password") or "")
        if password:
            validate_password(password, self.instance)
        elif self.instance._state.adding:
            raise forms.ValidationError(_("A new superadmin needs a password."))
        return password


@admin.register(User)
class SuperadminAdmin(ModelAdmin):
    """People of the public schema; those of a broker live in the broker's own."""

    form = SuperadminForm
    list_display = ("email", "name", "is_active", "last_login")
    search_fields = ("email", "name")
    fields = ("email", "name", "language", "is_active", "password")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return () if obj is None else ("email",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Switched off, not deleted: what they did keeps their name."""
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Through the services; a new password ends the person's sessions."""
        given = form.cleaned_data
        if not change:
            made = services.superadmin_create(
                email=given["email"], password=given["password"], name=given["name"]
            )
            obj.__dict__.update(made.__dict__)
            return
        actor = request.user.as_actor()  # type: ignore[union-attr]
        person = User.objects.get(pk=obj.pk)
        services.user_update(
            user=person,
            actor=actor,
            name=given["name"],
            language=given["language"],
            is_active=given["is_active"],
        )
        if given["password"]:
            services.password_set(user=person, password=given["password"], actor=actor)

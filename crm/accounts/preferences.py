"""A person's own settings: name and language. The theme stays in their browser."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from crm.accounts.middleware import COOKIE
from crm.accounts.pages import PageRequest, back_to, page, show
from crm.accounts.services import user_update


class ProfileForm(forms.Form):
    """What a person may change about themselves."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        widget=forms.TextInput({"class": "input", "autocomplete": "name"}),
    )


class LanguageForm(forms.Form):
    """One of the languages on offer."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)


@require_http_methods(["GET", "POST"])
@page
def settings_page(request: PageRequest) -> HttpResponse:
    """Name, language, theme."""
    form = ProfileForm(request.POST or None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        user_update(user=request.user, actor=request.user.as_actor(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(request.path)
    return show(request, "crm/accounts/settings.html", {"form": form})


@require_POST
@page
def language_set(request: PageRequest) -> HttpResponse:
    """Speak this language to this person, here and wherever they sign in next."""
    answer = HttpResponseRedirect(back_to(request, "/"))
    form = LanguageForm(request.POST)
    if form.is_valid():
        language = form.cleaned_data["language"]
        user_update(user=request.user, actor=request.user.as_actor(), language=language)
        translation.activate(language)
        answer.set_cookie(
            COOKIE,
            language,
            max_age=60 * 60 * 24 * 365,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return answer

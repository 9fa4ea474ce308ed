"""Templates, web chat and privacy in the settings."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agents.guardrails.disclosure import wording
from channels_app.settings import selectors
from channels_app.settings.forms import OriginsForm, PrivacyForm
from channels_app.templates import templates_ask
from channels_app.webchat.consent import wording_for
from crm.accounts.pages import PageRequest, done, is_partial, page, pieces, show
from crm.brokers.current import broker_current
from crm.brokers.models import Broker
from crm.brokers.selectors import broker_get
from crm.brokers.services import privacy_set
from crm.core.errors import Conflict, DomainError

_FOLDER: Final = "channels_app/settings"


@require_GET
@page
def template_list(request: PageRequest) -> HttpResponse:
    """The templates of every account with what the channel decided of each."""
    blocks = selectors.template_list_for(request.user)
    return show(request, f"{_FOLDER}/templates.html", {"blocks": blocks})


@require_GET
@page
def template_block(request: PageRequest, pk: UUID) -> HttpResponse:
    """One account's templates, for a page that waits for them."""
    account = selectors.account_get_for(request.user, pk)
    if not is_partial(request):
        return HttpResponseRedirect(reverse("settings:template-list"))
    context = {"block": selectors.templates_of(account)}
    return show(request, f"{_FOLDER}/template_block.html", context)


@require_POST
@page
def template_fetch(request: PageRequest, pk: UUID) -> HttpResponse:
    """Let a worker read an account's templates; the page follows how that goes."""
    account = selectors.account_get_for(request.user, pk)
    block = selectors.templates_of(account)
    if not block.can_ask:
        raise Conflict(_("Give the account a token and its business account id first."))
    if not block.is_reading:
        templates_ask(account)
    if is_partial(request):
        context = {"block": selectors.templates_of(account)}
        return show(request, f"{_FOLDER}/template_block.html", context)
    return HttpResponseRedirect(reverse("settings:template-list"))


@require_http_methods(["GET", "HEAD", "POST"])
@page
def webchat_page(request: PageRequest) -> HttpResponse:
    """The line for the broker's site, and which sites may have it."""
    selectors.check(request.user, "settings.edit")
    broker = _broker()
    form = OriginsForm(
        request.POST or None, initial={"chat_origins": "\n".join(broker.chat_origins)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            privacy_set(
                broker=broker,
                changes={"chat_origins": form.origins()},
                actor=request.user.as_actor(),
            )
        except DomainError as error:
            form.add_error("chat_origins", error.message)
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(request.path)
    return show(request, f"{_FOLDER}/webchat.html", {"form": form})


@require_http_methods(["GET", "HEAD", "POST"])
@page
def privacy_page(request: PageRequest) -> HttpResponse:
    """What leads are told; what is changed is kept at once, and the preview follows."""
    selectors.check(request.user, "settings.edit")
    broker = _broker()
    initial = {name: getattr(broker, name) for name in PrivacyForm.base_fields}
    form = PrivacyForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            privacy_set(broker=broker, changes=form.cleaned_data, actor=request.user.as_actor())
        except DomainError as error:
            for name in error.fields or {"": ""}:
                form.add_error(name or None, error.fields.get(name, error.message))
        else:
            return done(
                request, lambda: _saved(request, broker), to=request.path, toast=_("Saved.")
            )
    if is_partial(request):
        return pieces(_part(request, broker, form, "form"), status=422)
    # What was refused is not what leads are told.
    return show(request, f"{_FOLDER}/privacy.html", {"form": form, **_shown(_broker())})


def _broker() -> Broker:
    # A copy of its own: what the process remembers is not for changing.
    return broker_get(broker_current().slug)


def _saved(request: PageRequest, broker: Broker) -> str:
    """The preview as it stands now, for the page that is open.

    The form stays as it is, since somebody may be typing on; only errors have to go.
    """
    form = PrivacyForm(initial={name: getattr(broker, name) for name in PrivacyForm.base_fields})
    parts = ("form", "preview") if request.POST.get("mends") else ("preview",)
    return "".join(_part(request, broker, form, each) for each in parts)


def _part(request: PageRequest, broker: Broker, form: PrivacyForm, part: str) -> str:
    context = {"form": form, **_shown(broker)}
    return render_to_string(f"{_FOLDER}/privacy.html#{part}", context, request)


def _shown(broker: Broker) -> dict[str, Any]:
    """The first words in each language, and the chat's line, as a lead sees them."""
    first = []
    for code, label in settings.LANGUAGES:
        with translation.override(code):
            first.append((label, wording(broker, code), wording_for(broker)))
    if broker.disclosure:
        first = [(label, words, line) for label, words, line in first[:1]]
    return {"previews": first, "is_own": bool(broker.disclosure)}

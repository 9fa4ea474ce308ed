"""Channels in the settings: which there are, how they do, and how another one is connected."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from channels_app.accounts import account_resume
from channels_app.models import ChannelAccount
from channels_app.settings import connecting, selectors
from channels_app.settings.forms import AccountForm, ConnectForm
from channels_app.settings.vendors import VENDORS, Vendor
from crm.accounts.pages import PageRequest, done, is_partial, page, pieces, show
from crm.brokers.current import broker_current
from crm.brokers.services import CHANNELS
from crm.core.errors import Conflict, DomainError, NotFound

_FOLDER: Final = "channels_app/settings"


@require_GET
@page
def channel_list(request: PageRequest) -> HttpResponse:
    """Every account with its state in words, and the channels that can be connected."""
    context = {"healths": selectors.account_list_for(request.user), "vendors": _offered()}
    return show(request, f"{_FOLDER}/channels.html", context)


@never_cache
@sensitive_post_parameters("token", "secret")
@require_http_methods(["GET", "HEAD", "POST"])
@page
def channel_connect(request: PageRequest, channel: str) -> HttpResponse:
    """Connect an account; a secret that we made is shown this once."""
    selectors.check(request.user)
    vendor = _vendor(channel)
    form = ConnectForm(vendor, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            connected = connecting.connect(broker=broker_current(), form=form, user=request.user)
        except DomainError as error:
            _into(form, error)
        else:
            if connected.secret:
                return _detail(request, connected.account, secret=connected.secret)
            messages.success(request, _("Connected."))
            return _to(connected.account)
    return show(request, f"{_FOLDER}/connect.html", {"form": form, "vendor": vendor})


@require_http_methods(["GET", "HEAD", "POST"])
@page
def channel_detail(request: PageRequest, pk: UUID) -> HttpResponse:
    """One account: how it does and how it is used; what is changed is kept at once."""
    account = selectors.account_get_for(request.user, pk)
    if request.method != "POST":
        return _detail(request, account)
    form = _usage(account, request.POST)
    if not form.is_valid():
        if is_partial(request):
            return pieces(_part(request, account, "usage", usage=form), status=422)
        return _detail(request, account, usage=form)
    account = connecting.usage_set(account=account, given=form.cleaned_data, user=request.user)

    def changed() -> str:
        # The form stays as it is, since somebody may be typing on; only errors have to go.
        names = ("head", "usage") if request.POST.get("mends") else ("head",)
        return "".join(_part(request, account, each, usage=_usage(account)) for each in names)

    return done(request, changed, to=_address(account), toast=_("Saved."))


@never_cache
@sensitive_post_parameters("token", "secret")
@require_POST
@page
def channel_renew(request: PageRequest, pk: UUID) -> HttpResponse:
    """New credentials; what waited goes out."""
    account = selectors.account_get_for(request.user, pk)
    form = ConnectForm(_vendor(account.channel), request.POST, account=account)
    if not form.is_valid():
        return _detail(request, account, credentials=form)
    try:
        connecting.connect(broker=broker_current(), form=form, user=request.user)
    except DomainError as error:
        _into(form, error)
        return _detail(request, account, credentials=form)
    messages.success(request, _("Saved."))
    return _to(account)


@require_POST
@page
def channel_resume(request: PageRequest, pk: UUID) -> HttpResponse:
    """Try a paused account again, beginning with what waits."""
    account = selectors.account_get_for(request.user, pk)
    account_resume(account=account, actor=request.user.as_actor())
    messages.success(request, _("It is being tried again; what waited goes out now."))
    return _to(account)


@require_POST
@page
def channel_tell(request: PageRequest, pk: UUID) -> HttpResponse:
    """Tell Telegram where to send what the bot gets."""
    account = selectors.account_get_for(request.user, pk)
    if account.channel != "telegram":
        raise Conflict(_("Only Telegram is told from here."))
    connecting.telegram_tell(account)
    messages.success(request, _("Telegram sends what the bot gets to us from now on."))
    return _to(account)


def _detail(
    request: PageRequest,
    account: ChannelAccount,
    *,
    secret: str = "",
    usage: AccountForm | None = None,
    credentials: ConnectForm | None = None,
) -> HttpResponse:
    vendor = VENDORS.get(account.channel)
    context: dict[str, Any] = {
        "health": selectors.account_health(account),
        "account": account,
        "vendor": vendor,
        "usage": usage or _usage(account),
        "usual_rate": connecting.usual_rate(account),
        "secret": secret,
    }
    if vendor is not None:
        context["credentials"] = credentials or ConnectForm(vendor, account=account)
        context["is_renewing"] = credentials is not None
    return show(request, f"{_FOLDER}/channel.html", context)


def _usage(account: ChannelAccount, data: Any = None) -> AccountForm:
    return AccountForm(
        data,
        templates=selectors.approved_names(account),
        asks=connecting.asks_of(account),
        initial=connecting.usage_of(account),
    )


def _part(request: PageRequest, account: ChannelAccount, part: str, *, usage: AccountForm) -> str:
    """A piece of an account's page, for the page that is open."""
    context = {
        "health": selectors.account_health(account),
        "account": account,
        "usage": usage,
        "usual_rate": connecting.usual_rate(account),
    }
    return render_to_string(f"{_FOLDER}/channel.html#{part}", context, request)


def _offered() -> list[Vendor]:
    return [vendor for vendor in VENDORS.values() if vendor.channel in CHANNELS]


def _vendor(channel: str) -> Vendor:
    vendor = VENDORS.get(channel)
    if vendor is None or channel not in CHANNELS:
        raise NotFound(_("There is no such channel."))
    return vendor


def _into(form: ConnectForm, error: DomainError) -> None:
    """Put a refusal beside the field it is about."""
    told = {name: text for name, text in error.fields.items() if name in form.fields}
    for name in told:
        form.add_error(name, error.message)
    if not told:
        form.add_error(None, error.message)


def _address(account: ChannelAccount) -> str:
    return reverse("settings:channel-detail", args=[account.pk])


def _to(account: ChannelAccount) -> HttpResponse:
    return HttpResponseRedirect(_address(account))

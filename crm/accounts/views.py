"""Signing in and out."""

from __future__ import annotations

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from crm.accounts.forms import SignInForm
from crm.accounts.signin import sign_in
from crm.core.errors import RateLimited

TEMPLATE = "crm/accounts/login.html"


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_view(request: HttpRequest) -> HttpResponse:
    """The sign-in page of the broker; leads on to where the person wanted to go."""
    goal = _safe_goal(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(goal)
    if request.method != "POST":
        return render(request, TEMPLATE, {"form": SignInForm(), "next": goal})
    form = SignInForm(request.POST)
    status, retry_after = 200, 0
    if form.is_valid():
        try:
            user = sign_in(request, **form.cleaned_data)
        except RateLimited as refusal:
            form.add_error(None, refusal.message)
            status, retry_after = refusal.status, refusal.retry_after
        else:
            if user is not None:
                login(request, user)
                return HttpResponseRedirect(goal)
            form.add_error(None, _("This e-mail and password do not fit together."))
    response = render(request, TEMPLATE, {"form": form, "next": goal}, status=status)
    if retry_after:
        response["Retry-After"] = str(retry_after)
    return response


@require_POST
def sign_out_view(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("accounts:login")


def _safe_goal(request: HttpRequest) -> str:
    """Where to go after signing in; only a path of this host."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return wanted
    return "/"

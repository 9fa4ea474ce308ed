"""What every page of the workspace shares: its door, its two renderings, its way to refuse."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from crm.accounts.models import User
from crm.brokers.current import broker_zone
from crm.core.errors import DomainError, Forbidden, NotFound
from crm.core.live import wrapped

P = ParamSpec("P")


class PageRequest(HttpRequest):
    """A request of somebody signed in, with what the middleware adds."""

    user: User
    htmx: HtmxDetails


def page(
    view: Callable[Concatenate[PageRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let only people of the broker in, and put what a service refuses into words.

    Times are written on the broker's clock. A session that ran out sends the whole page of an htmx
    request to the sign-in, not the piece it asked for.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not (isinstance(request.user, User) and request.user.is_active):
            return _to_login(request)
        try:
            with timezone.override(broker_zone()):
                return view(request, *args, **kwargs)  # type: ignore[arg-type]
        except NotFound as error:
            raise Http404(error.message) from error
        except Forbidden as error:
            if is_partial(request):
                return refused(request, error)
            raise PermissionDenied(error.message) from error
        except DomainError as error:
            return refused(request, error)

    return guarded  # type: ignore[return-value]  # wraps() names the parameter; callers do not


def _to_login(request: HttpRequest) -> HttpResponse:
    if is_partial(request):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = resolve_url("accounts:login")
        return answer
    return redirect_to_login(request.get_full_path())


def is_partial(request: HttpRequest) -> bool:
    """Whether htmx wants a piece of the page, not the whole of it."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not (htmx.boosted or htmx.history_restore_request)


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    partial: str = "",
    status: int = 200,
) -> HttpResponse:
    """One template, two renderings: the whole page, or its ``partial`` for htmx."""
    if partial and is_partial(request):
        template = f"{template}#{partial}"
    answer = render(request, template, dict(context), status=status)
    answer["Vary"] = "HX-Request, Cookie"
    return answer


def pieces(html: str, *, toast: str = "", status: int = 200) -> HttpResponse:
    """Elements for the page to put in their places, in the form the socket brings them too."""
    if toast:
        html += render_to_string("components/toast.html", {"text": toast})
    answer = HttpResponse(wrapped(html), status=status)
    answer["X-Sofia-Live"] = "1"
    return answer


def done(
    request: HttpRequest, html: Callable[[], str], *, to: str, toast: str = ""
) -> HttpResponse:
    """After a write: the changed pieces for htmx, a redirect for a plain form."""
    if is_partial(request):
        return pieces(html(), toast=toast)
    if toast:
        messages.success(request, toast)
    return HttpResponseRedirect(back_to(request, to))


def refused(request: HttpRequest, error: DomainError) -> HttpResponse:
    """What a service refused, in words: a toast for htmx, a message on the page they came from."""
    text = " ".join([error.message, *(f"({value})" for value in error.fields.values())])
    if is_partial(request):
        toast = render_to_string("components/toast.html", {"text": text, "kind": "error"})
        return pieces(toast, status=error.status)
    messages.error(request, text)
    return HttpResponseRedirect(back_to(request, "/"))


def back_to(request: HttpRequest, default: str) -> str:
    """The page of ours they came from, else ``default``."""
    came_from = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(came_from, {request.get_host()}, request.is_secure()):
        parts = urlsplit(came_from)
        # A path may begin with two slashes, and would name another host if it stood alone.
        if parts.path != request.path and not parts.path.startswith("//"):
            return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return default

"""The page behind the unsubscribe link: a button for people, one click for mail programs."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from channels_app.channels.email.unsubscribing import unsubscribe, unsubscribe_read
from crm.core.errors import NotFound

_TEMPLATE = "channels_app/unsubscribe.html"


# The token is the proof, and RFC 8058 has mail programs post without a cookie.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button; opening the link does nothing, since programs open links by themselves."""
    try:
        if request.method == "POST":
            unsubscribe(token)
        else:
            unsubscribe_read(token)
    except NotFound as error:
        raise Http404 from error
    return render(request, _TEMPLATE, {"is_done": request.method == "POST"})

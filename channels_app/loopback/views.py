"""What was sent to the stand-ins, for a developer and for ``make demo`` to see."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from channels_app.loopback import outbox as kept


@csrf_exempt
def outbox(request: HttpRequest) -> HttpResponse:
    """``GET ?since=N``: messages after number N, oldest first, and the newest number."""
    if not (settings.DEBUG and (settings.LOOPBACK_GRAPH or settings.LOOPBACK_TELEGRAM)):
        raise Http404
    given = request.GET.get("since", "")
    since = int(given) if given.isdigit() else 0
    messages = kept.since(since)
    return JsonResponse(
        {"messages": messages, "last": messages[-1]["number"] if messages else since}
    )

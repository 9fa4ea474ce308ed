"""The bare limit that webhooks are compared with."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
def insert(request: HttpRequest) -> HttpResponse:
    """Exactly one INSERT of the body through Django's connection, committed by itself."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO public.bench_bare (body) VALUES (%s)", [request.body.decode()])
    return HttpResponse(b"{}", content_type="application/json")

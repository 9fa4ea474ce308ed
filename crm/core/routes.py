"""Addresses of the API."""

from __future__ import annotations

from django.urls import URLPattern, path
from rest_framework.views import APIView


def api_route(route: str, view: type[APIView], name: str) -> list[URLPattern]:
    """The address as the contract writes it, and the same with a final slash.

    A redirect from one to the other would lose the body of a POST.
    """
    callback = view.as_view()
    return [path(route, callback, name=name), path(f"{route}/", callback)]

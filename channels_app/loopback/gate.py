"""Who may call a stand-in: a developer's machine, for a vendor whose address nobody set."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_developers(switch: str) -> Callable[[View[P]], View[P]]:
    """404 unless DEBUG=1 and the named setting says that this vendor is stood in for."""

    def decorate(view: View[P]) -> View[P]:
        @csrf_exempt
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not (settings.DEBUG and getattr(settings, switch)):
                raise Http404
            return view(request, *args, **kwargs)

        return cast(View[P], guarded)

    return decorate

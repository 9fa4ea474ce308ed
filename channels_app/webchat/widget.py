"""``/widget.js``: the script that puts a broker's chat on any other page."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Final

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import condition, require_safe

from crm.brokers.current import broker_current

_FILE: Final = Path(settings.BASE_DIR) / "static" / "js" / "webchat" / "widget.js"
# Sites get a changed script within five minutes, and never wait for asking whether it changed.
_KEPT: Final = "public, max-age=300, stale-while-revalidate=86400"


def _etag(request: HttpRequest) -> str:
    return f'"{hashlib.sha256(_script()).hexdigest()[:32]}"'


@condition(etag_func=_etag)
@require_safe
def widget(request: HttpRequest) -> HttpResponse:
    """The script with the broker's name and language in it; the same for every visitor."""
    response = HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = _KEPT
    # A site that isolates itself (Cross-Origin-Embedder-Policy) may load it all the same.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _script() -> bytes:
    broker = broker_current()
    facts = {"name": broker.name, "language": broker.language}
    # The file is a function's expression; its argument is what only the server knows.
    return _source(_FILE.stat().st_mtime_ns) + b"(" + orjson.dumps(facts) + b");\n"


@lru_cache(maxsize=1)
def _source(changed: int) -> bytes:
    return _FILE.read_bytes().rstrip()

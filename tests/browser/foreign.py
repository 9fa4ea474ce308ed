"""A site that is not ours: strict in what it loads, odd in its styles, with the chat embedded."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

#: Nothing but what docs/webchat.md asks a site for.
POLICY = (
    "default-src 'none'; img-src data:; script-src {home}; frame-src {home}; style-src 'self'; "
    "require-trusted-types-for 'script'"
)
ODD = """
* { all: unset; display: inline-block !important; color: red !important; opacity: .9 }
button, div, iframe { display: none !important; transform: rotate(9deg) !important }
body { height: 3000px; display: block !important }
"""


@dataclass
class Site:
    """The foreign site: where it is, and what its pages hold."""

    origin: str
    home: str
    head: str = ""
    body: str = "<h1>Casas con jardín</h1><p><a href='#x' id='before'>Otra cosa</a></p>"
    styles: str = ODD

    def embed(self, **data: str) -> None:
        """Put the widget into the page's head, as the docs say."""
        given = "".join(f' data-{name}="{value}"' for name, value in data.items())
        self.head += f'<script src="{self.home}/widget.js"{given} defer></script>'

    def page(self) -> bytes:
        """The page as it is sent."""
        return (
            '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Inmobiliaria</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            '<link rel="icon" href="data:,"><link rel="stylesheet" href="/odd.css">'
            f"{self.head}</head><body>{self.body}</body></html>"
        ).encode()


@contextmanager
def foreign_site(home: str) -> Iterator[Site]:
    """Serve the site on a port of its own, on another host name than ours."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
    site = Site(f"http://127.0.0.1:{server.server_address[1]}", home)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            is_style = self.path == "/odd.css"
            self.send_response(200)
            self.send_header("Content-Type", "text/css" if is_style else "text/html")
            self.send_header("Content-Security-Policy", POLICY.format(home=home))
            self.end_headers()
            self.wfile.write(site.styles.encode() if is_style else site.page())

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server.RequestHandlerClass = Handler
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)

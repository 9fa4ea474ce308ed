"""Reading rendered HTML as a browser would, to find what must not be in it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

#: What an attacker writes wherever text is taken; each would be seen in the parsed page.
HOSTILE: Final = (
    '<img src=x onerror="alert(1)"><script>alert(2)</script>'
    "</textarea></title></template>\"'><svg onload=alert(3)>"
)
#: Short enough for every field there is.
SHORT: Final = '"><svg onload=a()>'
#: Elements whose source may be a script.
_SOURCES: Final = ("href", "src", "action", "formaction", "hx-get", "hx-post", "data")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        for name, value in given.items():
            if name.startswith(("on", "hx-on", "x-on", "@")) or name == "srcdoc":
                self.problems.append(f"<{tag} {name}={value!r}>")
            if name == "style":
                self.problems.append(f"<{tag} style={value!r}>")
            if name in _SOURCES and _scheme(value) in {"javascript", "data", "vbscript"}:
                self.problems.append(f"<{tag} {name}={value!r}>")
            if name in {"hx-vals", "hx-headers"} and value.strip().startswith(
                ("js:", "javascript:")
            ):
                self.problems.append(f"<{tag} {name}={value!r}>")
        if tag in {"script", "style"}:
            self._inside = tag
        if tag in {"base", "object", "embed", "iframe", "applet"}:
            self.problems.append(f"<{tag}>")
        if tag == "script" and not given.get("src", "").startswith("/static/"):
            self.problems.append(f"<script {given}>")
        if tag == "img" and given.get("src") == "x":
            self.problems.append("<img src=x>")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside and data.strip():
            self.problems.append(f"<{self._inside}>{data[:60]}")


def _scheme(value: str) -> str:
    return "".join(value.split()).partition(":")[0].lower()


def problems_of(html: str) -> list[str]:
    """Inline scripts and styles, event attributes, script addresses and foreign frames."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.problems

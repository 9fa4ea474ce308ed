"""What was measured, on paper and for machines, beside the run before."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import orjson

from agents.evals.figures import Figure, Section

Before = Mapping[str, float]

_WIDTH: Final = 110
# A smaller change than the figures show is none.
_SEEN: Final = {"share": 5e-4, "count": 0.05, "tokens": 0.5, "ms": 0.5}


def record(section: Section) -> dict[str, Any]:
    """A section as it is written to the file."""
    return asdict(section)


def before(folder: Path, name: str, digest: str, provider: str, *, whole: bool = False) -> Before:
    """The figures of this very data set, as much of it, by the same provider, in the newest run
    that has them.

    Keys are ``section/figure``; nothing when there is no such run.
    """
    for path in sorted(folder.glob("*.json"), reverse=True):
        try:
            run = orjson.loads(path.read_bytes())
            alike = run["provider"] == provider and run.get("whole", False) == whole
            found = run["sets"][name] if alike else {}
        except (OSError, ValueError, KeyError, TypeError):
            continue  # another run's business, or not ours at all
        if found.get("digest") == digest:
            return {
                f"{section['key']}/{figure['key']}": figure["value"]
                for section in found["sections"]
                for figure in (*section["figures"], *section["details"])
                if figure["value"] is not None
            }
    return {}


def lines(section: Section, earlier: Before) -> Iterator[str]:
    """The section as a table: measure, figure, cases, baseline, change."""
    yield f"  {section.title}"
    wide = max((len(figure.label) for figure in section.figures), default=0)
    for figure in section.figures:
        moved = change(figure, earlier.get(f"{section.key}/{figure.key}"))
        yield (
            f"    {figure.label:<{wide}}  {shown(figure):>8}  {'of ' + str(figure.of):>9}"
            f"  {figure.baseline:<38}  {moved}"
        ).rstrip()
    told = [
        f"{figure.label} {shown(figure)} ({figure.of}{_in_brackets(section, figure, earlier)})"
        for figure in section.details
    ]
    if told:
        # A detail is never torn in two at the end of a line.
        joined = "  ".join(each.replace(" ", "\u00a0") for each in told)
        folded = textwrap.wrap(
            joined, _WIDTH, initial_indent="    ", subsequent_indent="    ",
            break_long_words=False, break_on_hyphens=False,
        )  # fmt: skip
        yield from (line.replace("\u00a0", " ") for line in folded)


def shown(figure: Figure) -> str:
    """The figure's value as people read it."""
    if figure.value is None:
        return "-"
    if figure.unit == "share":
        return f"{figure.value:.3f}".removeprefix("0") if figure.value < 1 else "1.00"
    if figure.unit == "ms":
        return f"{figure.value:.0f} ms"
    return f"{figure.value:.0f}" if figure.unit == "tokens" else f"{figure.value:.1f}"


def _in_brackets(section: Section, figure: Figure, earlier: Before) -> str:
    moved = change(figure, earlier.get(f"{section.key}/{figure.key}"))
    return f", {moved}" if moved and moved != "=" else ""


def change(figure: Figure, earlier: float | None) -> str:
    """How it moved since: ``=``, ``+.012``, ``-.012 worse``; nothing without an earlier one."""
    if earlier is None or figure.value is None or not figure.steady:
        return ""
    moved = figure.value - earlier
    if abs(moved) < _SEEN[figure.unit]:
        return "="
    size = f"{moved:+.3f}".replace("0.", ".", 1) if figure.unit == "share" else f"{moved:+.1f}"
    worse = figure.better and (moved > 0) != (figure.better == "more")
    return f"{size} worse" if worse else size

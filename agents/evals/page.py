"""A run as one page to look at: every bar, every figure, how each moved, and the worst misses.

The page is a single file without scripts or anything fetched, so that it can be mailed, kept beside
a release and opened anywhere. All that comes from data sets is text and is escaped.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any, Final

from agents.evals.bars import held
from agents.evals.figures import Figure
from agents.evals.report import change, shown

_MISSES: Final = 40  # of a section; all of them are in the run's JSON
_LONGEST: Final = 600  # characters of one of them
_STYLE: Final = """
:root{color-scheme:light dark;--ground:#f6f6f4;--card:#fff;--ink:#1c1c1a;--soft:#66665f;
--line:#e2e2dc;--good:#1f7a4d;--bad:#b3261e;--fill:#3b6ea8;--track:#e9e9e3}
@media(prefers-color-scheme:dark){:root{--ground:#161614;--card:#1f1f1c;--ink:#eeeee8;
--soft:#a3a39a;--line:#34342f;--good:#63c795;--bad:#f2877e;--fill:#7aa7dc;--track:#30302b}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,sans-serif}
main{max-width:62rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.15rem;margin:0}h3{font-size:1rem;margin:1.4rem 0 .4rem}
.soft{color:var(--soft)}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;
padding:1rem 1.1rem;margin-top:1rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;padding:.3rem .6rem .3rem 0;border-top:1px solid var(--line);
vertical-align:top}
thead th{border-top:0;color:var(--soft);font-weight:500;font-size:.85rem}
tbody th{font-weight:400}
.n{font-variant-numeric:tabular-nums;white-space:nowrap}
.good{color:var(--good)}.bad{color:var(--bad)}
.track{display:block;position:relative;width:9rem;height:.55rem;margin-top:.5rem;
border-radius:3px;background:var(--track)}
.track i{position:absolute;inset:0 auto 0 0;border-radius:3px;background:var(--fill)}
.track b{position:absolute;top:-.2rem;bottom:-.2rem;width:2px;background:var(--ink)}
.chips{display:flex;flex-wrap:wrap;gap:.3rem .9rem;margin:.6rem 0 0;padding:0;list-style:none}
summary{cursor:pointer;margin-top:.7rem}
pre{margin:.3rem 0;padding:.5rem .6rem;border-radius:6px;background:var(--ground);
white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.45 ui-monospace,monospace}
nav a{color:inherit;margin-right:1rem}
@media(max-width:40rem){.hide{display:none}.track{width:4.5rem}}
"""


def page(run: Mapping[str, Any]) -> str:
    """The page of a run, as it is kept in its JSON."""
    return "".join(_page(run))


def _page(run: Mapping[str, Any]) -> Iterator[str]:
    sets: Mapping[str, Any] = run["sets"]
    yield (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>How good Sofía is</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>How good Sofía is</h1><p class=soft>{escape(str(run['at'])[:16].replace('T', ' '))} "
        f"UTC · answered by {escape(str(run['provider']))} · data in {escape(str(run['data']))}"
        "</p><nav>"
    )
    for name in sets:
        yield f'<a href="#{escape(name)}">{escape(name)}</a>'
    yield "</nav>"
    yield from _bars(sets)
    for name, found in sets.items():
        yield from _set(name, found)
    yield "</main></body></html>\n"


def _bars(sets: Mapping[str, Any]) -> Iterator[str]:
    rows = list(held(sets))
    if not rows:
        return
    passed = sum(bar.holds(value) for bar, value, _of in rows)
    tone = "good" if passed == len(rows) else "bad"
    yield (
        f'<section class=card><h2>Bars <span class="{tone}">{passed} of {len(rows)} cleared</span>'
        "</h2><div class=wide><table><thead><tr><th>Bar<th>Figure<th>Bound<th class=hide>Cases"
        "<th><th></tr></thead><tbody>"
    )
    for bar, value, of in rows:
        good = bar.holds(value)
        bound = f"{'≤' if bar.at_most else '≥'} {bar.value:.2f}"
        yield (
            f'<tr><th scope=row>{escape(bar.label)}</th><td class="n {_tone(good)}">{value:.3f}'
            f'<td class=n>{bound}<td class="n hide soft">{of}'
            f"<td>{_track(value, mark=bar.value)}"
            f'<td class="{_tone(good)}">{"cleared" if good else "missed"}</tr>'
        )
    yield "</tbody></table></div></section>"


def _tone(good: bool) -> str:
    return "good" if good else "bad"


def _track(value: float, *, mark: float | None = None) -> str:
    line = f'<b style="left:{_percent(mark)}"></b>' if mark is not None else ""
    return (
        f'<span class=track aria-hidden=true><i style="width:{_percent(value)}"></i>{line}</span>'
    )


def _percent(value: float) -> str:
    return f"{100 * min(1.0, max(0.0, value)):.1f}%"


def _set(name: str, found: Mapping[str, Any]) -> Iterator[str]:
    broken = found.get("broken") or []
    yield (
        f'<section class=card id="{escape(name)}"><h2>{escape(name)}</h2>'
        f"<p class=soft>{found['rows']} rows"
        f"{f', {len(broken)} broken' if broken else ''}, {found['seconds']} s</p>"
    )
    for line in broken[:_MISSES]:
        yield f"<pre>{escape(str(line))}</pre>"
    earlier = found.get("before") or {}
    for section in found["sections"]:
        yield from _section(section, earlier)
    yield "</section>"


def _section(section: Mapping[str, Any], earlier: Mapping[str, float]) -> Iterator[str]:
    yield f"<h3>{escape(section['title'])}</h3>"
    figures = [Figure(**each) for each in section["figures"]]
    if figures:
        yield (
            "<div class=wide><table><thead><tr><th>Figure<th>Value<th><th class=hide>Cases"
            "<th class=hide>Baseline, given | held out<th>Since the last run</tr></thead><tbody>"
        )
        for figure in figures:
            moved = change(figure, earlier.get(f"{section['key']}/{figure.key}"))
            bar = (
                _track(figure.value) if figure.unit == "share" and figure.value is not None else ""
            )
            yield (
                f"<tr><th scope=row>{escape(figure.label)}</th><td class=n>{shown(figure)}"
                f'<td>{bar}<td class="n hide soft">{figure.of}'
                f'<td class="hide soft">{escape(figure.baseline)}'
                f'<td class="n {_moved(moved)}">{escape(moved)}</tr>'
            )
        yield "</tbody></table></div>"
    details = [Figure(**each) for each in section["details"]]
    if details:
        yield "<ul class=chips>"
        for figure in details:
            moved = change(figure, earlier.get(f"{section['key']}/{figure.key}"))
            told = f' <span class="{_moved(moved)}">{escape(moved)}</span>' if moved else ""
            yield (
                f"<li><span class=soft>{escape(figure.label)}</span> "
                f"<span class=n>{shown(figure)}</span> <span class=soft>({figure.of})</span>"
                f"{told}</li>"
            )
        yield "</ul>"
    yield from _misses(section["misses"])


def _moved(text: str) -> str:
    return "soft" if text in {"", "="} else _tone(not text.endswith("worse"))


def _misses(misses: list[Mapping[str, Any]]) -> Iterator[str]:
    if not misses:
        return
    first = sorted(misses, key=_weight, reverse=True)[:_MISSES]
    told = f"{len(misses)} misses" if len(misses) > 1 else "1 miss"
    if len(misses) > len(first):
        told += f", {len(first)} of them here"
    yield f"<details><summary>{told}</summary>"
    for miss in first:
        text = json.dumps(miss, ensure_ascii=False, default=str)
        cut = f"{text[:_LONGEST]}…" if len(text) > _LONGEST else text
        yield f"<pre>{escape(cut)}</pre>"
    yield "</details>"


def _weight(miss: Mapping[str, Any]) -> int:
    """How much went wrong: an error outweighs everything, then the number of wrong fields."""
    gold = miss.get("gold")
    return 100 * ("error" in miss) + (len(gold) if isinstance(gold, Mapping) else 1)

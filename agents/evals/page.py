"""A run as one page to look at: every bar, every figure, how each moved, and the worst misses.

The page is a single file without scripts or anything fetched, so that it can be mailed, kept beside
a release and opened anywhere. All that comes from data sets is text and is escaped.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from agents.evals.bars import held
from agents.evals.figures import Figure
from agents.evals.report import change, shown

_MISSES: Final = 40  # of a section; all of them are in the run's JSON
_LONGEST: Final = 1_200  # characters of one of their values
_MOVES: Final = 12  # told at the top, the worse ones first
_STYLE: Final = Path(__file__).with_name("page.css")
_FIGURES: Final = (
    "<div class=wide><table><colgroup><col><col class=c-value><col class=c-track>"
    '<col class="c-cases hide"><col class="c-base hide"><col class=c-moved></colgroup>'
    "<thead><tr><th>Figure<th>Value<th><th class=hide>Cases"
)
_BARS: Final = (
    "<div class=wide><table><colgroup><col><col class=c-value><col class=c-bound>"
    '<col class="c-cases hide"><col class="c-track hide"><col class=c-end></colgroup>'
    "<thead><tr><th>Bar<th>Figure<th>Bound<th class=hide>Cases<th class=hide><th></tr></thead>"
    "<tbody>"
)
_KEY: Final = (
    '<p class="key soft"><span><i></i>more is better</span><span><i class=less></i>less is better'
    "</span><span><i class=mark></i>a bound</span>"
    "<span><b class=dot>●</b>a data set below a bound</span></p>"
)


def page(run: Mapping[str, Any]) -> str:
    """The page of a run, as it is kept in its JSON."""
    return "".join(_page(run))


def _page(run: Mapping[str, Any]) -> Iterator[str]:
    sets: Mapping[str, Any] = run["sets"]
    whole = " · every row of every set" if run.get("whole") else ""
    yield (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>How good Sofía is</title><style>{_STYLE.read_text(encoding='utf-8')}</style>"
        "</head><body><main>"
        f"<h1>How good Sofía is</h1><p class=soft>{escape(str(run['at'])[:16].replace('T', ' '))} "
        f"UTC · answered by {escape(str(run['provider']))} · data in {escape(str(run['data']))}"
        f"{whole}</p>"
    )
    yield from _contents(sets)
    yield from _bars(sets)
    yield from _moves(sets)
    group = ""
    for name, found in sets.items():
        if found.get("group", "") != group:
            group = found["group"]
            yield f"<p class=group>{escape(group)}</p>"
        yield from _set(name, found)
    yield "</main></body></html>\n"


def _title(name: str, found: Mapping[str, Any]) -> str:
    return escape(str(found.get("title") or name))


def _contents(sets: Mapping[str, Any]) -> Iterator[str]:
    """Links to the data sets, by what they tell of; below a bound they are marked."""
    low = {bar.data_set for bar, value, _of in held(sets) if not bar.holds(value)}
    yield "<nav>"
    for group, names in groupby(sets, lambda name: str(sets[name].get("group", ""))):
        yield f"<div><b>{escape(group)}</b>"
        for name in names:
            mark = " class=low" if name in low else ""
            yield f'<a href="#{escape(name)}"{mark}>{_title(name, sets[name])}</a>'
        yield "</div>"
    yield f"</nav>{_KEY}"


def _bars(sets: Mapping[str, Any]) -> Iterator[str]:
    rows = list(held(sets))
    if not rows:
        return
    passed = sum(bar.holds(value) for bar, value, _of in rows)
    tone = "good" if passed == len(rows) else "bad"
    yield (
        f'<section class=card><h2>Bars <span class="count {tone}">{passed} of {len(rows)} cleared'
        f"</span></h2>{_BARS}"
    )
    # What is missed is what one came for.
    for bar, value, of in sorted(rows, key=lambda row: row[0].holds(row[1])):
        good = bar.holds(value)
        bound = f"{'≤' if bar.at_most else '≥'} {bar.value:.2f}"
        yield (
            f'<tr><th scope=row>{escape(bar.label)}</th><td class="n {_tone(good)}">{value:.3f}'
            f'<td class=n>{bound}<td class="n hide soft">{of:,}'
            f"<td class=hide>{_track(value, mark=bar.value, less=bar.at_most)}"
            f'<td class="{_tone(good)}">{"cleared" if good else "missed"}</tr>'
        )
    yield "</tbody></table></div></section>"


def _moves(sets: Mapping[str, Any]) -> Iterator[str]:
    """What changed since the last runs on the same rows; nothing when there was none."""
    known = False
    found: list[tuple[bool, float, str, str, str]] = []
    for name, each in sets.items():
        earlier = each.get("before") or {}
        for section in each["sections"]:
            for figure in (Figure(**one) for one in section["figures"]):
                before = earlier.get(f"{section['key']}/{figure.key}")
                moved = change(figure, before)
                known = known or bool(moved)
                if moved in {"", "="} or before is None or figure.value is None:
                    continue
                far = abs(figure.value - before) / max(abs(before), 1e-9)
                label = f"{each.get('title') or name} · {section['title']}: {figure.label}"
                found.append((not moved.endswith("worse"), -far, name, label, moved))
    if not known:
        return
    worse = sum(not good for good, *_rest in found)
    told = f"{worse} worse, {len(found) - worse} better or otherwise" if found else "nothing moved"
    yield (
        "<section class=card><h2>Since the last run "
        f'<span class="count {"bad" if worse else "soft"}">{told}</span></h2>'
    )
    if found:
        yield "<ul class=moves>"
        for _good, _far, name, label, moved in sorted(found)[:_MOVES]:
            yield (
                f'<li><a href="#{escape(name)}">{escape(label)}</a>'
                f'<span class="n {_moved(moved)}">{escape(moved)}</span></li>'
            )
        yield "</ul>"
    yield "</section>"


def _tone(good: bool) -> str:
    return "good" if good else "bad"


def _track(value: float, *, mark: float | None = None, less: bool = False) -> str:
    line = f'<b style="left:{_percent(mark)}"></b>' if mark is not None else ""
    return (
        f'<span class="track{" less" if less else ""}" aria-hidden=true>'
        f'<i style="width:{_percent(value)}"></i>{line}</span>'
    )


def _percent(value: float) -> str:
    return f"{100 * min(1.0, max(0.0, value)):.1f}%"


def _set(name: str, found: Mapping[str, Any]) -> Iterator[str]:
    broken = found.get("broken") or []
    yield (
        f'<section class=card id="{escape(name)}"><h2>{_title(name, found)} '
        f"<small>{escape(name)}</small></h2>"
        f"<p class=soft>{found['rows']:,} rows"
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
        baseline = "Baseline, given | held out" if any(f.baseline for f in figures) else ""
        since = "Since last run" if earlier else ""
        yield f"{_FIGURES}<th class=hide>{baseline}<th>{since}</tr></thead><tbody>"
        for figure in figures:
            moved = change(figure, earlier.get(f"{section['key']}/{figure.key}"))
            bar = (
                _track(figure.value, less=figure.better == "less")
                if figure.unit == "share" and figure.value is not None
                else ""
            )
            yield (
                f"<tr><th scope=row>{escape(figure.label)}</th><td class=n>{shown(figure)}"
                f'<td>{bar}<td class="n hide soft">{figure.of:,}'
                f'<td class="hide soft">{escape(figure.baseline)}'
                f'<td class="n {_moved(moved)}">{escape(moved)}</tr>'
            )
        yield "</tbody></table></div>"
    details = [Figure(**each) for each in section["details"]]
    if details:
        yield "<ul class=chips>"
        for figure in details:
            moved = change(figure, earlier.get(f"{section['key']}/{figure.key}"))
            told = ""
            if moved not in {"", "="}:
                told = f' <span class="{_moved(moved)}">{escape(moved)}</span>'
            yield (
                f"<li><span class=soft>{escape(figure.label)}</span> "
                f"<span class=n>{shown(figure)}</span> <span class=soft>({figure.of:,})</span>"
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
        yield "<dl>"
        for name, value in miss.items():
            yield f"<dt>{escape(str(name))}</dt><dd>{escape(_value(value))}</dd>"
        yield "</dl>"
    yield "</details>"


def _value(value: Any) -> str:
    """A value as people read it: text as it is, a conversation line by line, all else as JSON."""
    if isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        text = "\n".join(value) if len(value) > 2 or ": " in value[0] else ", ".join(value)
    elif isinstance(value, str):
        text = value
    else:
        nothing = value is None or value in ([], {}, ())
        text = "–" if nothing else json.dumps(value, ensure_ascii=False, default=str)
    return f"{text[:_LONGEST]}…" if len(text) > _LONGEST else text


def _weight(miss: Mapping[str, Any]) -> int:
    """How much went wrong: an error outweighs everything, then the number of wrong fields."""
    gold = miss.get("gold")
    return 100 * ("error" in miss) + (len(gold) if isinstance(gold, Mapping) else 1)

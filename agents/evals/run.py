"""One run: every chosen data set read, measured, printed and kept."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import orjson
from django.conf import settings

from agents.evals import report
from agents.evals.bars import held
from agents.evals.page import page
from agents.evals.registry import CannotEvaluate, DataSet, chosen
from agents.evals.sampling import measuring

Say = Callable[[str], None]

_BROKEN_TOLD: Final = 5
#: The newest run, as a page.
PAGE: Final = "report.html"


def evaluate(folder: Path, *, only: str, out: Path, say: Say, whole: bool = False) -> Path:
    """Measure the folder's data sets with the provider of the settings; returns the file written.

    ``whole`` measures every row of the large ones too, of which else a part is taken.
    Raises :class:`CannotEvaluate` when there is nowhere to write, and, after all
    else was measured, when of a data set no row could be read.
    """
    at = datetime.now(UTC)
    provider: str = settings.LLM_PROVIDER
    place_make(out)
    say("Baselines stand as: given rows | rows held out.\n")
    with measuring(whole=whole):
        sets = {
            each.name: _evaluate_set(each, folder, out, say, whole) for each in chosen(folder, only)
        }
    path = out / f"{at:%Y-%m-%d-%H%M%S-%f}.json"
    found = {
        "at": at.isoformat(),
        "provider": provider,
        "data": str(folder),
        "whole": whole,
        "sets": sets,
    }
    try:
        path.write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2, default=str))
    except OSError as error:
        raise CannotEvaluate(f"{path} cannot be written: {error.strerror}.") from error
    say(f"Written to {path}; the misses are listed there.")
    for bar, value, _of in held(sets):
        if not bar.holds(value):
            say(f"Below its bar of {bar.value:g}: {bar.label}, {value:.3f}.")
    report_path = out / PAGE
    try:
        report_path.write_text(page(found), encoding="utf-8")
    except OSError as error:
        raise CannotEvaluate(f"{report_path} cannot be written: {error.strerror}.") from error
    say(f"To look at: {report_path}")
    if empty := [name for name, each in sets.items() if not each["sections"]]:
        raise CannotEvaluate(f"No row could be read of: {', '.join(empty)}.")
    return path


def place_make(out: Path) -> None:
    """Make the folder of the runs. Raises :class:`CannotEvaluate` when that cannot be."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotEvaluate(f"{out} cannot be made: {error.strerror}.") from error


def _evaluate_set(
    data_set: DataSet, folder: Path, out: Path, say: Say, whole: bool
) -> dict[str, Any]:
    started = time.monotonic()
    files = data_set.read(folder)
    broken = [line for file in files for line in file.broken]
    rows = sum(len(file.rows) for file in files)
    say(f"{data_set.name}: {rows} rows{f', {len(broken)} broken' if broken else ''}")
    for line in broken[:_BROKEN_TOLD]:
        say(f"  broken: {line}")
    if len(broken) > _BROKEN_TOLD:
        say(f"  broken: {len(broken) - _BROKEN_TOLD} more")
    digest = hashlib.sha256("".join(file.digest for file in files).encode()).hexdigest()[:16]
    earlier = report.before(out, data_set.name, digest, settings.LLM_PROVIDER, whole=whole)
    sections = []
    if all(file.rows for file in files):
        for section in data_set.measure(*(file.rows for file in files)):
            sections.append(report.record(section))
            for line in report.lines(section, earlier):
                say(line)
    seconds = time.monotonic() - started
    say(f"  {seconds:.1f} s\n")
    return {
        "title": data_set.title,
        "group": data_set.group,
        "digest": digest,
        "rows": rows,
        "broken": broken,
        "seconds": round(seconds, 1),
        "before": earlier,
        "sections": sections,
    }

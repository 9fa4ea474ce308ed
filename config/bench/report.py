"""What was measured, as a table for people: each figure beside its bar or its limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

_WEBHOOK_RATIO: Final = 0.5
_STEADY_P99_MS: Final = 100.0
_TURN_P50_MS: Final = 60.0
_HUNDRED_P95_MS: Final = 800.0
_PACING_RATIO: Final = 1.05
_ROUTER_RATIO: Final = 1.3
_HANG_RATIO: Final = 1.05
_LATER_RATIO: Final = 1.2


@dataclass(frozen=True, slots=True)
class Row:
    """One line: what was measured, the figure, what it is held against, and whether it holds."""

    name: str
    figure: str
    beside: str = ""
    holds: bool | None = None


def percentile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` (0 to 1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def summary(values: Sequence[float]) -> dict[str, float]:
    """Median and tails (milliseconds), and how many there were."""
    return {
        "p50": round(percentile(values, 0.50), 1),
        "p95": round(percentile(values, 0.95), 1),
        "p99": round(percentile(values, 0.99), 1),
        "count": len(values),
    }


def figures(raw: dict[str, Any]) -> dict[str, Any]:
    """The raw measurements with their lists of milliseconds summed up, for machines."""
    summed: dict[str, Any] = {}
    for name, value in raw.items():
        if isinstance(value, dict):
            summed[name] = figures(value)
        elif isinstance(value, list):
            summed[name] = summary(value)
        else:
            summed[name] = value
    return summed


def rows(found: dict[str, Any]) -> Iterator[Row]:
    """The table of what was measured."""
    if "turns" in found:
        yield from _turns(found["turns"])
    if "hundred" in found:
        yield from _hundred(found["hundred"])
    if "webhook" in found:
        yield from _webhook(found["webhook"])
    if "pacing" in found:
        yield from _pacing(found["pacing"])
    if "router" in found:
        yield from _router(found["router"])


def _turns(found: dict[str, Any]) -> Iterator[Row]:
    alone, together = found["alone"], found["together"]
    yield Row(
        "turn, 1 at once, without the model",
        _times(alone["ms"]),
        f"p50 < {_TURN_P50_MS:.0f} ms",
        alone["ms"]["p50"] < _TURN_P50_MS,
    )
    yield Row("  the model's own time", _times(alone["model_ms"]), "taken off")
    yield Row(
        "turn, 32 at once, without the model",
        _times(together["ms"]),
        f"{found['together_per_second']:.0f} turns/s",
    )


def _hundred(found: dict[str, Any]) -> Iterator[Row]:
    yield Row(
        "turn, 100 conversations, model 500 ms",
        _times(found["ms"]),
        f"p95 < {_HUNDRED_P95_MS:.0f} ms",
        found["ms"]["p95"] < _HUNDRED_P95_MS,
    )
    whole = found["lost"] == 0 and found["twice"] == 0 and found["answers"] == found["messages"]
    yield Row(
        "  messages, answers",
        f"{found['messages']}, {found['answers']}",
        f"{found['lost']} lost, {found['twice']} twice",
        whole,
    )
    shares = found["cpu_share"].items()
    yield Row("  share of one core", ", ".join(f"{name} {share:.0%}" for name, share in shares))
    spent = found["cpu_ms_a_turn"]
    yield Row(
        "  CPU a turn",
        ", ".join(f"{name} {milliseconds:.0f}" for name, milliseconds in spent.items()) + " ms",
        f"{sum(spent.values()):.0f} ms in all",
    )


def _webhook(found: dict[str, Any]) -> Iterator[Row]:
    steady, bare, hook, busy = (found[name] for name in ("steady", "bare", "webhook", "busy"))
    yield Row(
        "webhook at 50/s",
        _times(steady["ms"]),
        f"p99 < {_STEADY_P99_MS:.0f} ms",
        steady["ms"]["p99"] < _STEADY_P99_MS,
    )
    yield Row("bare INSERT, 16 at once", f"{bare['per_second']:.0f}/s, {_times(bare['ms'])}")
    ratio = hook["per_second"] / max(bare["per_second"], 1e-9)
    yield Row(
        "webhook, 16 at once",
        f"{hook['per_second']:.0f}/s, {_times(hook['ms'])}",
        f"{ratio:.2f} of bare, bar {_WEBHOOK_RATIO}",
        ratio >= _WEBHOOK_RATIO,
    )
    yield Row(
        "webhook, 16 at once, worker at work",
        f"{busy['per_second']:.0f}/s, {_times(busy['ms'])}",
        f"{busy['per_second'] / max(bare['per_second'], 1e-9):.2f} of bare",
    )


def _pacing(found: dict[str, Any]) -> Iterator[Row]:
    for line in found.values():
        yield Row(
            f"pacing, {line['queued']:,} queued at {line['rate']:.0f}/s",
            f"busiest second {line['busiest_second']}, {line['per_second']:.0f}/s on average",
            f"{line['ratio']:.3f} of the limit, at most {_PACING_RATIO:.2f}",
            line["arrived"] > 0 and line["ratio"] <= _PACING_RATIO,
        )


def _router(found: dict[str, Any]) -> Iterator[Row]:
    peers, hang = found["peers"], found["hang"]
    ratio = found["router"] / found["sdk"]
    yield Row("one call, the raw SDK", f"{found['sdk']:.0f} µs of CPU")
    yield Row(
        "one call, our router",
        f"{found['router']:.0f} µs of CPU",
        f"{ratio:.2f} of the SDK, at most {_ROUTER_RATIO}",
        ratio <= _ROUTER_RATIO,
    )
    yield _peer("one call, LiteLLM's Router", peers["litellm"], found["router"])
    yield Row("turn with one tool, ours", f"{found['loop']:.0f} µs of CPU")
    yield _peer("turn with one tool, LangGraph", peers["langgraph"], found["loop"])
    yield _peer("turn with one tool, pydantic-ai", peers["pydantic_ai"], found["loop"])
    yield Row(
        "first call, the first vendor hangs",
        f"{hang['first_ms']:.0f} ms",
        f"{hang['first_ratio']:.3f} of an attempt's limit, at most {_HANG_RATIO}",
        hang["first_ratio"] <= _HANG_RATIO,
    )
    yield Row(
        "later calls, the first vendor hangs",
        f"p50 {hang['later_ms']:.2f} ms, healthy {hang['healthy_ms']:.2f} ms",
        f"{hang['later_ratio']:.2f} of healthy, at most {_LATER_RATIO}",
        hang["later_ratio"] <= _LATER_RATIO,
    )
    reached = hang["reached"]
    yield Row("  calls that reached it", f"{reached:.0f}", "at most 3", reached <= 3)


def _peer(name: str, found: dict[str, Any], ours: float) -> Row:
    if "cpu_us" not in found:
        return Row(name, "not measured", found["missing"])
    ratio = ours / found["cpu_us"]
    return Row(name, f"{found['cpu_us']:.0f} µs of CPU", f"ours {ratio:.2f} of it", ratio < 1)


def _times(times: dict[str, float]) -> str:
    return f"p50 {times['p50']:.0f}, p95 {times['p95']:.0f}, p99 {times['p99']:.0f} ms"


def table(lines: Sequence[Row]) -> str:
    """The rows in columns, each with its verdict."""
    first = max(len(row.name) for row in lines)
    second = max(len(row.figure) for row in lines)
    return "\n".join(
        f"{row.name:<{first}}  {row.figure:<{second}}  {row.beside}{_verdict(row)}".rstrip()
        for row in lines
    )


def _verdict(row: Row) -> str:
    return "" if row.holds is None else "  ok" if row.holds else "  NOT REACHED"

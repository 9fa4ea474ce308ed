"""From a request to texts that may be used: written, checked, mended once, and made to fit.

No database connection is held here: everything needed is in the request.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from typing import Any, Final

from agents.adcopy.asking import TOOL, AdRequest, Unreadable, Written, prompt_of, read
from agents.adcopy.checking import Flaw, cut, flaws_of
from agents.llm.base import AssistantCalls, Completion, Item, Provider, ProviderError, ToolResult
from agents.llm.registry import OFFLINE, provider_with
from agents.models import AgentStep
from agents.routing.attempts import Attempt
from agents.routing.plan import Plan
from agents.runs.limits import Limits
from agents.runs.record import RunRecord

logger = logging.getLogger(__name__)

_OFFLINE_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Variation:
    """One ad that may be used; ``shortened`` names the texts that had to be cut."""

    language: str
    texts: dict[str, str | list[str]]
    shortened: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Draft:
    """A variation with what stands against it."""

    written: Written
    flaws: list[Flaw]

    @property
    def can_be_used(self) -> bool:
        """Whether nothing, or nothing but its length, stands against it."""
        return all(flaw.can_be_cut for flaw in self.flaws)


def ads_write(asked: AdRequest, record: RunRecord, *, plan: Plan) -> list[Variation]:
    """As many variations as were asked for in each language, fewer only when no honest ones are
    to be had.

    A model whose ads do not fit is told why and writes once more. What is then still too long is
    cut at a word; what still says something the facts do not is dropped, and the offline writer,
    which says nothing else, fills the gap. Raises :class:`ProviderError` when nobody answered.
    """
    limits = Limits.from_settings()
    drafts, items = _written(asked, (), record, plan=plan, limits=limits)
    if not _is_enough(drafts, asked, clean=True):
        record.step(
            AgentStep.Kind.CHECK,
            "ad_copy",
            result={"problems": _problems(drafts)},
            is_error=True,
        )
        try:
            again, _items = _written(asked, items, record, plan=plan, limits=limits)
        except ProviderError as error:
            logger.warning("Ads were not written anew: %s", error.kind)
            again = []
        # The second try first; what was good in the first fills up.
        drafts = [*again, *[draft for draft in drafts if draft.can_be_used]]
    chosen = _chosen(drafts, asked)
    if not _is_enough(chosen, asked, clean=False):
        chosen = _chosen([*chosen, *_offline(asked)], asked)
    return [_finished(draft, asked) for draft in chosen]


def _written(
    asked: AdRequest,
    items: tuple[Item, ...],
    record: RunRecord,
    *,
    plan: Plan,
    limits: Limits,
) -> tuple[list[_Draft], tuple[Item, ...]]:
    """One answer's drafts, and the log that tells the model what is wrong with them."""
    provider, completion = plan.respond(
        prompt_of(asked, items),
        deadline=limits.closing_at(record),
        on_attempt=lambda attempt: _note(attempt, record),
    )
    record.provider, record.model = provider.name, completion.model
    record.count(completion.usage)
    try:
        drafts = [_Draft(each, flaws_of(each, asked)) for each in read(completion, asked.platform)]
        complaint: Any = {"problems": _problems(drafts)}
    except Unreadable as error:
        drafts, complaint = [], {"error": str(error)}
    return drafts, (*items, *_answered(provider, completion, complaint))


def _answered(provider: Provider, completion: Completion, complaint: Any) -> tuple[Item, ...]:
    calls = completion.tool_calls
    if not calls:
        return ()
    told = json.dumps(
        {**complaint, "wanted": "Hand all variations in again, without these problems."},
        ensure_ascii=False,
    )
    return (
        AssistantCalls(
            calls=calls, text=completion.text, vendor=provider.name, opaque=completion.opaque
        ),
        *(ToolResult(call.id, call.name or TOOL, told, is_error=True) for call in calls),
    )


def _note(attempt: Attempt, record: RunRecord) -> None:
    record.attempts.append(attempt)
    if attempt.cost is not None:
        record.charge(attempt.cost)
    completion = attempt.completion
    record.step(
        AgentStep.Kind.MODEL,
        f"{attempt.provider} {attempt.model}".strip(),
        result=(
            {"tokens": completion.usage.total, "calls": [c.name for c in completion.tool_calls]}
            if completion
            else {"error": attempt.error}
        ),
        is_error=completion is None,
        duration_ms=attempt.duration_ms,
    )


def _offline(asked: AdRequest) -> list[_Draft]:
    """What the embedded writer makes of the facts, checked like everybody's."""
    completion = provider_with(OFFLINE).respond(prompt_of(asked), timeout=_OFFLINE_SECONDS)
    return [_Draft(each, flaws_of(each, asked)) for each in read(completion, asked.platform)]


def _chosen(drafts: list[_Draft], asked: AdRequest) -> list[_Draft]:
    """The usable drafts, no text twice, at most as many as asked for in each language."""
    chosen: list[_Draft] = []
    for language in asked.languages:
        seen: list[dict[str, Any]] = []
        for draft in drafts:
            texts = draft.written.texts()
            if draft.written.language != language or not draft.can_be_used or texts in seen:
                continue
            if len(seen) < asked.variations:
                seen.append(texts)
                chosen.append(draft)
    return chosen


def _is_enough(drafts: list[_Draft], asked: AdRequest, *, clean: bool) -> bool:
    return all(
        sum(
            draft.written.language == language and (not draft.flaws if clean else draft.can_be_used)
            for draft in drafts
        )
        >= asked.variations
        for language in asked.languages
    )


def _finished(draft: _Draft, asked: AdRequest) -> Variation:
    written, changed = cut(draft.written, asked.platform)
    return Variation(written.language, written.texts(), changed)


def _problems(drafts: list[_Draft]) -> list[str]:
    return [
        f"variation {number}: {flaw.words}"
        for number, draft in enumerate(drafts, start=1)
        for flaw in draft.flaws
    ][:20]

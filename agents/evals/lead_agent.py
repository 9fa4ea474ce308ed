"""Whole conversations of leads, played message by message against the real agent."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from agents.evals.figures import Figure, Hits, Section, percentile, share
from agents.evals.lead_chats import Chat, Finals, by_field
from agents.evals.profile import FIELDS, equal
from agents.evals.stage import HELD, Outcome, throwaway_broker
from agents.models import AgentStep


def agent(chats: list[Chat]) -> Iterator[Section]:
    """Every conversation with a broker of its own: the lead's card, and how it came about."""
    played: list[tuple[Chat, Outcome]] = []
    broke = Section("broke", "the real agent: conversations played")
    for chat in chats:
        try:
            with throwaway_broker(chat.facts, chat.today) as stage:
                played.append((chat, stage.play(chat.id, [each.text for each in chat.messages])))
        except Exception as error:
            # One conversation that cannot be played is a finding, and no end of the others.
            broke.miss(id=chat.id, error=repr(error))
    broken = len(chats) - len(played)
    broke.figures = [
        share("broke", "conversations that raised an error", broken, len(chats), better="less")
    ]
    yield broke
    yield card(played)
    yield manners(played)
    yield cost([each for _chat, each in played])


def card(played: list[tuple[Chat, Outcome]]) -> Section:
    """What the lead's card says in the end."""
    section = Section("card", "the real agent: the lead's card")
    everything, kept = Finals(FIELDS), Finals(HELD)
    right = total = 0
    for chat, went in played:
        everything.add(chat, went.profile, section)
        # The same again over the fields there is a place for; its misses are told above.
        kept.add(chat, went.profile, Section("", ""))
        for answered, (_message, _before, after) in zip(went.answered, chat.states(), strict=True):
            right += equal(answered.profile, after, HELD)
            total += 1
    section.figures = [
        *everything.figures(),
        *kept.figures(key="kept", label="fields the card has")[:1],
        share("state", "card right after a message (fields it has)", right, total),
    ]
    section.details = by_field(everything.hits)
    return section


def manners(played: list[tuple[Chat, Outcome]]) -> Section:
    """Whether she calls a person, asks, and ends as she should."""
    section = Section("manners", "the real agent: how she behaves")
    escalate, opt_out = Hits(), Hits()
    asked = needless = fit = sure = 0
    for chat, went in played:
        escalate.add_flag(went.handed_over, chat.final.escalate)
        opt_out.add_flag(went.opted_out, chat.final.opt_out)
        if went.handed_over != chat.final.escalate:
            section.miss(
                id=chat.id,
                escalate=[chat.final.escalate, went.handed_over],
                said=went.transcript(),
            )
        if chat.final.qualified_expected in {"yes", "no"}:
            sure += 1
            fit += went.qualified == (chat.final.qualified_expected == "yes")
        for answered in went.answered:
            asked += len(answered.questions)
            again = [question.name for question in answered.questions if question.needless]
            needless += len(again)
            if again:
                section.miss(id=chat.id, asked_again=again, text=answered.text)
    section.figures = [
        *escalate.pair("escalate", "escalated conversations"),
        *opt_out.pair("opt_out", "opt-outs"),
        share("asked_again", "questions for what the card holds", needless, asked, better="less"),
        share("qualified", "qualified as expected (yes and no)", fit, sure),
    ]
    return section


def cost(played: list[Outcome]) -> Section:
    """What it took, and what went wrong on the way."""
    section = Section("cost", "the real agent: work")
    answers = [each for went in played for each in went.answered]
    runs = [run for went in played for run in went.runs]
    tools = [s for went in played for s in went.steps if s.kind == AgentStep.Kind.TOOL]
    checks = [s for went in played for s in went.steps if s.kind == AgentStep.Kind.CHECK]
    failed = sum(went.failed for went in played)
    refused = sum(step.is_error and step.name == "claims" for step in checks)
    errors = [step for step in tools if step.is_error]
    for step in errors:
        section.miss(tool=step.name, arguments=step.arguments, error=step.result)
    tokens = sum(
        run.input_tokens + run.cache_read_tokens + run.cache_write_tokens + run.output_tokens
        for run in runs
    )
    section.figures = [
        share("failed", "messages whose turn failed", failed, len(answers), better="less"),
        share("silent", "messages without an answer",
              sum(went.silent for went in played), len(answers), better="less"),
        share("tool_errors", "tool calls that failed", len(errors), len(tools), better="less"),
        share("claims", "drafts refused for a claim without proof", refused, len(runs),
              better="less"),
        share("others", "turns that another provider answered",
              sum(run.provider not in {"", settings.LLM_PROVIDER} for run in runs), len(runs),
              better="less"),
        Figure("tools", "tool calls a turn", len(tools) / len(runs) if runs else None, len(runs),
               unit="count", better=""),
        Figure("tokens", "tokens a turn", tokens / len(runs) if runs else None, len(runs),
               unit="tokens", better="less"),
        *_times([each.seconds * 1000 for each in answers]),
    ]  # fmt: skip
    return section


def _times(milliseconds: list[float]) -> list[Figure]:
    return [
        Figure(
            f"p{part}",
            f"time to the reply, p{part}",
            percentile(milliseconds, part / 100),
            len(milliseconds),
            unit="ms",
            better="less",
            steady=False,
        )
        for part in (50, 95)
    ]

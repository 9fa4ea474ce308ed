"""The users' side of conversations about homes, replayed against the real agent: what she asks.

Her questions are her own and the user's words answer those of another assistant; what is told is
only whether she asks for what her card of the lead holds already.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from agents.evals.figures import Section, share
from agents.evals.sampling import some, told
from agents.evals.sgd_follow import TODAY
from agents.evals.sgd_rows import SERVICES, Dialogue, Home
from agents.evals.stage import Facts, throwaway_broker

#: So many conversations, the same ones each time: more say little more of this.
_PLAYED: Final = 20


def sgd_agent(dialogues: list[Dialogue], homes: list[Home]) -> Iterator[Section]:
    """Replay conversations that are about homes alone."""
    # All of them: to ask for an area she cannot know is no question that was needless.
    areas = tuple(sorted({home.area for home in homes if home.area}))
    ours = [each for each in dialogues if _is_ours(each)]
    chosen = some(ours, _PLAYED, lambda each: each.dialogue_id)
    section = Section("agent", f"the real agent, asked by the same users{told(chosen, ours)}")
    asked = needless = failed = messages = crashed = 0
    if not chosen:
        return
    with throwaway_broker(Facts("US", areas[0] if areas else "", "USD", areas), TODAY) as stage:
        for dialogue in chosen:
            texts = [turn.utterance for turn in dialogue.turns if turn.speaker == "USER"]
            try:
                went = stage.play(dialogue.dialogue_id, texts)
            except Exception as error:
                # One conversation that cannot be played is a finding, and no end of the others.
                crashed += 1
                section.miss(id=dialogue.dialogue_id, error=repr(error))
                continue
            messages += len(went.answered)
            failed += went.failed
            for answered in went.answered:
                asked += len(answered.questions)
                again = [question.name for question in answered.questions if question.needless]
                needless += len(again)
                if again:
                    section.miss(id=dialogue.dialogue_id, asked_again=again, said=went.transcript())
    section.figures = [
        share("asked_again", "questions for what the card holds", needless, asked, better="less"),
        share("failed", "messages whose turn failed", failed, messages, better="less"),
        share("crashed", "conversations that raised an error", crashed, len(chosen), better="less"),
    ]
    yield section


def _is_ours(dialogue: Dialogue) -> bool:
    services = {frame.service for turn in dialogue.turns for frame in turn.frames}
    return bool(services) and services <= set(SERVICES)

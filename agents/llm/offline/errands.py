"""Work that is no lead's turn, by the task the prompt's facts name: ads, the office's questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agents.llm.base import Prompt
from agents.llm.offline import ads, office_plan, office_scene, office_tell


@dataclass(frozen=True, slots=True)
class Step:
    """What is done next: calls to make, as (tool, arguments), or words."""

    calls: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    text: str = ""


def errand(prompt: Prompt) -> Step | None:
    """The next step of such work, None when the prompt is a lead's turn."""
    if ads.is_asked(prompt):
        return Step(calls=((ads.TOOL, ads.ads_written(prompt)),))
    if office_scene.is_asked(prompt):
        scene = office_scene.OfficeScene(prompt)
        calls = () if prompt.tool_choice == "none" else tuple(office_plan.next_calls(scene))
        return Step(calls=calls) if calls else Step(text=office_tell.answer(scene))
    return None

"""The prompts the project comes with: one file a specialist, in two parts.

Above the divider stands how she writes and what she does, which a broker may rewrite; below it the
frame that keeps everybody safe, which no broker's text replaces.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from crm.core.errors import NotFound

_FOLDER: Final = Path(__file__).parent
#: The line of a file between what brokers may rewrite and what they may not.
DIVIDER: Final = "<!-- The frame: what stands below holds for every broker and every version. -->\n"

#: How she speaks with leads, whoever of the crew answers.
VOICE: Final = "leasing"
#: What each of the crew is told besides; it goes with the situation, after the stable prefix.
PARTS: Final = ("qualifier", "negotiator", "scheduler", "after_sale")
#: Prompts whose words reach leads: these can be tried on conversations and made-up leads, and
#: compared in experiments.
MEASURED: Final = (VOICE, *PARTS)
#: Advertisements: tried on listings.
ADS: Final = "ad_copy"
#: Who works for the broker's people: tried on what somebody asked them before.
OFFICE: Final = ("analyst", "leasing_office", "marketing", "property")
TRIED: Final = (*MEASURED, ADS, *OFFICE)


@dataclass(frozen=True, slots=True)
class PromptTemplate:
    """A prompt's text with named fields in braces, and its version for the record.

    ``experiment`` is the id of the experiment that gave this version to the lead, if one did.
    """

    name: str
    version: str
    text: str
    experiment: str = ""


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """A file in its two parts; ``frame`` is empty where nothing is fixed."""

    specialist: str
    voice: str
    frame: str


@cache
def built_in(specialist: str) -> BuiltIn:
    """The file of that specialist; NotFound when there is none."""
    if specialist not in specialists():
        raise NotFound(_("There is no such prompt."))
    text = (_FOLDER / f"{specialist}.md").read_text(encoding="utf-8")
    voice, _line, frame = text.partition(DIVIDER)
    return BuiltIn(specialist=specialist, voice=voice.strip(), frame=frame.strip())


@cache
def specialists() -> tuple[str, ...]:
    """Who has a prompt, by name."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.md")))


def assembled(
    specialist: str, voice: str, *, label: str = "", experiment: str = ""
) -> PromptTemplate:
    """The whole prompt around a voice; the version tells the voice and the frame it ran with.

    ``label`` names a broker's version (``v3``); the built-in one goes by what it hashes to.
    """
    text = "\n\n".join(part for part in (voice.strip(), built_in(specialist).frame) if part) + "\n"
    digest = hashlib.sha256(text.encode()).hexdigest()[:10]
    name = f"{specialist}/{label}" if label else specialist
    return PromptTemplate(
        name=specialist, version=f"{name}@{digest}", text=text, experiment=experiment
    )


@cache
def template(specialist: str) -> PromptTemplate:
    """The specialist's prompt as the project comes with it."""
    return assembled(specialist, built_in(specialist).voice)

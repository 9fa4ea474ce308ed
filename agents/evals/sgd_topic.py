"""Which of its tasks a user speaks of, in data where one assistant does many.

Homes are ours. All else (a cab, a table, the weather …) is another's, and what is said there of a
day or a place is at most a hint for us.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from agents.nlu.text import fold

Topic = Literal["homes", "calendar", "other"]

_CALENDAR: Final = re.compile(
    r"\b(?:calendar|my (?:schedule|agenda|events?|day|availability)|"
    r"(?:am i|(?:if|whether|when|times?|hours?|slots?) (?:i(?:'m| am| will be|'ll be)?|"
    r"will i be|am i|my \w+)|will i be) (?:\w+ ){0,2}?(?:free|available|booked|busy|occupied|open)|"
    r"(?:open|free|available) (?:times?|slots?|hours?)|time (?:do|will|would) i\b|"
    r"(?:do|did) i have (?:any(?:thing)?|something|plans|a free|an? )|"
    r"(?:any|my) (?:plans|events?|appointments)|add (?:an |the |this |that )?event|"
    r"(?:something|anything) (?:planned|scheduled|going on))\b"
)
_OTHER: Final = re.compile(
    r"\b(?:cabs?|taxi|rides?|uber|lyft|(?:rental|rent|reserve|book|hire|get|need|that|the|a) "
    r"(?:\w+ ){0,2}?cars?|car rental|cars?\b(?! ?(?:garage|port|parking|space))|"
    r"sedan|hatchback|suv|vehicle|weather|temperature|rain\w*|forecast|humid\w*|wind\w*|"
    r"alarms?|wake me|messag\w+|share (?:the|my|its|this|that|it|their)|"
    r"(?:send|text|tell) (?:it|this|that|the (?:address|location)|[a-z]+ (?:the|about))\b|"
    r"restaurants?|tables?|dinner|lunch|dine|dining|eat(?:ery|ing)?|food|cuisine|brunch)\b"
)
_HOMES: Final = re.compile(
    r"\b(?:apartments?|houses?|homes?|condos?|place to (?:live|rent|buy|stay)|propert(?:y|ies)|"
    r"bed ?rooms?|bath ?rooms?|baths?|visit(?:ing)?|tour|move|roommate|to live|laundry|garage|"
    r"furnished|pets?)\b"
)
#: A home is what is looked for or gone to see, whatever else the text mentions.
_HOME_TASK: Final = re.compile(
    r"\b(?:(?:find|look(?:ing)?|search(?:ing)?|need|want|get|show|see|interested|help)\b[^.?!]{0,30}?"
    r"\b(?:apartments?|houses?|homes?|place to (?:live|rent|buy)|propert(?:y|ies))"
    r"|(?:schedule|book|set up|arrange|make|plan|like|want|wish|need|go)\b[^.?!]{0,24}?"
    r"\b(?:visit\w*|viewing|tour)"
    r"|(?:visit|see|tour)\b[^.?!]{0,24}?\b(?:apartments?|houses?|propert(?:y|ies)|place|it))\b"
)


def topic_of(text: str, before: Topic) -> Topic:
    """The task a text is about; one that names none goes on with the one before."""
    folded = fold(text)
    task = _last(_HOME_TASK, folded)
    calendar, other = _last(_CALENDAR, folded), _last(_OTHER, folded)
    if max(calendar, other) < 0:
        return "homes" if (_HOMES.search(folded) and before != "other") or task >= 0 else before
    if task > max(calendar, other):
        return "homes"
    return "calendar" if calendar > other else "other"


def _last(pattern: re.Pattern[str], folded: str) -> int:
    return max((match.start() for match in pattern.finditer(folded)), default=-1)

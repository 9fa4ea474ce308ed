"""What to ask next: one thing, in a sensible order, never what is known or was declined twice."""

from __future__ import annotations

from agents.llm.base import Prompt
from agents.llm.offline import phrases
from agents.llm.offline.plan import booked, searchable, viewing_wish
from agents.llm.offline.scene import Scene
from agents.nlu.intent import Intent

_OWNERS = frozenset({"sell", "rent_out"})
_NO_BEDS = frozenset({"office", "commercial", "land", "parking", "storage", "studio"})
_PHONE_CHANNELS = frozenset({"whatsapp", "twilio", "voice"})
_TWICE = 2


def next_question(scene: Scene, *, showed: bool) -> str | None:
    """Name the next question, or None when there is nothing left worth asking.

    ``showed`` tells that this reply shows homes, so that a viewing can be offered.
    """
    if scene.intends(Intent.OPT_OUT, Intent.SPAM):
        return None
    if _leaving(scene):
        return None
    order = (
        _owner_order(scene) if scene.profile.get("operation") in _OWNERS else _order(scene, showed)
    )
    last = phrases.FIELD_OF.get(scene.last_question or "", scene.last_question)
    open_fields = [
        f
        for f in order
        if _times(scene, f) < _TWICE and phrases.FIELD_OF.get(f, f) not in scene.settled
    ]
    # What was just asked and left unanswered waits: another question first, then once more.
    fresh = [f for f in open_fields if phrases.FIELD_OF.get(f, f) != last]
    return next(iter(fresh or open_fields), None)


def question_next(prompt: Prompt) -> str:
    """The question this lead would be asked next, in words; "" when nothing is left to ask."""
    scene = Scene(prompt)
    field = next_question(scene, showed=False)
    return phrases.question(field, scene.language, scene.country, scene.seed) if field else ""


def _times(scene: Scene, field: str) -> int:
    name = phrases.FIELD_OF.get(field, field)
    return sum(phrases.FIELD_OF.get(asked, asked) == name for asked in scene.asked)


def _leaving(scene: Scene) -> bool:
    """Tell that the lead closes the conversation: thanks or no, and nothing new."""
    understanding = scene.understanding
    if scene.intends(Intent.DENY) and scene.last_question in {"viewing", "human", "help", None}:
        return not understanding.fields and scene.last_question != "viewing"
    settled = bool(scene.rows("appointments"))
    return understanding.thanks and settled and not understanding.fields and not booked(scene)


def _order(scene: Scene, showed: bool) -> list[str]:
    profile, lead = scene.profile, scene.lead
    order: list[str] = []
    has_visit = booked(scene) or bool(scene.rows("appointments"))
    if not profile.get("operation"):
        order.append("operation")
    if not (profile.get("areas") or profile.get("city")):
        order.append("areas")
    if not profile.get("property_type") and profile.get("beds") is None:
        order.append("property_type")
    if profile.get("beds") is None and profile.get("property_type") not in _NO_BEDS:
        order.append("beds")
    if profile.get("budget_max") is None and profile.get("budget_min") is None:
        order.append("budget")
    timeline_open = not (profile.get("timeline") or profile.get("timeline_from"))
    if has_visit:
        order = _person(scene) + order
    shown = showed or bool(scene.rows("shown_units"))
    if shown and searchable(profile) and not has_visit and "budget" not in order[:1]:
        if timeline_open and not order and not scene.understanding.deny:
            order.append("timeline")
        order.append("viewing")
    if timeline_open and "timeline" not in order:
        order.append("timeline")
    if not has_visit:
        order += _person(scene)
    if profile.get("operation") == "buy" and profile.get("preapproved") is None:
        financing = profile.get("financing") or scene.understanding.fields.get("financing")
        if financing != "cash":
            order.append("preapproved")
    if not lead and not order and viewing_wish(scene):
        order.append("name")
    return order


def _person(scene: Scene) -> list[str]:
    wanted: list[str] = []
    if not scene.lead.get("name"):
        wanted.append("name")
    reachable = scene.lead.get("phone") or scene.lead.get("email")
    if not reachable and scene.facts.get("channel") not in _PHONE_CHANNELS:
        wanted.append("phone")
    return wanted


def _owner_order(scene: Scene) -> list[str]:
    profile = scene.profile
    order: list[str] = []
    if not (profile.get("areas") or profile.get("city")):
        order.append("owner_area")
    if not profile.get("property_type"):
        order.append("owner_type")
    if profile.get("budget_max") is None and profile.get("budget_min") is None:
        order.append("owner_price")
    if not (profile.get("timeline") or profile.get("timeline_from")):
        order.append("owner_timeline")
    order += _person(scene)
    return order or ["human"]

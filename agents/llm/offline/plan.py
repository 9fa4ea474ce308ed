"""What to do next: the tools to call, or nothing when it is time to answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from agents.guardrails.housing import wishes_steering
from agents.llm.offline.scene import COLUMNS, Scene, flat, slots_from
from agents.nlu.clock import find_times
from agents.nlu.intent import Intent, Reason
from agents.nlu.slots import choose_slot
from agents.nlu.text import fold
from crm.inventory.amenities import amenities_wished

Call = tuple[str, dict[str, Any]]

MOST_CALLS: Final = 8  # of one turn; a model that needs more is going in circles
_CRITERIA: Final = frozenset(
    {
        "operation", "property_type", "city", "areas", "beds", "baths", "area_m2", "budget_min",
        "budget_max", "currency",
    }
)  # fmt: skip
_OWNERS: Final = frozenset({"sell", "rent_out"})


def next_calls(scene: Scene) -> list[Call]:
    """Choose the tools to call now; an empty list means that the reply can be written."""
    if not scene.text.strip() or len(scene.done) >= MOST_CALLS:
        return []
    if scene.result("escalate_to_human") is not None or hostile(scene):
        return []
    if scene.under_review:
        return []
    for step in (_handover, _normalise, _update, _book, _look, _slots, _book_requested):
        if calls := [call for call in step(scene) if call[0] in scene.tools]:
            return [(name, _fitting(scene, name, arguments)) for name, arguments in calls]
    return []


def hostile(scene: Scene) -> bool:
    """Tell a text nothing may be done about: an order to the machine, advertising, an opt-out."""
    return scene.intends(Intent.INJECTION, Intent.SPAM) or (
        scene.intends(Intent.OPT_OUT) and scene.understanding.reason is None
    )


def reason_for_person(scene: Scene) -> str | None:
    """Name why a person must take over, or None."""
    understanding = scene.understanding
    if understanding.reason is not None and not (
        scene.is_given_back and understanding.reason is not Reason.DANGER
    ):
        return understanding.reason.value
    if scene.offers_person and _accepts_person(scene):
        return Reason.ASKED_FOR_PERSON.value
    changing = scene.intends(Intent.CANCEL, Intent.RESCHEDULE)
    if changing and (scene.rows("appointments") or "viewing" in scene.settled):
        return "other"  # nothing but a person can undo a booking
    return None


# Questions that a bare yes answers themselves.
_YES_OR_NO: Final = frozenset({"viewing", "preapproved", "slot", "day"})
_YES: Final = re.compile(
    r"\W*(?:si+p?|claro|dale|por favor|porfa\w*|bueno|ya|obvio|me gustaria|prefiero (?:una persona|"
    r"eso)|yes+|yep|yeah|sure|please|i would|go ahead|that would)\b"
)
_SOMEBODY: Final = re.compile(
    r"\b(?:personas?|alguien|asesor\w*|ejecutiv\w+|agentes?|equipo|ustedes|colegas?|person|people|"
    r"someone|somebody|agents?|team|colleagues?)\b"
)
#: A yes to a person may be as long: "por favor, sí, gracias".
_WORDS_OF_A_YES: Final = 3


def _accepts_person(scene: Scene) -> bool:
    """Whether the lead takes up the offer of a person: a yes, and nothing of what they want.

    Beside a question that asks for something else only an outright yes counts, and beside one
    that a yes answers itself none does.
    """
    if not scene.affirms or set(scene.understanding.fields) - {"language"}:
        return False
    if scene.last_question in {"human", None}:
        return True
    if scene.last_question in _YES_OR_NO or not (yes := _YES.match(fold(scene.text))):
        return False
    # "Dale, mandame lo que haya" says yes to going on, not to a person.
    beyond = fold(scene.text)[yes.end() :]
    return len(beyond.split()) <= _WORDS_OF_A_YES or bool(_SOMEBODY.search(beyond))


def _handover(scene: Scene) -> list[Call]:
    reason = reason_for_person(scene)
    if reason is None or not scene.may("escalate_to_human"):
        return []
    calls: list[Call] = []
    if scene.may("update_lead") and (arguments := _updates(scene)):
        calls.append(("update_lead", arguments))
    calls.append(("escalate_to_human", {"reason": reason, "summary": _summary(scene)}))
    return calls


def _summary(scene: Scene) -> str:
    """The lead's own words; what they want stands on their card already."""
    return f"«{' '.join(scene.text.split())[:300]}»"


def _normalise(scene: Scene) -> list[Call]:
    """Let the tools read amounts and places, as any model would."""
    if scene.done:
        return []
    fields = scene.understanding.fields
    calls: list[Call] = []
    asks_money = scene.last_question in {"budget", "owner_price"} and any(
        ch.isdigit() for ch in scene.text
    )
    if "budget_max" in fields or "budget_min" in fields or asks_money:
        calls.append(("normalize_budget", {"text": scene.text}))
    asks_place = scene.last_question in {"areas", "owner_area"} and not scene.understanding.deny
    if "areas" in fields or "city" in fields or asks_place:
        calls.append(("geo_match", {"text": scene.text}))
    return calls


def _update(scene: Scene) -> list[Call]:
    if not scene.may("update_lead"):
        return []
    arguments = _updates(scene)
    return [("update_lead", arguments)] if arguments else []


def _updates(scene: Scene) -> dict[str, Any]:
    """Collect what this text states or takes back and the profile does not hold yet."""
    stated = {**scene.told, **flat(scene.understanding.fields)}
    _prefer_tools(scene, stated)
    held = {**scene.mapping("profile"), **{k: v for k, v in scene.mapping("lead").items() if v}}
    changed = {k: v for k, v in stated.items() if v is not None and held.get(k) != v}
    if changed.keys() & {"budget_min", "budget_max"} and "currency" in stated:
        changed["currency"] = stated["currency"]
    clears = [
        column
        for name in scene.understanding.clears
        for column in COLUMNS.get(name, (name,))
        if column not in changed and held.get(column) not in (None, "", [])
    ]
    # A new time replaces the old one whole: its other end must not stay behind.
    for columns in COLUMNS.values():
        if columns[0] in changed:
            clears += [c for c in columns[1:] if stated.get(c) is None and held.get(c)]
    if clears:
        changed["clear"] = list(dict.fromkeys(clears))
    return changed


def _prefer_tools(scene: Scene, stated: dict[str, Any]) -> None:
    """Take amounts and places from the tools where the reading of the text alone found none."""
    budget = scene.result("normalize_budget")
    if budget and budget.get("found") and not stated.keys() & {"budget_min", "budget_max"}:
        for key in ("budget_min", "budget_max", "currency"):
            if budget.get(key) is not None:
                stated[key] = budget[key]
    places = scene.result("geo_match")
    if places and "areas" not in stated:
        excluded = set(places.get("excluded") or [])
        names = [str(m.get("area")) for m in places.get("matches") or [] if m.get("area")]
        if kept := [name for name in dict.fromkeys(names) if name not in excluded]:
            stated["areas"] = kept


def chosen_slot(scene: Scene) -> dict[str, Any] | None:
    """Give the arguments to book the slot the lead has just chosen among those offered."""
    index = scene.understanding.chosen_slot
    if index is None or index >= len(scene.offered):
        return None
    slot = scene.offered[index]
    return {"slot_id": slot.slot_id, "unit_ref": slot.unit_ref}


def _book(scene: Scene) -> list[Call]:
    arguments = chosen_slot(scene)
    if arguments is None or not scene.may("book_viewing"):
        return []
    return [("book_viewing", arguments)]


_WHO: Final = re.compile(
    r"\b(?:eres|sos|es usted|es|estoy hablando con|hablo con|are you|is this|am i "
    r"(?:talking|speaking|chatting) (?:to|with)) (?:un |una |a |an )?(?:\w+ )?(?:robot|bot|"
    r"chatbot|human[oa]?|persona|person|maquina|machine|ia|ai|real)\b"
)


def _look(scene: Scene) -> list[Call]:
    """Look up what the answer needs, all at once: homes, score and documents."""
    calls: list[Call] = []
    if scene.may("search_knowledge"):
        calls += [("search_knowledge", {"query": q, "k": 3}) for q in _open_questions(scene)[:2]]
    if scene.may("inventory_search") and wants_matches(scene):
        calls.append(("inventory_search", _criteria(scene)))
    profile_changed = scene.result("update_lead") is not None
    if scene.may("lead_score") and profile_changed and scene.profile.get("operation"):
        calls.append(("lead_score", {}))
    return calls


def about_machine(text: str) -> bool:
    """Whether the text asks who is speaking: a person or a machine."""
    return bool(_WHO.search(fold(text)))


def _open_questions(scene: Scene) -> list[str]:
    """Leave out the questions that the inventory, not a document, answers."""
    questions = []
    for question in scene.understanding.questions:
        if about_machine(question) or wishes_steering(f"{question}?"):
            continue
        about_price = re.search(
            r"\b(?:precio|cuanto (?:cuesta|vale|sale)|price|how much)\b", fold(question)
        )
        if (
            about_price
            and (scene.rows("shown_units") or searchable(scene.profile))
            and len(question) < 60
        ):
            continue
        questions.append(question)
    return questions


def searchable(profile: Mapping[str, Any]) -> bool:
    """Tell whether enough is known to show homes: what for and where, or what and how much."""
    operation = profile.get("operation")
    if operation in _OWNERS:
        return False
    place = bool(profile.get("areas") or profile.get("city"))
    priced = bool(profile.get("budget_max") or profile.get("budget_min"))
    return bool((operation and place) or (profile.get("property_type") and priced))


def wants_matches(scene: Scene) -> bool:
    """Tell whether this turn should show homes: new criteria, a wish, or none shown yet."""
    if not searchable(scene.profile) or chosen_slot(scene) is not None:
        return False
    if scene.intends(Intent.OPT_OUT, Intent.CANCEL):
        return False
    fields = scene.understanding.fields
    if viewing_wish(scene):
        return not scene.rows("shown_units")
    return bool(
        _CRITERIA & (set(fields) | set(scene.understanding.clears))
        or amenities_wished(fields)
        or scene.intends(Intent.SEARCH)
        or (scene.intends(Intent.PRICING) and not scene.rows("shown_units"))
    )


def _criteria(scene: Scene) -> dict[str, Any]:
    profile = scene.profile
    wanted = {
        key: profile[key]
        for key in (
            "operation",
            "property_type",
            "city",
            "areas",
            "beds",
            "baths",
            "area_m2",
            "currency",
        )
        if profile.get(key)
    }
    if profile.get("budget_min"):
        wanted["price_min"] = profile["budget_min"]
    if profile.get("budget_max"):
        wanted["price_max"] = profile["budget_max"]
    else:
        wanted.pop("currency", None) if "price_min" not in wanted else None
    return {**wanted, **amenities_wished(profile), "limit": 3}


def viewing_wish(scene: Scene) -> bool:
    """Tell whether the lead wants to see a home: said so, agreed, or named a day for it."""
    understanding = scene.understanding
    if scene.profile.get("operation") in _OWNERS or "viewing" in scene.settled:
        return False
    if understanding.wants_viewing or understanding.fields.get("viewing"):
        return True
    if scene.last_question == "viewing":
        if scene.affirms and not understanding.wants_other:
            return True
        return chosen_unit(scene) is not None and not _CRITERIA & set(understanding.fields)
    if scene.last_question in {"slot", "day"}:
        # Not one of the offered times, yet still about a time: look again.
        about_else = understanding.questions or understanding.thanks or understanding.fields
        return not (understanding.deny or about_else)
    return scene.last_question == "unit" and not understanding.deny


# A bare digit counts homes only where it is all there is, or is said to number one.
_NUMBERED: Final = (
    r"(?:^\W*(?:la |el |the )?|\b(?:opcion|option|numero|number|nro|la|#)\s?)(?=\d\W*$|\d\W*(?:por "
    r"favor|please|porfa))"
)


def chosen_unit(scene: Scene) -> Mapping[str, Any] | None:
    """Find which of the homes shown earlier the text means; None when it names none."""
    shown = scene.rows("shown_units")
    folded = fold(scene.text)
    for unit in shown:
        if len(str(unit.get("ref") or "")) >= 3 and fold(str(unit["ref"])) in folded:
            return unit
    ordinals = (
        rf"\b(?:primer[oa]?|first|1(?:ra|ro|st))\b|{_NUMBERED}1\b(?![.,]?\d)",
        rf"\b(?:segund[oa]|second|2(?:da|do|nd))\b|{_NUMBERED}2\b(?![.,]?\d)",
        rf"\b(?:tercer[oa]?|third|3(?:ra|ro|rd))\b|{_NUMBERED}3\b(?![.,]?\d)",
    )  # fmt: skip
    about_units = scene.last_question in {"unit", "viewing"} or re.search(
        r"\b(?:la|el|the|opcion|option|one)\b", folded
    )
    for unit, pattern in zip(shown, ordinals, strict=False):
        if about_units and re.search(pattern, _without_times(folded)):
            return unit
    if re.search(r"\b(?:ultim[oa]|last one)\b", folded) and shown:
        return shown[-1]
    named = [u for u in shown if u.get("area") and fold(str(u["area"])) in folded]
    if len(named) == 1:
        return named[0]
    titled = [
        u for u in shown if fold(str(u.get("title") or " ")).strip() in folded and u.get("title")
    ]
    return titled[0] if len(titled) == 1 else None


def _without_times(folded: str) -> str:
    for time in reversed(find_times(folded)):
        folded = folded[: time.start] + folded[time.end :]
    return re.sub(r"\b(?:el|the)\s+\d{1,2}\b", " ", folded) if "opcion" not in folded else folded


def unit_to_view(scene: Scene) -> Mapping[str, Any] | None:
    """Choose the home to visit: the one named, the only one, or with a day given the best one."""
    if unit := chosen_unit(scene):
        return unit
    found = scene.result("inventory_search")
    units = [u for u in (found or {}).get("units") or [] if isinstance(u, Mapping)]
    shown = units or scene.rows("shown_units")
    if len(shown) == 1:
        return shown[0]
    if offered := [s.unit_ref for s in scene.offered if s.unit_ref]:
        return next((u for u in shown if u.get("ref") == offered[0]), {"ref": offered[0]})
    given_day = scene.understanding.fields.get("viewing") or scene.last_question == "unit"
    return shown[0] if shown and given_day else None


def _slots(scene: Scene) -> list[Call]:
    failed_booking = (
        scene.results("book_viewing") and not _alternatives(scene) and not booked(scene)
    )
    if not scene.may("find_slots"):
        return []
    if not failed_booking and (scene.results("book_viewing") or not viewing_wish(scene)):
        return []
    unit = unit_to_view(scene)
    if unit is None:
        return []
    arguments: dict[str, Any] = {"unit_ref": str(unit.get("ref") or "")}
    when = scene.understanding.fields.get("viewing")
    if isinstance(when, Mapping):
        arguments |= {k: when[k] for k in ("date_from", "date_to", "part_of_day") if when.get(k)}
    return [("find_slots", {k: v for k, v in arguments.items() if v})]


def _alternatives(scene: Scene) -> bool:
    return bool((scene.result("book_viewing") or {}).get("slots"))


def booked(scene: Scene) -> bool:
    """Tell whether this turn holds the result that a viewing was booked."""
    return bool((scene.result("book_viewing") or {}).get("booked"))


def _book_requested(scene: Scene) -> list[Call]:
    """Book at once when the lead named the very hour of a free slot and the home is plain."""
    found = scene.result("find_slots")
    if found is None or not scene.may("book_viewing") or not find_times(fold(scene.text)):
        return []
    named = chosen_unit(scene) is not None or len(scene.rows("shown_units")) == 1
    if not named and not scene.offered:
        return []
    slots = slots_from([row for row in found.get("slots") or [] if isinstance(row, Mapping)])
    index, _ = choose_slot(_without_ordinals(fold(scene.text)), slots, affirmed=None)
    if index is None:
        return []
    return [("book_viewing", {"slot_id": slots[index].slot_id, "unit_ref": slots[index].unit_ref})]


def _without_ordinals(folded: str) -> str:
    return re.sub(
        r"\b(?:la |el |the )?(?:primer[oa]?|segund[oa]|tercer[oa]?|first|second|third|ultim[oa])\b",
        " ",
        folded,
    )


def _fitting(scene: Scene, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Keep what the tool's schema knows: its properties and, for choices, its listed values."""
    properties = scene.tools[name].parameters.get("properties")
    if not isinstance(properties, Mapping):
        return arguments
    fitting: dict[str, Any] = {}
    for key, value in arguments.items():
        if key not in properties:
            continue
        allowed = _choices(properties[key])
        if allowed and isinstance(value, str) and value not in allowed:
            kin = {"villa": "house", "townhouse": "house", "studio": "apartment"}.get(value)
            if kin not in allowed:
                continue
            value = kin
        fitting[key] = value
    return fitting


def _choices(schema: Any) -> list[Any]:
    if not isinstance(schema, Mapping):
        return []
    if isinstance(schema.get("enum"), list):
        return list(schema["enum"])
    for part in schema.get("anyOf") or []:
        if isinstance(part, Mapping) and isinstance(part.get("enum"), list):
            return list(part["enum"])
    return []

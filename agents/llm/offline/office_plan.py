"""Which tools answer a question of the office: rules from its words to calls."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from agents.llm.offline.office_doing import doing_calls, doing_of
from agents.llm.offline.office_scene import OfficeScene

Call = tuple[str, Mapping[str, Any]]

HOT: Final = 75
_CALL = re.compile(
    r"\b(?:a quien(?:es)? (?:\w+ ){0,3}?(?:llam|contact)\w*"
    r"|whom? (?:\w+ ){0,3}?(?:call|contact|phone)"
    r"|que (?:tengo|hay|debo|deberia)(?: que)?(?: por)? hacer"
    r"|what (?:should|must|do) i (?:do|have to do)"
    r"|mi dia\b|my day\b|pendientes?\b|to-?do\b|prioridad\w*|priorit\w+|llamadas?\b|calls?\b)"
)
_WAIT = re.compile(
    r"\b(?:sin (?:respuesta|responder|contestar|atender)"
    r"|no (?:he|hemos|han|se ha) (?:respond|contest)\w*"
    r"|esperan\w*|unanswered"
    r"|(?:not|no|without an?|haven'?t) (?:been )?(?:answer|repl|respon)\w*|waiting)"
)
_HOT = re.compile(r"\b(?:calientes?|hot|mejores leads|best leads)\b")
_CAMPAIGN = re.compile(
    r"\b(?:campan\w*|campaign\w*|a quien(?:es)? (?:\w+ ){0,2}escrib\w*|whom? (?:\w+ ){0,2}write"
    r"|marketing|segment\w*)"
)
_VIEWINGS = re.compile(
    r"\b(?:visitas?|viewings?|visits?|citas?|appointments?|agenda"
    r"|calendar\w*)\b"
)
_FUNNEL = re.compile(
    r"\b(?:pipeline|embudo|funnel|cuantos leads|how many (?:\w+ )?leads|leads? nuevos?|new leads"
    r"|como va(?:mos)? (?:el|mi|nuestro|este)|etapas?|stages?|perdidos?|lost)\b"
)
_LEADS = re.compile(r"\b(?:leads?|clientes?|clients?|contactos?|prospectos?)\b")
_SPEED = re.compile(
    r"\b(?:que tan rapido|tiempos? de respuesta|cuanto (?:tarda|demora)\w*"
    r"|how (?:fast|quick\w*) (?:do|are)"
    r"|how long (?:do|does) (?:we|it|sofia)|response times?)\b"
)
_MATCH = re.compile(
    r"\b(?:ofrec\w+|calzan?|le sirven?|offer|match(?:es)?|fits?"
    r"|que (?:le|les) (?:\w+ )?(?:muestro|mostr\w+)"
    r"|what (?:can|could|should) (?:i|we) show)\b"
)
_SAID = re.compile(
    r"\b(?:que (?:me )?(?:dijo|escribio|respondio)|what did .{1,40} (?:say|write|answer)"
    r"|ultim[oa]s? mensajes?|last messages?|conversacion|conversation|hilo|thread)\b"
)
_SEARCH = re.compile(
    r"\b(?:muestra\w*|show|busca(?:me|r)?|find|hay|tenemos|do we have|list\w*|opciones|options"
    r"|unidades|units|propiedades|property|properties|listings?|homes?)\b"
)
_DOCUMENTS = re.compile(
    r"\b(?:document\w*|politicas?|requisitos?|reglamento|contratos?|garantia|gastos comunes"
    r"|comision|procedimiento|proceso|polic(?:y|ies)|requirements?|deposits?|fees?"
    r"|notice|repair\w*|contracts?"
    r"|service charge|posventa|post ?venta|after[- ]sales?|entrega|handover|mascotas?|pets?"
    r"|reparac\w+|arreglo\w*|devol\w+|refund|maintenance|mantencion|credito|mortgage|aval|guarantor)\b"
)
_HELLO = re.compile(
    r"^\W*(?:hola|buenas|buenos dias|hi|hello|hey|gracias|thanks|thank you|ayuda|help)\W*$"
)


def next_calls(scene: OfficeScene) -> list[Call]:
    """What to call next; nothing when all that can be found has been found."""
    if len(scene.done) >= 4:
        return []
    doing = doing_of(scene)
    wanted = doing_calls(scene, *doing) if doing else _of_specialist(scene)
    calls = wanted if wanted is not None else _of_question(scene)
    return [(name, arguments) for name, arguments in calls if name in scene.tools]


def _of_specialist(scene: OfficeScene) -> list[Call] | None:
    """What a task names outright: the lead or the unit it is about, a specialist's own errand."""
    lead, unit = scene.about.get("lead_id"), scene.about.get("unit_id")
    if lead and not scene.done:
        return [("lead_read", {"lead_id": lead}), ("lead_matches", {"lead_id": lead})]
    if unit and not scene.done:
        found: list[Call] = [("unit_read", {"unit_id": unit})]
        if _DOCUMENTS.search(scene.folded):
            found.append(("document_search", {"query": scene.text[:500]}))
        return found
    if lead or unit:
        return []
    if scene.specialist == "marketing":
        return [] if scene.done else [("campaign_segments", {})]
    return None


def _of_question(scene: OfficeScene) -> list[Call]:
    words = scene.folded
    if _HELLO.match(words) or not words.strip():
        return []
    if scene.done:
        return _further(scene)
    person = scene.name or scene.pointed("lead")
    if scene.ref:
        return [("unit_read", {"ref": scene.ref})]
    if person and (_MATCH.search(words) or not _is_general(words)):
        pk = scene.pointed("lead") if not scene.name else ""
        return _about_lead(scene, pk) if pk else [("lead_find", {"q": scene.name, "limit": 6})]
    return _general(scene)


def _is_general(words: str) -> bool:
    """Whether the words ask about the whole of the work, whoever they name in passing."""
    patterns = (_CALL, _WAIT, _CAMPAIGN, _SPEED)
    return any(pattern.search(words) for pattern in patterns)


def _general(scene: OfficeScene) -> list[Call]:
    words = scene.folded
    if _CAMPAIGN.search(words):
        return [("campaign_segments", {})]
    if _WAIT.search(words):
        return [("leads_waiting", {"score_min": HOT} if _HOT.search(words) else {})]
    if _SPEED.search(words):
        return [("response_times", {"days": scene.days or 30})]
    if _CALL.search(words):
        return [("open_work", {})]
    if _wants_units(scene):
        return [("unit_match", unit_wishes(scene))]
    if _VIEWINGS.search(words):
        return [("viewing_list", {"days": max(scene.days or 7, 1)})]
    if _HOT.search(words):
        return [("lead_find", {"score_min": HOT, "status": "open", "limit": 8})]
    if _FUNNEL.search(words):
        return [("pipeline_funnel", {"days": scene.days or 30})]
    if _LEADS.search(words):
        return [("lead_find", {"status": "open", "limit": 6})]
    # Whatever else is asked may stand in what the broker has written down.
    return [("document_search", {"query": scene.text[:500]})]


def _wants_units(scene: OfficeScene) -> bool:
    if _DOCUMENTS.search(scene.folded) and not _SEARCH.search(scene.folded):
        return False
    fields = scene.wishes.fields
    said = sum(
        bool(fields.get(name))
        for name in ("property_type", "areas", "beds", "budget_max", "budget_min", "operation")
    )
    return said >= 2 or (said == 1 and bool(_SEARCH.search(scene.folded)))


def unit_wishes(scene: OfficeScene) -> dict[str, Any]:
    """The wishes of the question as the search takes them."""
    fields = scene.wishes.fields
    asked = {
        "operation": fields.get("operation"),
        "property_type": fields.get("property_type"),
        "city": fields.get("city"),
        "areas": list(fields.get("areas") or []),
        "beds": fields.get("beds"),
        "baths": fields.get("baths"),
        "area_m2": fields.get("area_m2"),
        "price_min": fields.get("budget_min"),
        "price_max": fields.get("budget_max"),
        "currency": fields.get("currency"),
        "limit": 5,
    }
    return {name: value for name, value in asked.items() if value not in (None, "", [])}


def _further(scene: OfficeScene) -> list[Call]:
    """After a first result: the person that was found is read, a thread is opened."""
    found = scene.result("lead_find")
    if found is not None and scene.name and len(scene.done) == 1:
        rows = found.get("results") or []
        if len(rows) == 1:
            return _about_lead(scene, str(rows[0].get("id")))
        if not rows and not _MATCH.search(scene.folded):
            # Nobody of that name: it may be a place or a word of a document.
            return _general(scene) if _general(scene)[0][0] != "lead_find" else []
        return []
    threads = scene.result("conversation_list")
    if threads is not None and not scene.was_called("conversation_read"):
        rows = threads.get("results") or []
        if rows:
            return [("conversation_read", {"conversation_id": rows[0].get("id"), "limit": 8})]
    return []


def _about_lead(scene: OfficeScene, pk: str) -> list[Call]:
    if _MATCH.search(scene.folded):
        return [("lead_read", {"lead_id": pk}), ("lead_matches", {"lead_id": pk})]
    if _SAID.search(scene.folded):
        return [("conversation_list", {"lead_id": pk, "limit": 1})]
    return [("lead_read", {"lead_id": pk})]

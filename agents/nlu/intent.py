"""What a message is for: one or more intents, and whether a person is needed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from agents.nlu import service_words, trouble_words
from agents.nlu.faults import is_fault, is_our_tenant
from agents.nlu.human_words import wants_person
from agents.nlu.intent_words import (
    ANGER,
    BOOK,
    CANCEL,
    DANGER,
    DETAIL,
    ELSEWHERE,
    FITTING,
    GREETING,
    INJECTION,
    LEGAL,
    LIST,
    NOT_BOOK,
    NOT_OFFER,
    OFFER,
    PRICING,
    REPAIR,
    RESCHEDULE,
    SEARCH,
    SMALL_TALK,
    SPAM,
    TENANT,
    THANKS,
    WRONG,
)
from agents.nlu.other_tongues import wants_person_in_another_tongue
from agents.nlu.plights import BID, HURT, PERSON, is_defect, is_plight, is_unlawful
from agents.nlu.second import is_doubted, second_vote
from agents.nlu.text import Clause, clauses
from agents.nlu.unserved import is_unserved
from crm.leads.optout import wish_of


class Intent(StrEnum):
    """What a lead's message does; a message may do several things."""

    GREETING = "greeting"
    SEARCH = "search"
    GIVE_INFO = "give_info"
    FAQ = "faq"
    PRICING = "pricing"
    BOOK_VIEWING = "book_viewing"
    RESCHEDULE = "reschedule"
    CANCEL = "cancel"
    LIST_PROPERTY = "list_property"
    COMPLAINT = "complaint"
    HUMAN = "human"
    OPT_OUT = "opt_out"
    SMALL_TALK = "small_talk"
    SPAM = "spam"
    INJECTION = "injection"
    CONFIRM = "confirm"
    DENY = "deny"
    UNKNOWN = "unknown"


class Reason(StrEnum):
    """Why a message calls for a person."""

    ASKED_FOR_PERSON = "asked_for_person"
    COMPLAINT = "complaint"
    OFFER = "offer"
    LEGAL = "legal"
    DANGER = "danger"
    REPAIR = "repair"


@dataclass(frozen=True, slots=True)
class Purpose:
    """The intents of one text, whether it calls for a person and why.

    ``voted`` is how sure the second voter is (0 to 1), when the call is its word and no rule's.
    """

    intents: tuple[Intent, ...]
    reason: Reason | None
    angry: bool
    thanks: bool
    voted: float | None = None


def find_purpose(
    folded: str,
    parts: Sequence[Clause],
    *,
    gave_info: bool,
    has_viewing: bool,
    affirmed: bool | None,
    owner: bool,
    expecting: str | None = None,
) -> Purpose:
    """Read what a text is for; ``gave_info`` tells that it stated a field."""
    if INJECTION.search(folded):
        return Purpose((Intent.INJECTION,), None, angry=False, thanks=False)
    opting = wish_of(folded) == "stop"
    if (SPAM.search(folded) and not opting) or re.fullmatch(r"\W*https?://\S+\W*", folded):
        return Purpose((Intent.SPAM,), None, angry=False, thanks=False)
    intents: list[Intent] = []
    thanks = bool(THANKS.search(folded))
    if GREETING.search(folded):
        intents.append(Intent.GREETING)
    reason, angry = _trouble(folded)
    asks_person = wants_person_in_another_tongue(folded) or (
        bool(wants_person(folded) or PERSON.search(folded)) and not is_doubted(folded)
    )
    offers = _offers(folded) and not is_doubted(folded)
    voted = None
    if not (opting or reason or asks_person or offers) and (vote := second_vote(folded)):
        voted = vote.share
        reason = Reason(vote.call)
        angry = reason is Reason.COMPLAINT
        asks_person = reason is Reason.ASKED_FOR_PERSON
    if opting:
        intents.append(Intent.OPT_OUT)
    if reason in {Reason.COMPLAINT, Reason.DANGER, Reason.REPAIR} or (
        reason is Reason.LEGAL and angry
    ):
        intents.append(Intent.COMPLAINT)
    if asks_person:
        intents.append(Intent.HUMAN)
        reason = reason or Reason.ASKED_FOR_PERSON
    if offers or reason is Reason.OFFER:
        reason = reason or Reason.OFFER
        intents.append(Intent.PRICING)
    if Intent.COMPLAINT not in intents and not opting:
        intents.extend(
            _wishes(folded, parts, has_viewing=has_viewing, owner=owner, gave_info=gave_info)
        )
    elif any(part.asks for part in parts) and re.search(r"\?", folded):
        intents.append(Intent.FAQ)
    if gave_info and not {
        Intent.SEARCH,
        Intent.LIST_PROPERTY,
        Intent.BOOK_VIEWING,
        Intent.RESCHEDULE,
    } & set(intents):
        intents.append(Intent.GIVE_INFO)
    intents = list(dict.fromkeys(intents))
    if not [i for i in intents if i is not Intent.GREETING] or intents == [Intent.GIVE_INFO]:
        intents.extend(_short(folded, affirmed, thanks, said=bool(intents)))
    return Purpose(tuple(dict.fromkeys(intents)) or (Intent.UNKNOWN,), reason, angry, thanks, voted)


def _offers(folded: str) -> bool:
    found = OFFER.search(folded) or trouble_words.OFFER.search(folded) or BID.search(folded)
    return bool(found) and not NOT_OFFER.search(folded)


_SENTENCE: Final = re.compile(r"[!?;\n]+|\.(?=\s|$)")
_ASKED: Final = re.compile(
    r"\b(?:alarma|detector|extintor|alarm|detector|extinguisher)\w*\b.*\?"
    r"|\bis there (?:a |any )?smoke (?:detector|alarm)s?\W*$|\b(?:don'?t|doesn'?t|never|non) ?smoke"
    r"|\b(?:history|risk|prone to|chance) (?:of )?flood|\bflooded when it rains"
    r"|\b(?:i|we|you|they|one|us|neither|none|nobody|both|husband|wife|partner|people|guests|"
    r"tenants|anyone|to) smoke\b"
    r"|\b(?:zona|area|sector|riesgo|peligro) (?:\w+ )?(?:de|con) inundaci|\bflood (?:zone|plain|"
    r"risk)"
    r"|\bsmoke(?:rs?)?(?: \w+)? (?:allowed|area|inside|outside)\b"
)
_SEND: Final = re.compile(
    r"\b(?:mand\w+|envi\w+|vien\w+|vengan?|arregl\w+|repar\w+|send|come|fix|repair|plumber|"
    r"plomero|gasfiter|fontanero|electricista|electrician|locksmith|cerrajero)\b"
)
#: Whether they may do it themselves is no call for it.
_MAY_I: Final = re.compile(r"\b(?:se puede|puedo|podemos|podria|can i|can we|could i) (?:\w+ )?\w+")


def _needs_repair(folded: str) -> bool:
    """Whether something in a home in use does not work: told, or asked to be put right."""
    for part in clauses(folded):
        broken = trouble_words.REPAIR.search(part.text) or is_fault(part.text)
        broken = broken or is_defect(part.text)
        if broken and (not part.asks or _SEND.search(_MAY_I.sub(" ", folded))):
            return True
    return False


def is_danger(folded: str) -> bool:
    """Whether somebody may come to harm.

    The wish for a home with gas or an alarm in it is no danger ("¿tiene alarma de humo?"), nor is
    the question whether one may smoke there.
    """
    found = (
        trouble_words.DANGER.search(folded)
        or HURT.search(folded)
        or (DANGER.search(folded) and not _ASKED.search(folded))
    )
    return bool(found) and not is_doubted(folded)


@lru_cache(maxsize=256)
def _trouble(folded: str) -> tuple[Reason | None, bool]:
    """Why the text calls for a person by its trouble, if it does, and whether it is angry."""
    found = _told_trouble(folded)
    return found if found[0] is None or not is_doubted(folded) else (None, False)


def _told_trouble(folded: str) -> tuple[Reason | None, bool]:
    angry = bool(
        ANGER.search(folded)
        or trouble_words.GRIEVANCE.search(folded)
        or service_words.SERVICE.search(folded)
        or any(is_unserved(each) or is_plight(each) for each in _SENTENCE.split(folded))
    )
    angry = angry and not (ELSEWHERE.search(folded) or trouble_words.NOT_GRIEVANCE.search(folded))
    if is_danger(folded):
        return Reason.DANGER, angry
    legal = (
        LEGAL.search(folded)
        or trouble_words.LEGAL.search(folded)
        or any(is_unlawful(each) for each in _SENTENCE.split(folded))
    )
    if legal and not trouble_words.NOT_LEGAL.search(folded):
        return Reason.LEGAL, angry or bool(
            re.search(r"\b(?:denunci|demand|sue|sernac|reclamaciones)", folded)
        )
    # A leak is a repair when somebody lives with it, a question when they ask about a listing.
    lived_in = bool(TENANT.search(folded)) or angry
    lived_in = lived_in or ("?" not in folded and bool(FITTING.search(folded)))
    sought = re.search(r"\b(?:busco|looking|reformar|sin (?:humedad|gotera))\b", folded)
    sought = sought or trouble_words.NOT_REPAIR.search(folded)
    if REPAIR.search(folded) and lived_in and not sought:
        return Reason.REPAIR, angry
    if not sought and (_needs_repair(folded) or is_our_tenant(folded)):
        return Reason.REPAIR, angry
    if angry:
        return Reason.COMPLAINT, True
    return None, False


def _wishes(
    folded: str, parts: Sequence[Clause], *, has_viewing: bool, owner: bool, gave_info: bool
) -> list[Intent]:
    found: list[Intent] = []
    asks = any(part.asks for part in parts)
    if owner or LIST.search(folded):
        found.append(Intent.LIST_PROPERTY)
    rescheduling = bool(RESCHEDULE.search(folded))
    cancelling = bool(CANCEL.search(folded)) and not rescheduling
    if rescheduling:
        found.append(Intent.RESCHEDULE)
    elif cancelling:
        found.append(Intent.CANCEL)
    elif has_viewing or (BOOK.search(folded) and not NOT_BOOK.search(folded)):
        found.append(Intent.BOOK_VIEWING)
    if Intent.LIST_PROPERTY not in found and SEARCH.search(folded) and not WRONG.search(folded):
        found.append(Intent.SEARCH)
    priced = [p for p in parts if PRICING.search(p.text)]
    if (
        priced
        and (any(p.asks for p in priced) or not gave_info or re.search(r"\bcomision|hoa\b", folded))
        and not re.search(r"\bno (?:\w+ )?(?:hoa|comision)\b", folded)
    ):
        found.append(Intent.PRICING)
    asked = [p for p in parts if p.asks and not PRICING.search(p.text)]
    if (
        asked
        and asks
        and not ({Intent.BOOK_VIEWING, Intent.RESCHEDULE} & set(found) and len(asked) == 1)
    ):
        only_search = Intent.SEARCH in found and len(asked) == 1 and SEARCH.search(asked[0].text)
        if (not only_search or "?" not in folded) and not only_search:
            found.append(Intent.FAQ)
    return found


def _short(folded: str, affirmed: bool | None, thanks: bool, *, said: bool) -> list[Intent]:
    found: list[Intent] = []
    if WRONG.search(folded):
        return [Intent.DENY]
    if affirmed is True:
        found.append(Intent.CONFIRM)
    elif affirmed is False:
        found.append(Intent.DENY)
    if not said and not found:
        if DETAIL.search(folded) and not SMALL_TALK.search(folded):
            found.append(Intent.GIVE_INFO)
        elif thanks or SMALL_TALK.search(folded):
            found.append(Intent.SMALL_TALK)
        elif DETAIL.search(folded):
            found.append(Intent.GIVE_INFO)
    return found

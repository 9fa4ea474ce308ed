"""Leads taken out of what they and others wrote: what is learnt from them names none of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from django.db.models import Q

from agents.nlu.vocabulary import GIVEN_NAMES
from crm.core.masking import HIDDEN, mask
from crm.core.text import fold
from crm.leads.models import Contact, Identity

_WORD: Final = re.compile(r"[^\W\d_][^\W\d_'’-]*")
_PHONE: Final = re.compile(r"\+?\d(?:[ .()\-]{0,2}\d){6,14}")
_EMAIL: Final = re.compile(r"[\w.+%-]{1,64}@(?:[\w-]{1,63}\.)+\w{2,24}")
#: A greeting that names somebody, at the beginning of what is to become a text for everybody.
_GREETING: Final = re.compile(
    r"(?i)^(?:hola|buen[oa]s(?: d[ií]as| tardes| noches)?|buen d[ií]a|hi|hello|hey|dear|estimad[oa]"
    r"|good (?:morning|afternoon|evening))\b[ ,]*(?:\*\*\*[ ,]*)*[!¡.,:]*\s*"
)
_PRESENTS: Final = re.compile(
    r"(?i)^(?:soy|te habla|te saluda|aquí|i am|i'm|this is)\s+(?:\*\*\*\s*)+"
    r"(?:de [^.,!]{1,40})?[.,!]*\s*"
)
_SPACES: Final = re.compile(r"[ \t]{2,}")
_SHORTEST: Final = 3


def without_people(text: str, names: Iterable[str]) -> str:
    """The text without phones, addresses and the names given, each word of them hidden.

    A first name that follows a greeting or is written large is hidden too, whoever's it is.
    """
    hidden = {word for name in names for word in _words(name)}
    masked = mask(text)

    def clean(found: re.Match[str]) -> str:
        word = found[0]
        folded = fold(word)
        is_name = folded in hidden or (word[0].isupper() and folded in GIVEN_NAMES)
        return HIDDEN if is_name and folded != "sofia" else word

    return _WORD.sub(clean, masked)


def for_everybody(text: str, names: Iterable[str]) -> str:
    """The same as a text that can be told to anybody: the greeting of one person left out."""
    cleaned = _GREETING.sub("", without_people(text, names)).strip()
    cleaned = _PRESENTS.sub("", cleaned).strip()
    cleaned = _SPACES.sub(" ", cleaned)
    return cleaned[:1].upper() + cleaned[1:]


def person_named(text: str, names: Iterable[str]) -> str:
    """What of the text names or reaches one of the broker's contacts, or "".

    ``names`` are those of the leads it was drawn from; phones and addresses are looked up among
    all contacts, so that the office's own number may stand.
    """
    words = set(_words(text))
    large = {fold(word) for word in _WORD.findall(text) if word[0].isupper()}
    for name in names:
        parts = _words(name)
        # Many a first name is an ordinary word too: "Luz", "Rose".
        if parts and all(part in (words if len(parts) > 1 else large) for part in parts):
            return name
    for email in _EMAIL.findall(text):
        if Contact.objects.filter(email__iexact=email).exists():
            return str(email)
    for phone in _PHONE.findall(text):
        digits = re.sub(r"\D", "", phone)[-8:]
        of_contact = Q(kind=Identity.Kind.PHONE, value__endswith=digits)
        if (
            Identity.objects.filter(of_contact).exists()
            or Contact.objects.filter(phone__endswith=digits).exists()
        ):
            return str(phone)
    return HIDDEN if HIDDEN in text else ""


def _words(name: str) -> list[str]:
    return [word for word in map(fold, _WORD.findall(name)) if len(word) >= _SHORTEST]

"""The wish for a person in languages that leads switch to and no other rule reads.

Portuguese, French, German, Italian and Arabic, folded; what else they write is left to a model.
"""

from __future__ import annotations

import re
from typing import Final

_WISH: Final = re.compile(
    # Portuguese
    r"\b(?:falar|conversar) com (?:\w+ ){0,2}?(?:pessoa|humano|alguem|atendente|corretora?|gerente|"
    r"consultora?|responsavel)\b"
    r"|\b(?:me liga(?:r|m)?|me ligue[m]?|ligue(?:m)? para mim|pode(?:m|ria)? me ligar)\b"
    # French
    r"|\b(?:parler|discuter|echanger) (?:a|avec) (?:\w+ ){0,2}?(?:quelqu'un|personne|humain|agent|"
    r"conseill(?:er|ere)|responsable)\b"
    r"|\b(?:appelez|rappelez|appelle|rappelle)[- ]moi\b|\b(?:m'appeler|me rappeler)\b"
    # German
    r"|\bmit (?:\w+ ){0,2}?(?:mensch(?:en)?|jemande[mn]|mitarbeiter(?:in)?|makler(?:in)?|person|"
    r"berater(?:in)?|kollegen) (?:\w+ ){0,2}?(?:sprechen|reden|telefonieren)\b"
    r"|\b(?:rufen? sie mich|ruf mich|mich (?:bitte )?(?:an|zuruck)rufen|mich anzurufen)\b"
    # Italian
    r"|\bparlare con (?:\w+ ){0,2}?(?:persona|qualcuno|operatore|operatrice|agente|umano|"
    r"responsabile|consulente)\b"
    r"|\b(?:mi chiami(?:no)?|chiamatemi|chiamami|(?:puo|potete|potrebbe) chiamarmi)\b"
    # Arabic: speak to somebody, call me
    r"|(?:اكلم|اتكلم|اتحدث|التحدث|نتكلم|التكلم|احكي)\w*\s+(?:مع\s+)?(?:احد|حد|شخص|موظف|انسان|المدير|"
    r"مدير|وكيل|مندوب|وسيط|سمسار)|(?:اكلم|احكي)\w*\s+(?:ب|علي\s+|على\s+)(?:ال)?(?:تلفون|هاتف|جوال)"
    r"|(?:اتصل|اتصلوا|كلمني|كلموني|اتصال)\s*(?:بي|فيني|علي|عليا|معي)?\b"
)


def wants_person_in_another_tongue(folded: str) -> bool:
    """Whether it asks for a person, or to be called."""
    return bool(_WISH.search(folded))

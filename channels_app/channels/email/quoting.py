"""What somebody wrote in a mail, without the history under it and the signature after it."""

from __future__ import annotations

import re
from typing import Final

# Every quantifier is bounded: these lines are a stranger's.
_ATTRIBUTION: Final = re.compile(
    r"^\s{0,8}(?:"
    r"(?:On|In)\s.{1,300}\swrote\s?:"
    r"|El\s.{1,300}\s(?:escribió|escribio)\s?:"
    r"|(?:Em|A|No dia)\s.{1,300}\sescreveu\s?:"
    r"|Le\s.{1,300}\sa écrit\s?:"
    r"|Am\s.{1,300}\sschrieb.{0,120}:"
    r")\s{0,8}$",
    re.IGNORECASE,
)
_ORIGINAL: Final = re.compile(
    r"^\s{0,8}[-_]{2,20}\s?(?:Original Message|Mensaje original|Mensagem original"
    r"|Message d['’]origine|Ursprüngliche Nachricht)\s?[-_]{2,20}\s{0,8}$",
    re.IGNORECASE,
)
_FROM: Final = re.compile(r"^\*?(?:From|De|Von|Da)\*?\s?:\*?\s", re.IGNORECASE)
_WHEN: Final = re.compile(
    r"^\*?(?:Sent|Date|Enviado(?: el)?|Enviada(?: em)?|Fecha|Data|Envoyé|Gesendet)\*?\s?:",
    re.IGNORECASE,
)
_RULE: Final = re.compile(r"^\s{0,8}[_-]{8,}\s{0,8}$")
_PHONE: Final = re.compile(
    r"^\s{0,8}(?:Sent from my|Sent via|Get Outlook for|Enviado desde (?:mi|el)|Enviado do meu"
    r"|Enviado de mi|Obtener Outlook para|Obter o Outlook|Envoyé de(?:puis)? mon"
    r"|Télécharger Outlook)\b.{0,120}$",
    re.IGNORECASE,
)
_LONGEST: Final = 200_000
_SIGNATURE_LINES: Final = 15


def own_words(text: str) -> str:
    """The newest part of a mail; all of it when nothing else is left.

    What was written between quoted lines stays; forwarded mails stay whole, since they are what
    is said.
    """
    lines = text[:_LONGEST].replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = _without_signature(_without_history(lines))
    return "\n".join(found).strip() or text[:_LONGEST].strip()


def _without_history(lines: list[str]) -> list[str]:
    kept: list[str] = []
    at = 0
    while at < len(lines):
        if _ORIGINAL.match(lines[at]) or _begins_header(lines, at):
            break
        taken = _attribution(lines, at)
        if taken:
            after = next((line for line in lines[at + taken :] if line.strip()), ">")
            if not after.lstrip().startswith(">"):
                break
            at += taken
            continue
        if not lines[at].lstrip().startswith(">"):
            kept.append(lines[at])
        at += 1
    while kept and (not kept[-1].strip() or _RULE.match(kept[-1])):
        kept.pop()
    return kept


def _attribution(lines: list[str], at: int) -> int:
    """How many lines from here say who wrote what follows; programs break it over up to three."""
    if not lines[at].strip() or lines[at].lstrip().startswith(">"):
        return 0
    for count in (1, 2, 3):
        part = lines[at : at + count]
        is_whole = len(part) == count and all(line.strip() for line in part)
        if is_whole and _ATTRIBUTION.match(" ".join(line.strip() for line in part)):
            return count
    return 0


def _begins_header(lines: list[str], at: int) -> bool:
    """Whether the few lines of a header follow, as Outlook puts them over what it quotes."""
    if _RULE.match(lines[at]):
        rest = [line for line in lines[at + 1 : at + 4] if line.strip()]
        return bool(rest) and _is_header(rest[0], lines[at + 1 : at + 7])
    return _is_header(lines[at], lines[at + 1 : at + 5])


def _is_header(first: str, following: list[str]) -> bool:
    return bool(_FROM.match(first.strip())) and any(_WHEN.match(line.strip()) for line in following)


def _without_signature(lines: list[str]) -> list[str]:
    for at, line in enumerate(lines):
        begun = any(each.strip() for each in lines[:at])
        if begun and line.rstrip() == "--" and len(lines) - at <= _SIGNATURE_LINES:
            return lines[:at]
    while lines and (not lines[-1].strip() or _PHONE.match(lines[-1])):
        lines = lines[:-1]
    return lines

"""What a message says about being written to.

Both mistakes cost: a wish overheard is a broken law, a wish imagined silences a buyer who is
waiting for an answer. So a phrase counts only where it says *who* is not to be written to and is
neither bounded (until Monday, at night, about that flat, in English), nor conditional, nor a
question why we stopped, nor the first half of "write to my mail instead". A word counts only as
the whole message. What is left in doubt is no opt-out: the message is still answered, by Sofía or
by a person, and somebody who means it says it again more plainly. In words the rules do not know a
second voter listens (``crm.leads.voter``); what they know to be bounded it is not asked about.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from crm.core.text import fold
from crm.leads.optout_bounds import AFTER, BEFORE, INSTEAD, NARROWED, UNLESS
from crm.leads.optout_parts import END_PARTS, LAST_WORD, LONE, NO_NEED, STRONG_PARTS
from crm.leads.optout_phrases import AGAIN, AT_THE_END, NO_MORE_HOMES, STRONG
from crm.leads.optout_words import (
    COURTESY,
    DISINTEREST,
    DONE,
    SMS_STOP_WORDS,
    START_WORDS,
    STOP_WORDS,
)
from crm.leads.voter.votes import silence_vote

Wish: TypeAlias = Literal["stop", "start", ""]

LONGEST: Final = 4_000
_QUOTED: Final = re.compile(r"^\s*>.*$", re.MULTILINE)
_SENTENCE: Final = re.compile(r"[.!?…\n]+(?:\s|$)|[\n;]|[!?]+")
_PART: Final = re.compile(r"[,;.!?\n]+\s")
# Torn from the rest, words mean anything: a part has to be longer, and surer.
_WORDS_OF_A_PART: Final = 4
_SURE_OF_A_PART: Final = 0.7
_APOSTROPHES: Final = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "ʼ": "'"})
_NO_WORD: Final = re.compile(r"[^\w]+|_+")
_STRETCHED: Final = re.compile(r"(.)\1{2,}")
_NEXT_CLAUSE: Final = re.compile(
    r"[,;:]|\b(?:porque|pq|xq|ya que|que ya|because|cause|since|pois|porque|car|parce)\b"
)
_TAIL: Final = re.compile(
    r"^[\W_]*(?:(?:por favor|porfa\w*|please|pls|plz|cheers|thx|tnx|ta|mate|saludos|thanks?|"
    r"thank you|gracias|obrigad[oa]|merci|"
    r"svp|"
    r"ok|ya|now|mas|again|any ?more|ever|at all|at this number|a este numero|en este numero|"
    r"a mi numero|nunca|jamas|otra vez|de una vez|inmediatamente|immediately|asap|right now|"
    r"agora|por gentileza|s'il vous plait|jamais|ustedes|you guys|guys|amigo|man|dude|senor\w*|"
    r"habibi|bro|sir|madam|boss|hun|love|dear|friend|people|kindly|loco|che|flac[oa]|guey|wey|"
    r"parce|causa|po|pues|pe|hostia|cono|carajo|joder|ffs|already|ni (?:llamen|escriban)|"
    r"from (?:you|your company|here)|de ustedes|entendido|entienden)[\W_]*)*$"
)


_REASON: Final = re.compile(
    rf"\W*(?:(?:pq|porque|because|as|que|gracias|thanks|pues|ya|we|i|hemos|have) "
    rf")*(?:{DONE.pattern}|"
    rf"{DISINTEREST.pattern}|(?:ya )?no (?:quiero|busco|necesito|me interesa)\b|(?:arrend|compr|"
    r"alquil|encontr|rent|firm|consegu)(?:e|amos|imos|i)\b)"
)
_TYPOS: Final = (
    (re.compile(r"\bnome\b", re.IGNORECASE), "no me"),
    (re.compile(r"\bq\b", re.IGNORECASE), "que"),
    (re.compile(r"\bno m (?=escri|mand|contact|habl|molest)", re.IGNORECASE), "no me "),
    (re.compile(r"\b(\w{3,})(?:[ ,!.]+\1\b)+", re.IGNORECASE), r"\1"),
    (re.compile(r"\bnomas (?=mensaj|msj|spam|mails|correos)", re.IGNORECASE), "no mas "),
    # Which list, and after what, bounds nothing.
    (
        re.compile(
            r"\b(list\w*|base\w*|grupo\w*) que (?:tiene[ns]?|tengan|tenes|maneja[ns]?|usan|"
            r"llevan)\b",
            re.IGNORECASE,
        ),
        r"\1",
    ),
    (re.compile(r"\bpor lo (?:anterior|antes dicho|expuesto)\b,?", re.IGNORECASE), ""),
    (re.compile(r"\b(my|this) (?:no|nbr|num)\b\.?(?= |$)", re.IGNORECASE), r"\1 number"),
)


# Asked when a message comes in and again whenever it is read.
@lru_cache(maxsize=256)
def wish_of(text: str, *, is_sms: bool = False) -> Wish:
    """Tell whether the message asks for no more messages, for messages again, or neither.

    With ``is_sms`` the words a carrier acts on (END, QUIT, CANCEL …) count too. YES is no opt-in:
    it answers whatever was asked last.
    """
    plain = _righted(text)
    words = _words(plain)
    if words in STOP_WORDS or (is_sms and words in SMS_STOP_WORDS):
        return "stop"
    if words in START_WORDS:
        return "start"
    folded = fold(plain)
    sentences = [part for part in (fold(each) for each in _SENTENCE.split(plain)) if part]
    if _lone_stop(sentences, folded) or (
        any(_asks_for_silence(sentence) for sentence in sentences) and not INSTEAD.search(folded)
    ):
        return "stop"
    over = DONE.search(folded) and not INSTEAD.search(folded)
    if over and (NO_MORE_HOMES.search(folded) or _needs_no_more(folded)):
        return "stop"
    if any(_asks_for_more(sentence) for sentence in sentences):
        return "start"
    return "stop" if heard_by_voter(text) else ""


@lru_cache(maxsize=256)
def heard_by_voter(text: str) -> float | None:
    """How sure the second voter is that the text asks for silence, where it may be heard at all.

    It may not where the rules find bounds of any kind ("until Monday", "studios", "my old number").
    """
    plain = _righted(text)
    # Whatever else the message is about, one part of it may ask for silence.
    parts = [each for each in _PART.split(plain) if len(each.split()) >= _WORDS_OF_A_PART]
    whole = silence_vote(plain) or 0.0
    part = max((silence_vote(each) or 0.0 for each in parts), default=0.0)
    share = max(whole, part if part >= _SURE_OF_A_PART else 0.0)
    return None if not share or _is_bounded(fold(plain)) else share


def _is_bounded(folded: str) -> bool:
    return bool(INSTEAD.search(folded) or NARROWED.search(folded)) or any(
        not _is_bare(sentence[: match.start()], sentence[match.end() :])
        for sentence in _SENTENCE.split(folded)
        if sentence
        for pattern in (STRONG, STRONG_PARTS, AT_THE_END, END_PARTS)
        for match in pattern.finditer(sentence)
    )


def _righted(text: str) -> str:
    plain = _plain(text[:LONGEST])
    for typo, right in _TYPOS:
        plain = typo.sub(right, plain)
    return plain


def _plain(text: str) -> str:
    # Invisible characters and emoji modifiers stand inside words; a quoted mail is not theirs.
    visible = "".join(char for char in text if unicodedata.category(char) not in {"Cf", "Mn", "Me"})
    return _QUOTED.sub("", visible.translate(_APOSTROPHES))


def _words(plain: str) -> str:
    """The text as bare words: no punctuation, no emoji, no courtesies, "S T O P" in one."""
    folded = _STRETCHED.sub(r"\1", " ".join(_NO_WORD.sub(" ", fold(plain)).split()))
    bare = " ".join(COURTESY.sub(" ", folded).split()) or folded
    letters = bare.split(" ")
    return "".join(letters) if len(letters) > 1 and max(map(len, letters)) == 1 else bare


def _lone_stop(sentences: list[str], folded: str) -> bool:
    """Whether STOP stands alone at either end of a message that gives the reason for it."""
    if len(sentences) < 2:
        sentences = [part for part in re.split(r"[,:]| - ", folded) if part.strip()]
    ends = {_words(sentences[0]), _words(sentences[-1])} if len(sentences) > 1 else set()
    return bool(ends & LONE) and bool(
        DISINTEREST.search(folded) or DONE.search(folded) or LAST_WORD.search(folded)
    )


def _asks_for_silence(sentence: str) -> bool:
    return any(
        _is_bare(sentence[: match.start()], sentence[match.end() :])
        for pattern in (STRONG, STRONG_PARTS)
        for match in pattern.finditer(sentence)
    ) or any(
        not BEFORE.search(sentence[: match.start()]) and _ends(sentence[match.end() :])
        for pattern in (AT_THE_END, END_PARTS)
        for match in pattern.finditer(sentence)
    )


def _ends(after: str) -> bool:
    """Whether nothing follows but courtesies, or the reason: they have a home, or want none."""
    courtesies, comma, reason = after.partition(",")
    return bool(_TAIL.match(after)) or bool(
        comma and _TAIL.match(courtesies) and _REASON.match(reason)
    )


def _needs_no_more(folded: str) -> bool:
    return any(
        _is_bare(folded[: match.start()], folded[match.end() :])
        for match in NO_NEED.finditer(folded)
    )


def _is_bare(before: str, after: str) -> bool:
    """Whether nothing round the phrase bounds it; a new clause gives a reason, no bound."""
    clause = _NEXT_CLAUSE.split(after, maxsplit=1)[0]
    return not (BEFORE.search(before) or AFTER.search(clause) or UNLESS.search(after))


def _asks_for_more(sentence: str) -> bool:
    match = AGAIN.search(sentence)
    return match is not None and not BEFORE.search(sentence[: match.start()])

"""A reply cut into sentences, with what turns a statement into none: a question, a no, an if."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from agents.nlu.text import compose, fold

_SHORT: Final = (
    r"(?:av|avda|dpto|depto|dto|sr|sra|srta|dr|dra|aprox|approx|dorm|hab|nro|num|st|rd|ave|"
    r"blvd|sq|apt|ste|ref|etc|p|a|u|f|m|mr|mrs|ms|vs|pza|pje|ext|tel|min|max|lt|mz)"
)
_EMOJI: Final = "[\U0001f300-\U0001faff\u2600-\u27bf]"
_END: Final = re.compile(
    rf"[!?…]+[\"')»]?|\.(?=\s|$)|\n+|;(?=\s)|(?<=\S)\s(?=[¿•])|{_EMOJI}\ufe0f?(?=\s+\S)"
)
_ITEM: Final = re.compile(r"\s*(?:[-*•·–]|\d{1,2}[.)])\s")
_ABBREVIATED: Final = re.compile(rf"(?:^|[^\w]){_SHORT}$")
# "Your viewing is booked, does that suit you?" states something before it asks.
_TAG: Final = re.compile(
    r"[,.:] (?:and |so |but |y |pero )?(?=(?:does|do|is|are|would|will|can|could|shall|may|which|"
    r"what|when|where|how|who|ok|okay|right|sounds|want|works?|deal|te|le|me|cual|que|como|cuando|"
    r"donde|quien|quieres|tienes|prefieres|puedes|esta bien|vale|cierto|verdad|si|correcto|"
    r"remember|recuerdas|te acuerdas|yeah|"
    r"isn't|aren't|doesn't|don't|haven't|hasn't|no\?|eh)\b)"
)
# "Do you have a partner, and do they move too?": both parts ask.
_ASKING: Final = re.compile(
    r"\W*(?:(?:do|are|have|did|were|would|will|can|could) you|(?:is|are) (?:there|it|they|any))\b"
)
_NO: Final = re.compile(
    r"\b(?:no(?! (?:hay |es |tiene[ns]? )?(?:ningun )?(?:problem|drama|worr|issue|inconvenient))|"
    r"not|cannot|never|nunca|nada|nothing|none|ningun\w*|"
    r"sin(?! (?:problemas?|dudas?|falta)\b)|without|unable|tampoco|"
    r"pendiente|neither|nor|jamas|came up empty)\b|n't\b"
)
_IF: Final = re.compile(
    r"(?:(?<!\w)si(?= )"
    r"|\b(?:imagin\w+ que|supon\w+ que|pongamos que|digamos que|ponele que|en caso de que|in case|"
    r"imagine|suppose|supposing|assuming|let's say|say you|una vez|para que|apenas|en cuanto|"
    r"hasta que|if|whether|once|as soon as|until|unless|"
    r"quieres que|quiere que)\b)"
)
_INSTEAD: Final = re.compile(
    r"\b(?:rather than|instead of|and not|not|en (?:vez|lugar) de|y no|no)(?: (?:en|a|de|"
    r"el|la|los|las|"
    r"por|at|for|the|es|son|esta en))*\W*$"
)
_OFFER: Final = re.compile(
    r"\b(?:happy to|glad to|con gusto|encantada de|puedo|puedes|podria\w*|podemos|podras|te "
    r"gustaria|can|could|would|shall|should|let me|"
    r"may|para (?:agendar|reservar|confirmar|coordinar)|to (?:book|schedule|confirm|arrange))\b"
)
_CONSENT: Final = re.compile(
    r"\W*(?:(?:te|le) (?:parece|va|late|tinca|acomoda|sirve)(?: bien| asi)?|(?:lo|la) hago|"
    r"si|va|vale|ok(?:ay)?|de acuerdo|esta bien|quieres|(?:is|would) that (?:be )?(?:ok(?:ay)?|"
    r"alright|fine)"
    r"(?: with you)?|(?:does that )?sounds? (?:good|okay|ok|right)|shall i|yeah|(?:would that|does "
    r"that) work)\W*"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a reply: ``text`` as written, ``folded`` of the same length.

    ``proposes`` tells that a question for consent follows it ("¿te parece?"); ``led`` is what is
    parted from it by a semicolon (folded), or the heading of the list it is an item of."""

    text: str
    folded: str
    asks: bool
    paragraph: int
    proposes: bool = False
    led: str = ""

    def is_stated(self, at: int) -> bool:
        """Whether what stands at this place is stated: not asked, denied or conditional."""
        return not (self.asks or self.is_denied(at) or self.is_conditional(at))

    def is_denied(self, at: int) -> bool:
        """Whether a "no" of the same clause stands before this place."""
        return bool(_NO.search(self.folded[self.clause(at) : at]))

    def denies_around(self, start: int, end: int) -> bool:
        """Whether the clause that holds this stretch says no, before it or after."""
        stop = min(
            (each for mark in (", ", ": ", ") ") if (each := self.folded.find(mark, end)) >= 0),
            default=len(self.folded),
        )
        return bool(_NO.search(self.folded[self.clause(start) : stop]))

    def corrects(self, at: int) -> bool:
        """Whether this place is put right: "not 150", "rather than 150"."""
        return bool(_INSTEAD.search(self.folded[:at]))

    def is_conditional(self, at: int) -> bool:
        """Whether an "if" or "once" of the sentence stands before this place."""
        # "Sí, te esperamos": the accent is gone in the folded text.
        return any(
            not self.text[found.start() :].startswith(("sí", "Sí"))
            for found in _IF.finditer(self.folded[:at])
        )

    def depends(self, at: int) -> bool:
        """Whether an "if" stands before this place; "as soon as" is none."""
        return any(
            not self.text[found.start() :].startswith(("sí", "Sí"))
            for found in re.finditer(
                r"\b(?:si|if|unless|quieres que|quiere que)\b", self.folded[:at]
            )
        )

    def is_offered(self, at: int) -> bool:
        """Whether what stands here is only something that could be done."""
        return bool(_OFFER.search(self.folded[self.clause(at) : at]))

    def clause(self, at: int) -> int:
        """Where the clause around this place begins."""
        return max(self.folded.rfind(mark, 0, at) for mark in (", ", ": ", " - ", "(", "! ")) + 1


def sentences(reply: str) -> list[Sentence]:
    """Cut a reply; abbreviations such as "Av." and the dots of numbers end no sentence."""
    text = compose(reply)
    folded = fold(text)
    found: list[Sentence] = []
    start = paragraph = 0
    led = heading = ""
    for match in [*_END.finditer(folded), None]:
        end = match.end() if match else len(folded)
        if match and match.group() == "." and _ABBREVIATED.search(folded[start : match.start()]):
            continue
        if match and re.match(_EMOJI, match.group()):
            # People end sentences with one; in the middle of a sentence it parts nothing.
            following = text[end:].lstrip()[:1]
            if not (following.isupper() or following in "¿¡") or not re.search(
                r"\w", folded[start : match.start()]
            ):
                continue
        if text[start:end].strip():
            is_item = bool(_ITEM.match(folded[start:end]))
            heading = heading if is_item else ""
            before = led or heading
            found += [
                replace(each, led=before)
                for each in _parted(text[start:end], folded[start:end], paragraph)
            ]
            if folded[start:end].rstrip().endswith(":"):
                heading = folded[start:end]
            mark = match.group() if match else ""
            # What follows a question without a verb of its own goes on with it.
            led = led + folded[start:end] if mark == ";" or mark.startswith("?") else ""
            if found[-1].asks and len(found) > 1 and _CONSENT.fullmatch(found[-1].folded):
                found[-2] = replace(found[-2], proposes=True)
        if match and "\n" in match.group():
            paragraph += 1
        start = end
    return found


def _parted(text: str, folded: str, paragraph: int) -> list[Sentence]:
    """One sentence, or what it states and what it asks."""
    asks = "?" in text
    if asks and "¿" not in text:
        tags = list(_TAG.finditer(folded))
        if tags:
            cut = tags[-1].start() + 1
            head = bool(_ASKING.match(folded))
            return [
                Sentence(text[:cut], folded[:cut], head, paragraph),
                Sentence(text[cut:], folded[cut:], True, paragraph),
            ]
    return [Sentence(text, folded, asks, paragraph)]

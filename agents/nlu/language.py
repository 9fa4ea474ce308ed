"""Which language a text is written in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from agents.nlu.text import word_set

_MARKS: Final[dict[str, frozenset[str]]] = {
    "es": word_set(
    """
    el la los las un una unos unas de del que y en es por para con se lo al como su mi tu te
    me nos le les hola buenas buenos dias tardes noches busco quiero necesito tengo tiene
    tienen casa depto departamento arriendo alquiler compra comprar venta hasta mas pero muy
    esta estoy soy somos gracias favor si cuando donde cuanto cual puede puedo podemos hay
    dormitorios baños millones lucas mil o sin ya tambien ver visita mañana hoy este esa eso
    porque entre desde sobre dale listo bueno claro ola q pa buen dia habitaciones habitacion
    recamaras hab dorm piso ustedes alguien nada algo solo igual vivir pesos dolares euros
    presupuesto precio jaja jajaja llamo nombre interesa interesada interesado quisiera deseo
    dormitorio
    """
),
    "en": word_set(
    """
    the a an and or to of in is for with on at i we you it my your our this that hi hello hey
    looking want need have has are do does can could would please thanks thank what how when
    where which who yes not from up per month bedroom bedrooms bed beds bath baths apartment
    house flat rent buy sale budget around about between my name am im i'm any there if but so
    be will just was were they them he she his her good morning evening afternoon ok sure
    works see viewing move tomorrow today next week near like us me also too more than under
    over year cash max
    """
),
    "pt": word_set(
    """
    olá ola oi bom boa você voce estou procurando quero apartamento aluguel alugar quartos não
    nao obrigado obrigada com uma tenho preciso gostaria até comprar muito também tambem meu
    minha
    """
),
    "fr": word_set(
    """
    bonjour bonsoir je cherche un une appartement maison à louer acheter avec chambres nous
    voulons merci est ce que vous dans pour quel prix oui s'il plaît le les des chez parle
    """
),
    "de": word_set(
    """
    hallo guten tag ich suche eine wohnung haus zu mieten kaufen mit zimmer wir möchten danke
    bitte ist und für der die das nicht haben sie ein
    """
),
}  # fmt: skip
_ARABIC: Final = re.compile(r"[\u0600-\u06ff]{3,}")
_SPANISH_SIGN: Final = re.compile(r"[ñ¿¡]|\b\w+(?:ción|ía|ías)\b")
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")
_ASKED: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("en", re.compile(r"\b(?:in english|english (?:please|also|is (?:fine|ok|better))"
                      r"|back to english|speak english|"
                      r"can we (?:do|use|switch to) english)\b", re.IGNORECASE)),
    ("es", re.compile(r"\b(?:in spanish please|en español,? por favor|sigamos en español|"
                      r"mejor en español|"
                      r"prefiero español)\b", re.IGNORECASE)),
)  # fmt: skip


def asked_language(text: str) -> str | None:
    """Read a wish for a language, whatever language it is written in."""
    return next((code for code, pattern in _ASKED if pattern.search(text)), None)


@lru_cache(maxsize=256)
def detect_language(text: str, default: str, *, settled: bool = True) -> str:
    """Name the text's language (ISO 639-1); a text with too few words keeps the default.

    A conversation ``settled`` in its language changes it only for a clear sentence, not for a
    borrowed greeting; the first message may decide by one word.
    """
    if asked := asked_language(text):
        return asked
    if _ARABIC.search(text):
        return "ar"
    words = _WORD.findall(text.lower())
    scores = {code: sum(word in marks for word in set(words)) for code, marks in _MARKS.items()}
    if _SPANISH_SIGN.search(text.lower()):
        scores["es"] += 1
    # Portuguese, French and German share words with our two: they must win clearly.
    for code in ("pt", "fr", "de"):
        enough = scores[code] >= 3 and scores[code] > max(scores["es"], scores["en"])
        scores[code] = scores[code] if enough and len(words) >= 4 else 0
    best = max(scores, key=lambda code: (scores[code], code == default))
    margin = scores[best] - scores.get(default, 0)
    few = settled and len(words) < 3  # "ok thanks" is no change of language
    return best if margin >= (2 if settled else 1) and not few else default


def reply_language(code: str, fallback: str = "es") -> str:
    """Choose the language to answer in: Spanish or English, as the reader more likely can."""
    if code in {"es", "en"}:
        return code
    if code == "pt":
        return "es"
    return fallback if fallback in {"es", "en"} else "en"

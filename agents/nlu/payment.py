"""How a home is to be paid: by a mortgage, which a bank may have promised, or in cash."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from agents.nlu.text import Clause

_PREAPPROVED: Final = re.compile(
    r"(?:already|ya) (?:been |esta(?:mos)? )?(?:approved|aprobad[oa]s?|autorizad[oa]s?) (?:thru|"
    r"through|by|with|"
    r"for|por|con)\b|"
    r"pre ?-?aprob\w*|pre ?-?autoriz\w*|pre ?-?approv\w*|preconced\w*|precalific?\w*|"
    r"precalifi\w*|pre ?-?qualif\w*|"
    r"\b(?:aip|dip)\b|(?:agreed|approved) in principle|"
    r"ya esta (?:concedid|aprobad|autorizad)[oa]|"
    r"agreement in principle|mortgage in principle|decision in principle|lender letter|carta de "
    r"(?:pre ?aprobacion|"
    r"aprobacion)|proof of funds letter|credito (?:ya )?(?:esta )?aprobado|(?:hipoteca|credito|"
    r"mortgage|loan) (?:is |ya |esta )*"
    r"(?:aprobad|concedid|autorizad|approved)\w*|me aprobaron (?:el|un) credito|ya (?:nos|me) lo "
    r"(?:autoriz|aprob)\w+|"
    r"(?:nos|me) aprobaron (?:la|el)|\b(?:nos|me) (?:lo |la )?(?:aprobo|autorizo|preaprobo|"
    r"concedio|concedieron|autorizaron|dio el (?:ok|visto bueno|si)|dieron el (?:ok|visto bueno|"
    r"si))"
    r"\b(?! (?:a |que|la visita|el alquiler|el arriendo|la renta))|"
    r"\b(?:approved|green ?lit|okayed|ok'd|signed off) (?:us|me|our|my)\b|"
    r"(?:bank|lender|mortgage|loan)\b[^,.;]{0,24}\b(?:green light|said yes|signed off|come through|"
    r"came through|all set)\b|el banco (?:ya )?(?:me|nos) (?:aprobo|autorizo)|bank (?:has "
    r")?approved|aprobado por el banco|"
    r"lo han aprobado|(?:infonavit|fovissste|credito|hipoteca|prestamo|mortgage|loan) (?:\w+ "
    r"){0,3}?"
    r"(?:aprobad|autorizad|concedid|approved)\w*"
)
_NOT_YET: Final = re.compile(
    r"\b(?:no|not|n't|aun no|todavia no|not yet|sin|haven'?t|without|still need|falta|tampoco|"
    r"ni)\b[^,;.]{0,28}$"
)
# Asked for and refused: no bank backs the purchase.
_BANK_WORD: Final = (
    r"(?:hipoteca|credito|prestamo|banco|infonavit|mortgage|loan|pre ?-?approval|bank|lender|"
    r"financing|financiamiento)"
)
_TURNED_DOWN: Final = re.compile(
    rf"\b{_BANK_WORD}\b[^,;.]{{0,28}}?\b(?:rechaz\w+|deneg\w+|neg(?:o|aron|ado)|declin\w+|denied|"
    r"refused|rejected|turned (?:me|us|it)? ?down|knocked (?:me|us|it)? ?back|fell through|said "
    r"no|"
    rf"dij(?:o|eron) que no|no (?:me |nos )?(?:lo |la )?(?:dio|dieron|salio|aprob\w+|autoriz\w+))\b"
    rf"|\b(?:me|nos) (?:rechaz|deneg|neg)\w+ (?:el|la|un|una) {_BANK_WORD}\b"
    r"|\b(?:turned down|declined|denied|refused|rejected) (?:for|by) (?:a |the |my |our "
    rf")?{_BANK_WORD}\b"
)
_PENDING: Final = re.compile(
    r"\b(?:en tramite|esperando|waiting|pending|en evaluacion|evaluando|pedi|solicite|in process|"
    r"applied|aplique|"
    r"tramitando|estoy viendo|viendo)\b"
)
_CASH: Final = re.compile(
    r"\b(?:al contado|de contado|"
    r"(?<!han )(?<!ha )(?<!he )(?<!va )(?<!van )(?<!esta )(?<!estan )contado|cash(?: buyers?|"
    r" purchase)?|en "
    r"efectivo|sin (?:credito|hipoteca|financiamiento)|"
    r"no (?:mortgage|necesito hipoteca|necesito credito|financing)|recursos propios|fondos "
    r"propios|(?:con |mi |nuestra |my |our |the )?(?:own|personal) (?:funds?|money|resources|"
    r"pocket)|"
    r"(?:plata|dinero|capital|ahorros?|medios) propi[oa]s?|de mi bolsillo|(?:sin|no|without|zero|"
    r"cero) (?:a |an |any |ningun |el |ni )?(?:banco|bancos|bank|banks|lender|prestamos?|loan)"
    r"(?= ?[,.;!?)]|$| (?:involved|needed|de por medio|necesari\w+))|pago directo|outright|"
    r"a ?toca ?teja|billete (?:en mano|sobre billete)|todo de una vez)\b"
)
_MORTGAGE: Final = re.compile(
    r"\b(?:hipotec\w*|credito(?! fiscal)|mortgages?|home loan|bank loan|loan|infonavit|fovissste|"
    r"financiamiento|financiar|"
    r"financiad[oa]|financing|finance|hipotecarios?|banco (?:me |nos )?(?:da|presta|financia|deja)|"
    r"(?:credito|prestamo|por|con) (?:el |lo )?bancari[oa]|(?:fha|va|usda|conventional|jumbo) "
    r"loan|mivivienda|leasing habitacional)\b"
)


_PLANNED_LOAN: Final = re.compile(r"\b(?:leasing|sin aprobar|mortgage (?:is )?not)\b")
_LAPSED: Final = re.compile(r"\b(?:vencid[oa]|vencio|caduc\w+|expired|lapsed|ran out)\b")
_NO_LOAN_YET: Final = re.compile(
    r"\b(?:todavia|aun) no (?:tengo|tenemos|he pedido|hemos pedido|pido|saco) (?:el |la |un |una )?"
    r"(?:credito|hipoteca|prestamo)\b|\b(?:no tengo|no tenemos|sin) (?:el |la |un |una "
    r")?(?:credito|"
    r"hipoteca|prestamo) (?:todavia|aun)\b|\b(?:aun|todavia) no (?:hablo|hablamos|he hablado|he "
    r"ido|voy|fui) (?:con|al?) (?:el |mi )?banco\b|"
    r"\b(?:aun|todavia) sin aprob\w+|\bsin aprobar\b|"
    r"\bmortgage (?:is )?not (?:\w+ )?(?:sorted|done|agreed|approved|ready)\b|"
    r"\b(?:no|don'?t have a|haven'?t got a) mortgage yet\b"
)
# Turned down by a bank that is named: "Bancolombia nos lo negó".
_NEGATED: Final = re.compile(
    r"\b(?:me|nos) (?:l[oa] )?(?:neg(?:o|aron)|rechaz(?:o|aron)|deneg(?:o|aron))\b"
    r"|\b(?:turned|knocked) us (?:down|back)\b|\b(?:they|it|bank) (?:declined|rejected|denied) us\b"
)
_NOT_AUTHORISED: Final = re.compile(
    r"\b(?:todavia|aun) no (?:tengo|tenemos|hay) nada (?:aprobad|firmad|autorizad|conced)\w*"
    r"|\bnothing (?:is )?(?:approved|agreed|signed)(?: yet)?\b|"
    r"\b(?:todavia|aun) no (?:me |nos )?(?:lo |la )?(?:autoriz|aprueb|aprob|conced|confirm|dan "
    r"el)\w*"
    r"(?! (?:la visita|el contrato|el arriendo|el alquiler))"
)
# A fee or a deposit in cash is no home paid in cash.
_SMALL_CASH: Final = re.compile(
    r"\b(?:fees?|deposit|deposito|fianza|garantia|senia|sena|reserva|comision|receipt|recibo|cuota|"
    r"holding|booking|multa|propina|mudanza|dirhams? for|asked|pidio|pidieron|first month|"
    r"primer mes)\b"
)
_WAY: Final = r"(?:cash|contado|efectivo|mortgage|loan|hipoteca|credito|financing)"
_EITHER_WAY: Final = re.compile(rf"\b{_WAY} (?:o|or|u) (?:a |al |de |en |con )?{_WAY}\b")
_REFUSED_LOAN: Final = re.compile(r"\b(?:hipoteca|credito|mortgage|loan)\s*,?\s+no\s*(?:[,.;!]|$)")
# What is left of the price after the loan: part mortgage is a mortgage.
_THE_REST: Final = re.compile(
    r"\b(?:el resto|lo demas|la otra mitad|the rest|rest|remainder|una parte|part|mitad|half|\d+ "
    r"?%)"
)


def find_financing(
    folded: str, parts: Sequence[Clause], *, expected: bool
) -> tuple[bool | None, str | None]:
    """Read (preapproved, financing): financing is "cash" or "mortgage"."""
    approved: bool | None = None
    financing: str | None = None
    if _EITHER_WAY.search(folded):
        parts = [part for part in parts if not _EITHER_WAY.search(part.text)]
    for part in parts:
        text = part.text
        about = _PREAPPROVED.search(text)
        if about:
            if (
                _NOT_YET.search(text[: about.start()])
                or re.search(r"\b(?:todavia no|aun no|not yet|yet)\b", text[about.end() :])
                or _LAPSED.search(folded, part.start + about.end())
            ):
                approved = False
            elif _PENDING.search(text) or (part.asks and not expected):
                continue
            else:
                approved = True
        if part.asks and not about:
            continue
        if _NO_LOAN_YET.search(text):
            approved = False
            if _PLANNED_LOAN.search(folded):
                financing = financing or "mortgage"
            continue
        if _NOT_AUTHORISED.search(text):
            approved, financing = (
                False,
                financing or ("mortgage" if _MORTGAGE.search(folded) else None),
            )
            continue
        denied = _TURNED_DOWN.search(text)
        if denied is None and _MORTGAGE.search(folded):
            denied = _NEGATED.search(text)
        if denied:
            approved = False
        if _REFUSED_LOAN.search(text) or (
            _CASH.search(text)
            and not _SMALL_CASH.search(text)
            and not re.search(
                r"\bno (?:\w+ "
                r"){0,2}(?:contado|cash)\b",
                text,
            )
        ):
            financing = "cash"
        elif (
            (loan := _MORTGAGE.search(text))
            and not (about or denied)
            and not re.search(
                r"\b(?:(?:no|sin|without|never|nunca)\s+(?:\w+\s+){0,3}|(?:cargas o|tiene)\s+"
                r"(?:\w+\s+)?)$",
                text[: loan.start()],
            )
        ):
            financing = financing or "mortgage"
    if approved or (
        financing == "cash"
        and _THE_REST.search(folded)
        and (loan := _MORTGAGE.search(folded))
        and not re.search(r"\b(?:no|sin|without)\s+(?:\w+\s+)?$", folded[: loan.start()])
    ):
        financing = "mortgage"
    return approved, financing

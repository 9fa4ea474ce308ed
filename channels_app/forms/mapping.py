"""What a form's question tells of a person: rules in Spanish, English and Portuguese.

A broker's own word on a question wins over the rules. A question that no rule knows stays what it
is, readable on the lead's timeline; nothing is guessed from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from channels_app.forms.models import FIELDS, FormMapping
from crm.core.text import fold

NOTHING: Final = "nothing"
_MARKS: Final = re.compile(r"[\W_]+")

#: A question that asks how or when to call is about calling, not about a number or a date.
_ABOUT_CALLING: Final = re.compile(
    r"\b(?:pref(?:er|ier)\w*|hora\w*|horario|best time|mejor momento|melhor|llam\w+|contactar\w*|"
    r"call you|reach you|how did you|como (?:supiste|nos))\b"
)
#: Not the person's own name.
_OTHER_NAMES: Final = re.compile(
    r"\b(?:company|empresa|project|proyecto|projeto|campaign|anuncio|ad|form|building|edificio|"
    r"business|negocio|inmobiliaria|conjuge|spouse|pareja)\b"
)
_WHOLE: Final[tuple[tuple[str, str], ...]] = (
    ("name", r"nombres? y apellidos?|(?:first )?name and (?:sur|last )name|first and last name|"
             r"nome e sobrenome"),
    ("first_name", r"first ?name|given name|nombres?(?: de pila)|primer nombre|primeiro nome"),
    ("last_name", r"last ?name|surname|family name|apellidos?|sobrenome|segundo nombre"),
    # The city of a platform's own field is where the person lives, not where they search.
    (NOTHING, r"city|ciudad|cidade|state|region|province|provincia|country|pais|zip(?: code)?|"
              r"post(?:al)? ?code|codigo postal|street address|direccion|date of birth|gender"),
    ("areas", r"areas?|zonas?|where|donde|onde"),
    ("operation", r"operacion|operation|operacao|interest|interes|service|servicio"),
    ("wishes", r"message|mensaje|mensagem|comments?|comentarios?|consulta|questions?|notes?"),
)  # fmt: skip
_WITHIN: Final[tuple[tuple[str, str], ...]] = (
    ("email", r"e ?mail|correo|mail"),
    ("phone", r"phone|telefone?|telefono|celular|movil|whats ?app|fono|mobile|cell|"
              r"numero de contacto|contact number"),
    ("first_name", r"first ?name|given name|primer nombre|primeiro nome"),
    ("last_name", r"last ?name|surname|apellidos?|sobrenome"),
    ("name", r"name|nombres?|nome|te llamas"),
    ("preapproved", r"pre ?aprob\w*|pre ?approv\w*|pre ?aprov\w*|credito|hipoteca\w*|mortgage|"
                    r"financ\w+|financiamento"),
    ("budget", r"presupuesto|budget|orcamento|price|precio|preco|monto|pagar|gastar|invertir|"
               r"spend|afford|valor|renta maxima|max rent"),
    ("beds", r"dormitorios?|habitaciones|recamaras?|bed ?rooms?|beds?|quartos?|dorms?|piezas|"
             r"cuartos|rooms?|ambientes"),
    ("baths", r"banos?|bath ?rooms?|baths?|banheiros?"),
    ("area_m2", r"metros|m2|superficie|square (?:feet|meters|metres)|sq ?ft|tamano|metragem"),
    ("timeline", r"cuando|when|quando|plazo|prazo|time ?(?:line|frame)|how soon|mudar\w*|"
                 r"move ?in|moving|fecha|data|urgencia"),
    ("property_type", r"tipo de (?:propiedad|inmueble|vivienda|imovel)|property type|"
                      r"type of (?:property|home)|casa o departamento|house or"),
    ("areas", r"zonas?|areas?|barrios?|comunas?|sector(?:es)?|colonias?|neighbou?rhoods?|location|"
              r"ubicacion|localizacao|bairros?|distritos?|district|donde|where|onde"),
    ("city", r"ciudad|city|cidade"),
    ("operation", r"comprar|compra|arrendar|arriendo|alquilar|alquiler|alugar|buy|rent|renting|"
                  r"buscas|buscando|looking (?:for|to)|interesad[oa]|interested|vender|sell"),
    ("wishes", r"cuentanos|tell us|describe|comentarios?|comments?|mensaje|message|mensagem"),
)  # fmt: skip
_WHOLE_RULES: Final = [(field, re.compile(rf"(?:{words})\Z")) for field, words in _WHOLE]
_WITHIN_RULES: Final = [(field, re.compile(rf"\b(?:{words})\b")) for field, words in _WITHIN]


def folded(question: str) -> str:
    """The question as questions are compared: no case, no accents, words only."""
    return _MARKS.sub(" ", fold(question)).strip()[:200]


def field_by_rule(question: str, label: str = "") -> str:
    """What the question tells by the rules, its label too where its name is a code; "" if none."""
    for text in (question, label):
        found = _rule(folded(text)) if text else ""
        if found:
            return "" if found == NOTHING else found
    return ""


def _rule(text: str) -> str:
    for field, pattern in _WHOLE_RULES:
        if pattern.match(text):
            return field
    is_calling = bool(_ABOUT_CALLING.search(text))
    for field, pattern in _WITHIN_RULES:
        if not pattern.search(text):
            continue
        if field in {"email", "phone", "timeline"} and is_calling:
            return NOTHING
        if field in {"name", "first_name", "last_name"} and _OTHER_NAMES.search(text):
            return NOTHING
        return field
    return ""


class Meanings:
    """The meanings of the questions of one form: the broker's own words, then the rules."""

    def __init__(self, own: Iterable[FormMapping]) -> None:
        # The most exact last, since the last one stays: a word on this form wins over any form's.
        rows = sorted(
            own, key=lambda row: [bool(row.form_id), bool(row.account_id), bool(row.channel)]
        )
        self.own: Mapping[str, str] = {row.question: row.field for row in rows}

    def field(self, question: str, label: str = "") -> str:
        """The field the question fills, "" for none."""
        own = self.own.get(folded(question))
        if own is not None:
            return "" if own == NOTHING or own not in FIELDS else own
        return field_by_rule(question, label)

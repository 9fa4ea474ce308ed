"""Camila, who looks for a flat: she answers what she is asked, and tells the rest by herself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from crm.core.text import fold

OPENING: Final = "Hola!! ando buscando un depto para comprar"

# What she tells, in the order she would by herself; the misspellings are hers.
_TELLS: Final = {
    "areas": "en ñunoa o providensia",
    "beds": "de 2 dormitorios",
    "budget": "puedo llegar hasta 6.500 uf",
    "timeline": "nos cambiamos en unos 2 meses mas",
    "name": "soy Camila Rojas",
    "preapproved": "y si, ya tengo el crédito preaprobado",
    "viewing": "me gustaría ir a ver la primera",
}
_TOGETHER: Final = {"name", "preapproved"}
# What a question asks for, whoever puts it into words.
_ASKED: Final = {
    "areas": r"zona|barrio|comuna|sector|donde",
    "beds": r"dormitorios|habitaciones",
    "budget": r"presupuesto|hasta cuanto|cuanto (?:te gustaria|quieres|puedes)|rango de precio",
    "timeline": r"cuando|fecha|plazo",
    "name": r"nombre|con quien|como te llamas",
    "preapproved": r"preaproba|credito|financia|hipotec",
    "viewing": r"visita|ir a ver|ver alguna|conocer(?:la|lo|los|las)?\b|cual te gustaria",
}
# Answers to questions she has no line of her own for.
_ALSO: Final = (
    (r"comprar o (?:para )?arrendar", "para comprar"),
    (r"departamento, casa|tipo de propiedad", "un departamento"),
    (r"telefono|numero", "este mismo número, por WhatsApp"),
    (r"correo|e-?mail", "camila.rojas@example.com"),
)
_SLOT: Final = re.compile(
    r"(?:^|\n)\s*(?:\d+[).:-]|[•*-])?\s*([^\n]*?\b(?:[01]?\d|2[0-3]):[0-5]\d)\b"
)
_BOOKED: Final = re.compile(r"\b(?:agendad|reservad|confirmad)[oa]\b")


@dataclass
class Lead:
    """One conversation of hers; ``told`` is what Sofía knows by now."""

    told: set[str] = field(default_factory=set)
    slots_seen: int = 0
    is_booked: bool = False

    def answer(self, reply: str) -> str:
        """What she writes back; empty when her visit is booked and there is nothing to add."""
        if self.is_booked:
            return ""
        if self.slots_seen and _BOOKED.search(fold(reply)):
            self.is_booked = True
            # A last question is answered all the same; what she is told then ends the talk.
            wanted = [name for name in self._asked(_last_question(reply)) if name not in self.told]
            return self._tell(wanted[0]) if wanted and wanted[0] != "viewing" else ""
        slots = [found.strip(" :-•*") for found in _SLOT.findall(reply)]
        if slots and re.search(r"horario|hora\b|acomoda|sirve|disponib|turno", fold(reply)):
            # When a time is gone she takes the next one offered.
            choice = slots[min(self.slots_seen, len(slots) - 1)]
            self.slots_seen += 1
            return f"{choice} me sirve"
        question = _last_question(reply)
        for name in self._asked(question):
            if name not in self.told or name == "viewing":
                return self._tell(name)
        for pattern, words in _ALSO:
            if re.search(pattern, question):
                return words
        for name in _TELLS:
            if name not in self.told:
                return self._tell(name)
        return _TELLS["viewing"]

    def _asked(self, question: str) -> Iterator[str]:
        for name, pattern in _ASKED.items():
            if re.search(pattern, question):
                yield name

    def _tell(self, name: str) -> str:
        self.told.add(name)
        if name in _TOGETHER and not self.told >= _TOGETHER:
            # People say two things in one breath.
            self.told |= _TOGETHER
            return f"{_TELLS['name']}, {_TELLS['preapproved']}"
        return _TELLS[name]


def _last_question(reply: str) -> str:
    """The last question of the reply, folded; the whole of it when it asks nothing."""
    questions = re.findall(r"[^?¿.!\n]*\?", reply)
    return fold(questions[-1] if questions else reply)

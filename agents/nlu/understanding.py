"""One text of a lead, understood: what it wants, what it states and what it takes back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final

from agents.nlu import (
    area_change,
    assent,
    contact,
    elsewhere,
    features,
    geo,
    intent,
    language,
    listings,
    money,
    names,
    payment,
    pets,
    timeline,
    viewing_time,
)
from agents.nlu import property_type as estate
from agents.nlu.dates import find_days
from agents.nlu.intent import Intent, Reason
from agents.nlu.meaning import Context, Understanding
from agents.nlu.operation import find_operation
from agents.nlu.slots import choose_slot
from agents.nlu.text import Clause, clauses, compose, fold, mask
from agents.nlu.told import told_spans
from agents.nlu.withdrawal import find_clears

__all__ = ["Context", "Understanding", "understand"]

_LONGEST: Final = 2500  # characters; nobody states a wish beyond, and rules cost time


_MONEY_LIKE: Final = re.compile(
    r"[$€£]\s?\d[\d.,]*"
    r"|\d[\d.,]*\s?(?:mil|k|lucas|palos|uf|millones|euros|usd|aed|soles)\b"
)
_BUDGET_FIELDS: Final = frozenset({"budget", "budget_max", "budget_min"})
# After these questions a single capitalised word may well be who writes.
_NAME_MAY_STAND: Final = frozenset(
    {None, "name", "phone", "email", "slot", "human", "viewing", "unit", "help", "day"}
)
_NAME_WORDS: Final = 4  # a name on its own has no more
_PLACE_FIELDS: Final = frozenset({"areas", "area", "city"})
_TOO: Final = re.compile(
    r"\b(?:tambien|tambn|tmb|tb|igual (?:me )?sirve|also|too|as well|would do|works too)\b"
)
_CHANGES: Final = re.compile(
    r"\b(?:mejor|instead|rather|chang\w+|cambi\w+|en vez|prefer\w*|prefier\w*|actually|now|ahora|"
    r"forget|olvid\w*|quiero decir|i mean|no longer|ya no|decid\w+)\b"
)
# A range or a stretch is what they have, and no bid for a home.
_OWN_MEANS: Final = re.compile(r"\b(?:stretch\w*|estir\w+|budget|presupuesto|pre ?aprob\w+)\b")
_SEEKS_HOME: Final = re.compile(
    r"\b(?:busc(?:o|a|amos|an|ando)|looking for|(?:want|need) to (?:rent|buy)|(?:quiero|queremos|"
    r"necesito) (?:arrendar|alquilar|rentar|comprar))\b[^.;!?]{0,24}\b(?:dep\w+|casa|piso|apart\w+|"
    r"flat|house|home|condo|place|villa|estudio|studio)\b"
)
_REFUSES: Final = re.compile(r"\W*(?:mejor )?(?:sac|quit|olvid|borr|elimin|descart|tach)\w+")


def understand(text: str, *, context: Context) -> Understanding:
    """Understand one text of a lead; never fails, an unreadable text is simply unknown."""
    text = compose(text)[:_LONGEST]
    reading = _Reading(text, context)
    return reading.result()


class _Reading:
    """The reading of one text: each rule sees what the earlier ones have not already claimed."""

    def __init__(self, text: str, context: Context) -> None:
        self.text = text
        self.context = context
        self.folded = fold(text)
        self.fields: dict[str, Any] = {}
        self.opened: list[str] = []
        known_language = context.known.get("language")
        self.language = language.detect_language(
            text, str(known_language or context.language), settled=bool(known_language)
        )
        self.phones = contact.find_phones(text, context.country)
        self.emails = contact.find_emails(text)
        contact_spans = [(a, b) for _, a, b in (*self.phones, *self.emails)]
        contact_spans += contact.find_urls(text)
        # A property called "Archstone Walnut Creek" is no wish for Walnut Creek.
        self.listing = listings.find_listing(text, self.folded, context.listings)
        named = [(self.listing.start, self.listing.end)] if self.listing else []
        self.open = mask(self.folded, [*contact_spans, *named])
        self.parts = clauses(self.open)
        # "Ya encontramos piso en Ruzafa" wishes for nothing, there or elsewhere.
        told = told_spans(self.open)
        self.open = mask(self.open, told)
        self.places = geo.find_places(
            mask(text, [*contact_spans, *named, *told]),
            context.gazetteer,
            expected=self._expects(*_PLACE_FIELDS),
        )
        # Areas are cut out: "Villa Urquiza" is no villa and "Plaza Mayor" no month of May.
        self.plain = mask(self.open, self.places.spans)
        self.plain_parts = [
            Clause(p.start, p.end, self.plain[p.start : p.end], p.asks) for p in self.parts
        ]

    def _expects(self, *names: str) -> bool:
        return self.context.expecting in names

    def _known(self, name: str) -> Any:
        value = self.fields.get(name)
        return self.context.known.get(name) if value is None else value

    def result(self) -> Understanding:
        affirmed = assent.agrees(self.folded)
        self._property()
        viewing = self._times()
        self._budget()
        self._features(affirmed)
        self._contact()
        self._areas()
        clears = find_clears(self._without_refusals(), self.folded, self.fields, self.context.known)
        clears = (*clears, *self.opened)
        slot, requested = choose_slot(
            self.folded,
            self.context.slots,
            affirmed=affirmed,
            days=self._days_ahead() if self.context.slots else (),
        )
        purpose = intent.find_purpose(
            self.folded,
            self.parts,
            gave_info=bool(self.fields),
            has_viewing=viewing is not None,
            affirmed=affirmed,
            owner=self.fields.get("operation") in {"sell", "rent_out"},
            expecting=self.context.expecting,
        )
        self._drop_unmeant(purpose)
        if purpose.intents[0] is Intent.INJECTION or Intent.SPAM in purpose.intents:
            clears = ()
        if Intent.CANCEL in purpose.intents:
            self.fields.pop("viewing", None)
            clears = (*clears, "viewing") if self.context.known.get("viewing") else clears
        if self.language != self.context.known.get("language"):
            self.fields["language"] = self.language
        found_timeline = self.fields.get("timeline")
        return Understanding(
            text=self.text,
            language=self.language,
            intents=purpose.intents,
            fields=self.fields,
            clears=tuple(dict.fromkeys(clears)),
            questions=self._questions(purpose.intents),
            chosen_slot=slot,
            requested_at=requested,
            urgency=timeline.urgency_kept(found_timeline, self.context.today),
            reason=purpose.reason,
            angry=purpose.angry,
            wants_viewing=Intent.BOOK_VIEWING in purpose.intents
            or Intent.RESCHEDULE in purpose.intents,
            affirm=affirmed is True,
            deny=affirmed is False,
            thanks=purpose.thanks,
            excluded_areas=self.places.excluded,
            outside_cities=self._outside(),
            elsewhere=self._elsewhere(affirmed),
            likes=assent.likes(self.folded),
            wants_other=assent.wants_other(self.folded),
            listing=self.listing.name if self.listing else None,
            closes=assent.closes(self.folded),
            voted=purpose.voted,
        )

    def _property(self) -> None:
        operation = find_operation(
            self.plain,
            self.plain_parts,
            expected=self._expects("operation"),
            known=self.context.known.get("operation"),
        )
        self._set("operation", operation)
        kind = estate.find_property_type(
            self.plain,
            country=self.context.country,
            expected=self._expects("property_type"),
            offered=self.context.property_types,
        )
        if kind is None and operation in {"sell", "rent_out"}:
            kind = estate.find_property_type(
                self.plain, country=self.context.country, expected=False, owned=True
            )
        known = self.context.known.get("property_type")
        if estate.is_wider(kind, known) and not _CHANGES.search(self.plain):
            pass  # a townhouse is spoken of as the house
        elif kind and known and kind != known and _TOO.search(self.plain):
            self.opened.append("property_type")  # "si no, un depto también": either will do
        else:
            self._set("property_type", kind)

    def _without_refusals(self) -> str:
        """The text without the verbs that refuse a place: "Palermo sacalo" takes no budget back."""
        spans = []
        for match in self.places.matches:
            if match.excluded and (verb := _REFUSES.match(self.plain, match.end)):
                spans.append(verb.span())
        return mask(self.plain, spans) if spans else self.plain

    def _times(self) -> viewing_time.Viewing | None:
        context = self.context
        if self._expects("name") and len(self.plain.split()) <= _NAME_WORDS:
            return None  # "Julio" is a person here
        source = mask(self.plain, self._budget_like())
        viewing = viewing_time.find_viewing(
            self.text,
            source,
            context.today,
            country=context.country,
            expected=self._expects("viewing", "slot", "part_of_day"),
            known=viewing_time.viewing_kept(context.known),
        )
        if viewing is not None:
            self.fields["viewing"] = viewing.as_value()
            return viewing
        found = timeline.find_timeline(
            self.text,
            source,
            context.today,
            country=context.country,
            expected=self._expects("timeline"),
        )
        if found is not None:
            self.fields["timeline"] = found.as_value()
        elif self._expects("timeline") and len(self.text.split()) <= 8 and not self._asks():
            self._loose_timeline()
        return None

    def _loose_timeline(self) -> None:
        """Keep the words of an answer about time that names no day ("cuando venda mi casa")."""
        if re.search(r"\b(?:cuando|once|when|depende|depends|flexible)\b", self.plain):
            self.fields["timeline"] = {"text": self.text.strip()[:120], "from": None, "to": None}

    def _asks(self) -> bool:
        return "?" in self.text

    def _budget_like(self) -> list[tuple[int, int]]:
        """Find the places of plain money so that "1.100" is no time and "25 mil" no day."""
        spans = [(m.start(), m.end()) for m in _MONEY_LIKE.finditer(self.plain)]
        slash = features.slash_span(self.plain)
        return [*spans, slash] if slash else spans

    def _budget(self) -> None:
        context = self.context
        known_max = self.context.known.get("budget_max") or self.context.known.get("budget_min")
        operation = str(self._known("operation") or "")
        switched = _switches(self.context.known.get("operation"), self.fields.get("operation"))
        spans = [(d.start, d.end) for d in self._day_spans()]
        source = mask(self.plain, spans)
        parts = [Clause(p.start, p.end, source[p.start : p.end], p.asks) for p in self.parts]
        found = money.budget_in(
            source,
            parts,
            money.MoneyContext(
                currency=context.currency,
                country=context.country,
                language="en" if self.language == "en" else "es",
                operation=operation,
                expected=self._expects(*_BUDGET_FIELDS),
                known_max=None if switched or known_max is None else float(known_max),
                known_currency=None if switched else self.context.known.get("currency"),
            ),
        )
        if found is None:
            self._period_of_rent(switched)
            return
        self._set("budget_min", _plain_number(found.min))
        self._set("budget_max", _plain_number(found.max))
        self.fields["currency"] = found.currency
        if found.approximate:
            self.fields["approx"] = True
        if found.period == "month" and not operation and self._seeks_home():
            # Homes are paid by the month where they are rented: "a 2br under 2k a month".
            operation = self.fields["operation"] = "rent"
        renting = operation in {"rent", "rent_out"}
        if found.period == "month" or (
            renting and found.period is None and context.country != "AE"
        ):
            self.fields["period"] = "month"
        elif found.period == "year" and context.country != "AE":
            self.fields["period"] = "year"

    def _seeks_home(self) -> bool:
        kind = self.fields.get("property_type")
        return bool(kind and kind != "parking") or self.places.areas != ()

    def _period_of_rent(self, switched: bool) -> None:
        """Give a budget stated before "para arrendar" its period, once renting is known."""
        known = self.context.known
        if (
            not switched
            and self.fields.get("operation") in {"rent", "rent_out"}
            and not known.get("operation")
            and known.get("budget_max")
            and not known.get("period")
            and self.context.country != "AE"
        ):
            self.fields["period"] = "month"

    def _day_spans(self) -> list[Any]:
        from_days = find_days(self.plain, self.context.today, country=self.context.country)
        return [
            d for d in from_days if not re.fullmatch(r"\s*20\d\d\s*", self.plain[d.start : d.end])
        ]

    def _days_ahead(self) -> list[Any]:
        return [days for days in self._day_spans() if days.last >= self.context.today]

    def _features(self, affirmed: bool | None) -> None:
        plain, parts, context = self.plain, self.plain_parts, self.context
        beds = features.find_beds(plain, country=context.country, expected=self._expects("beds"))
        if beds is None and self.fields.get("property_type") != "studio" and self._expects("beds"):
            beds = 1 if re.fullmatch(r"\W*(?:una?|uno|one|just one)\W*", plain) else None
        self._set("beds", None if beds and estate.STUDIO_OR_BEDS.search(plain) else beds)
        self._set("baths", features.find_baths(plain, expected=self._expects("baths")))
        self._set("area_m2", features.find_area(plain, language=self.language))
        sought = self.fields.get("property_type") == "parking"
        answers = {
            "pets": pets.find_pets(plain, parts, expected=self._expects("pets")),
            "parking": features.find_parking(
                parts, expected=self._expects("parking"), sought=sought
            ),
            "furnished": features.find_furnished(parts, expected=self._expects("furnished")),
            "laundry": features.find_laundry(parts, expected=self._expects("laundry")),
        }
        for name, value in answers.items():
            self._set(name, affirmed if value is None and self._expects(name) else value)
        if context.known.get("furnished") is not None and features.furniture_left_open(plain):
            self.opened.append("furnished")
        approved, financing = payment.find_financing(
            plain, parts, expected=self._expects("preapproved", "financing")
        )
        if approved is None and self._expects("preapproved") and financing is None:
            approved = affirmed
            financing = "mortgage" if affirmed else None
        self._set("preapproved", approved)
        self._set("financing", financing)

    def _contact(self) -> None:
        if self.phones:
            self.fields["phone"] = self.phones[-1][0]
        if self.emails:
            self.fields["email"] = self.emails[-1][0]
        spans = [(a, b) for _, a, b in (*self.phones, *self.emails)]
        found = names.find_name(
            mask(self.text, [*spans, *contact.find_urls(self.text)]),
            expected=self._expects("name"),
            elsewhere=self.context.expecting not in _NAME_MAY_STAND or bool(self._short_answer),
            has_contact=bool(spans),
            is_place=self._is_place,
            has_pet=self.context.known.get("pets") is True,
        )
        if found is not None:
            self.fields["name"] = found[0]

    @property
    def _short_answer(self) -> bool:
        """Whether the text is a yes, a no or praise, whose capital makes no name of it."""
        return assent.agrees(self.folded) is not None or assent.likes(self.folded)

    def _is_place(self, words: str) -> bool:
        start = self.text.find(words)
        return any(a < start + len(words) and start < b for a, b in self.places.spans) and not (
            self._expects("name")
        )

    def _areas(self) -> None:
        known = tuple(self.context.known.get("areas") or ())
        areas = area_change.areas_after(
            self.places, known, self.plain, self.folded, priced="budget_max" in self.fields
        )
        self._set("areas", areas)
        own_city = [c for c in self.places.cities if not self._is_area_of(c)]
        if own_city:
            self.fields["city"] = own_city[0]

    def _is_area_of(self, city: str) -> bool:
        return any(match.area == city for match in self.places.matches)

    def _outside(self) -> tuple[str, ...]:
        """Name the cities wished for where the broker has nothing."""
        own = {fold(name.city) for name in self.context.gazetteer.cities}
        return tuple(c for c in self.places.cities if fold(c) not in own)

    def _elsewhere(self, affirmed: bool | None) -> str:
        """Name a place wished for that is none of the broker's."""
        if self.places.spans or affirmed is not None or not self.context.gazetteer.names:
            return ""
        expected = self._expects(*_PLACE_FIELDS) and not set(self.fields) - {"language"}
        return elsewhere.place_elsewhere(self.text, self.plain, expected=expected)

    def _set(self, name: str, value: Any) -> None:
        if value is not None:
            self.fields[name] = value

    def _drop_unmeant(self, purpose: intent.Purpose) -> None:
        """Keep from a text that is no wish only who writes it, from a hostile one nothing."""
        found = set(purpose.intents)
        if found & {Intent.INJECTION, Intent.SPAM} or Intent.OPT_OUT in found:
            self.fields.clear()
        elif (
            Intent.COMPLAINT in found
            and not found & {Intent.SEARCH, Intent.LIST_PROPERTY}
            and not _SEEKS_HOME.search(self.open)
        ):
            self._keep("name", "phone", "email")
        elif purpose.reason is Reason.OFFER and not (
            "budget_min" in self.fields or _OWN_MEANS.search(self.folded)
        ):
            for name in ("budget_min", "budget_max", "currency", "period", "approx", "timeline"):
                self.fields.pop(name, None)

    def _keep(self, *names: str) -> None:
        for name in [n for n in self.fields if n not in names]:
            del self.fields[name]

    def _questions(self, intents: Sequence[Intent]) -> tuple[str, ...]:
        """Quote the questions of the text, each with the words that give it its subject."""
        if not {Intent.FAQ, Intent.PRICING} & set(intents):
            return ()
        asked = [self.text[p.start : p.end].strip(" ,.;¿?") for p in self.parts if p.asks]
        asked = [question for question in asked if len(question) > 3]
        return tuple(asked) or (self.text.strip(),)


def _switches(before: object, after: object) -> bool:
    return bool(before and after and before != after)


def _plain_number(value: float | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value == int(value) else value

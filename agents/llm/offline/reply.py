"""The closing text of a turn, made from tool results and facts and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from agents.guardrails.housing import wishes_steering
from agents.llm.offline import ask, phrases
from agents.llm.offline.plan import (
    about_machine,
    booked,
    hostile,
    reason_for_person,
    unit_to_view,
    viewing_wish,
)
from agents.llm.offline.quoting import best, quote
from agents.llm.offline.scene import Scene
from agents.nlu.intent import Intent, Reason
from agents.nlu.text import fold
from crm.inventory.amenities import amenities_wished

_HEARD: Final = frozenset({"audio", "voice", "video_note"})
_SEEN: Final = frozenset({"image", "photo", "video", "document", "sticker"})
_ECHOED: Final = ("operation", "property_type", "beds", "areas", "city")


def closing_text(scene: Scene) -> str:
    """Write the reply of this turn."""
    writer = _Writer(scene)
    return writer.write()


class _Writer:
    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.language = scene.language
        self.showed = False
        self.asked: str | None = None
        self.blocks: list[str] = []

    def write(self) -> str:
        ending = self._ending()
        if ending is not None:
            return self._joined([ending])
        if not self.scene.under_review:
            self._acknowledge()
            self._answer()
            self._homes()
            self._viewing()
        self._notes()
        self._question()
        return self._joined(self.blocks)

    # -- how a line is worded

    def line(self, key: str, **values: object) -> str:
        text = phrases.pick(phrases.LINES[self.language][key], f"{key}|{self.scene.seed}")
        if self.language == "es":
            text = phrases.localise(text, self.scene.country)
        return text.format(**values) if values else text

    def word(self, key: str) -> str:
        text = phrases.WORDS[self.language].get(key, key)
        return phrases.localise(text, self.scene.country) if self.language == "es" else text

    def say(self, text: str) -> None:
        if text:
            self.blocks.append(text)

    def _joined(self, blocks: list[str]) -> str:
        disclosure = str(self.scene.facts.get("disclosure") or "").strip()
        head = [disclosure] if disclosure else []
        if not head and self.scene.intends(Intent.GREETING) and self.scene.first_reply:
            head = [self.line("hello", name=self._comma_name())]
        text = ""
        for block in [*head, *(b for b in blocks if b)]:
            # Lists stand on their own lines; sentences run on.
            glue = (
                "\n"
                if "\n" in block
                or text.rsplit("\n", 1)[-1].startswith(("•", "1)", "2)", "3)", "4)"))
                else " "
            )
            text = f"{text}{glue}{block}" if text else block
        return text.strip() or self.line("unclear")

    def _comma_name(self) -> str:
        name = str(self.scene.lead.get("name") or "").split(" ")[0]
        return f", {name}" if name else ""

    # -- endings: nothing else is said

    def _ending(self) -> str | None:
        scene = self.scene
        handed = scene.result("escalate_to_human")
        if handed is not None and handed.get("escalated"):
            return str(handed.get("closing") or self.line("handover"))
        if hostile(scene):
            if scene.intends(Intent.OPT_OUT):
                return self.line("opt_out")
            return self.line("spam" if scene.intends(Intent.SPAM) else "injection")
        reason = reason_for_person(scene)
        if reason is not None:
            return self._no_person(reason)
        if not scene.text.strip():
            return self._unread() or self._question_text("help")
        return None

    def _unread(self) -> str:
        """Say what could not be heard or seen, instead of passing over it."""
        if self.scene.wordless & _HEARD:
            return self.line("unheard")
        return self.line("unseen") if self.scene.wordless & _SEEN else ""

    def _no_person(self, reason: str) -> str:
        """Say honestly that nobody could be called, when the tool is missing or failed."""
        parts: list[str] = []
        if reason == Reason.DANGER:
            parts.append(self.line("danger"))
        if reason in {Reason.COMPLAINT, Reason.REPAIR, Reason.LEGAL}:
            parts.append(self.line("sorry"))
        parts.append(self.line("no_handover"))
        if not (self.scene.lead.get("phone") or self.scene.lead.get("email")):
            parts.append(self._question_text("phone"))
        return " ".join(parts)

    # -- what was understood

    def _acknowledge(self) -> None:
        scene = self.scene
        self.say(self._unread())
        if booked(scene):
            return
        fields = scene.understanding.fields
        if "name" in fields and scene.lead.get("name"):
            self.say(self.line("ack_name", name=str(scene.lead["name"]).split(" ")[0]))
        if about_machine(scene.text):
            self.say(self.line("bot"))
        elif scene.understanding.thanks and not fields:
            self.say(self.line("thanks", name=self._comma_name()))
        echoed = self._echo({k for k in _ECHOED if k in fields and scene.known.get(k) != fields[k]})
        if echoed:
            self.say(self.line("ack", what=echoed))
        elif scene.understanding.deny and scene.last_question not in {None, "slot"} and not fields:
            self.say(self.line("declined"))
        elif set(fields) - {"language", "name", "viewing"} and not scene.results("find_slots"):
            self.say(self.line("ack_bare"))
        self._outside()

    def _echo(self, said: set[str]) -> str:
        """Repeat in a few words what is wanted, when this text said some of it."""
        profile = self.scene.profile
        if not said:
            return ""
        kind, beds = profile.get("property_type"), profile.get("beds")
        text = self.word(str(kind or "any")) if kind or profile.get("operation") or beds else ""
        if beds:
            text = self.word("bed_one" if beds == 1 else "bed_many").format(n=beds, what=text)
        if profile.get("operation"):
            text = self.word(str(profile["operation"])).format(what=text)
        places = [str(a) for a in profile.get("areas") or []] or [str(profile.get("city") or "")]
        places = [p for p in places if p]
        if places and said & {"areas", "city", "operation", "property_type"}:
            joined = self._list(places[:4], "and")
            text = f"{text} {self.word('in')} {joined}" if text else joined
        return text

    def _list(self, names: list[str], joiner: str) -> str:
        if len(names) < 2:
            return "".join(names)
        word = self.word(joiner)
        if self.language == "es" and word == "y" and fold(names[-1]).startswith(("i", "hi")):
            word = "e"
        return f"{', '.join(names[:-1])} {word} {names[-1]}"

    def _outside(self) -> None:
        cities = [str(c) for c in self.scene.mapping("inventory").get("cities") or []]
        outside = self.scene.understanding.outside_cities
        if outside and cities:
            self.say(self.line("outside", city=outside[0], cities=self._list(cities[:3], "and")))
        elif elsewhere := self.scene.understanding.elsewhere:
            areas = [str(pair[0]) for pair in self.scene.mapping("inventory").get("areas") or []]
            if areas:
                ours = self._list(list(dict.fromkeys(areas))[:4], "and")
                self.say(self.line("outside", city=elsewhere, cities=ours))

    # -- answers from documents

    def _answer(self) -> None:
        scene = self.scene
        if wishes_steering(scene.text):
            self.say(self.line("neighbours"))
        lookups = scene.results("search_knowledge")
        answered = False
        for lookup in lookups:
            passage = best(lookup.result) if not lookup.error else None
            if passage is not None:
                self._quote(passage)
                answered = True
        self._shown_prices()
        if lookups and not answered and not scene.result("inventory_search"):
            self.say(self.line("no_answer"))
            # Asked outright only when there is nothing else to ask: a "yes" to two questions
            # at once would call somebody the lead did not mean to call.
            self.asked = ask.next_question(scene, showed=False) or "human"
            if self.asked != "human":
                self.say(self.line("person_offer"))

    def _quote(self, passage: Mapping[str, Any]) -> None:
        """Say what the passage says about the question, and in which language if not in ours."""
        text = quote(passage, question=self.scene.text, spoken=self.language)
        written = passage.get("language") or self.language
        if written == self.language:
            self.say(self.line("answer", text=text))
            return
        words = phrases.WORDS[self.language]
        told = words.get(f"in_{written}", words["in_other"])
        self.say(self.line("answer_foreign", text=text, language=told))

    def _shown_prices(self) -> None:
        """Answer "how much is it?" about homes shown before."""
        scene = self.scene
        if not scene.intends(Intent.PRICING) or scene.results("search_knowledge"):
            return
        units = [u for u in scene.rows("shown_units") if u.get("price_text")]
        if units and not scene.results("inventory_search"):
            lines = [
                "• " + self.line("shown_price", title=u.get("title", ""), price=u["price_text"])
                for u in units[:3]
            ]
            self.say("\n".join(lines))

    # -- homes

    def _homes(self) -> None:
        scene = self.scene
        if scene.failed("inventory_search"):
            self.say(self.line("search_down"))
            return
        found = scene.result("inventory_search")
        if found is None:
            return
        units = [u for u in found.get("units") or [] if isinstance(u, Mapping)][:3]
        if not units:
            self.say(self.line("nothing"))
            self.say(self.line("widen"))
            return
        if viewing_wish(scene) and scene.results("find_slots"):
            return
        self.showed = True
        shown = {u.get("ref") for u in scene.rows("shown_units")}
        if {u.get("ref") for u in units} <= shown:
            self.say(self.line("same"))
            self.say(self._untold(units))
            return
        self.say(self._heading(found, units) + "\n" + "\n".join(self._unit(u) for u in units))

    def _heading(self, found: Mapping[str, Any], units: list[Mapping[str, Any]]) -> str:
        relaxed = [self.word(str(name)) for name in found.get("relaxed") or []]
        if relaxed:
            return self.line("relaxed", fields=self._list(list(dict.fromkeys(relaxed)), "and"))
        heading = self.line("match_one" if len(units) == 1 else "matches")
        count = found.get("count")
        if isinstance(count, int) and count > len(units):
            heading = f"{self.line('more', count=count)} {heading}"
        return heading

    def _unit(self, unit: Mapping[str, Any]) -> str:
        details = []
        if unit.get("beds"):
            details.append(f"{_number(unit['beds'])} {self.word('beds_short')}")
        if unit.get("baths"):
            word = self.word("baths_short")
            details.append(
                f"{_number(unit['baths'])} "
                f"{word[:-1] if word == 'baños' and unit['baths'] == 1 else word}"
            )
        if unit.get("area_m2"):
            details.append(f"{_number(unit['area_m2'])} m²")
        title, area = str(unit.get("title") or unit.get("ref") or ""), str(unit.get("area") or "")
        name = title if not area or fold(area) in fold(title) else f"{title}, {area}"
        price = str(unit.get("price_text") or "")
        parts = (name, price, ", ".join(details), self._amenities(unit))
        return "• " + " · ".join(part for part in parts if part)

    def _amenities(self, unit: Mapping[str, Any]) -> str:
        """Of what the lead must have, or must not: what this home has, and what nobody knows."""
        said = []
        for name, wished in amenities_wished(self.scene.profile).items():
            if name in (unit.get("has" if wished else "lacks") or []):
                said.append(self.word(f"{'has' if wished else 'lacks'}_{name}"))
            elif name in (unit.get("unknown") or []):
                said.append(self.word("untold").format(what=self.word(f"whether_{name}")))
        return ", ".join(said)

    def _untold(self, units: list[Mapping[str, Any]]) -> str:
        """What none of these homes, shown before, tells."""
        names = [
            name
            for name in amenities_wished(self.scene.profile)
            if all(name in (unit.get("unknown") or []) for unit in units)
        ]
        what = self._list([self.word(f"whether_{name}") for name in names], "and")
        return self.line("untold", what=what) if names else ""

    # -- viewings

    def _viewing(self) -> None:
        scene = self.scene
        booking = scene.result("book_viewing")
        if booking is not None and booking.get("booked"):
            self._confirm(booking)
            return
        if scene.results("book_viewing"):
            taken = bool(
                booking and re.search(r"taken|conflict|slot|busy", str(booking.get("reason")))
            )
            self.say(self.line("taken" if taken else "not_booked"))
        alternatives = (booking or {}).get("slots") or []
        found = scene.result("find_slots")
        if scene.failed("find_slots"):
            self.say(self.line("slots_down"))
            self.asked = "human"
        elif found is not None or alternatives:
            self._offer(alternatives or (found or {}).get("slots") or [])
        elif scene.results("book_viewing") or (
            scene.last_question in {"slot", "day"} and scene.understanding.deny
        ):
            self.asked = "day"
        elif viewing_wish(scene) and not scene.results("inventory_search"):
            if len(scene.rows("shown_units")) > 1 and unit_to_view(scene) is None:
                self.asked = "unit"
        elif scene.understanding.wants_viewing and "viewing" in scene.settled:
            self.say(self.line("settled"))
        elif scene.intends(Intent.CANCEL) and not scene.rows("appointments"):
            self.say(self.line("cancel_none"))

    def _confirm(self, booking: Mapping[str, Any]) -> None:
        name = str(self.scene.lead.get("name") or "")
        if "name" in self.scene.understanding.fields and name:
            self.say(self.line("ack_name", name=name.split(" ")[0]))
        address, agent = str(booking.get("address") or ""), str(booking.get("agent") or "")
        self.say(
            self.line(
                "booked",
                label=booking.get("label") or booking.get("starts_at") or "",
                address=f"{self.word('at')}{address}" if address else "",
                agent=f"{self.word('with')}{agent}" if agent else "",
            )
        )

    def _offer(self, rows: list[Any]) -> None:
        labels = [str(r.get("label") or r.get("starts_at")) for r in rows if isinstance(r, Mapping)]
        if not labels:
            self.say(self.line("no_slots"))
            self.asked = "day"
            return
        unit = unit_to_view(self.scene) or {}
        title = str(unit.get("title") or "")
        heading = self.line("slots", title=title) if title else self.line("slots_bare")
        listed = "\n".join(
            f"{i}) {label}" for i, label in enumerate(dict.fromkeys(labels), 1) if i < 5
        )
        self.say(f"{heading}\n{listed}")
        self.asked = "slot"

    # -- the end of the text

    def _notes(self) -> None:
        rejected = (self.scene.result("update_lead") or {}).get("rejected") or {}
        for field in ("phone", "email"):
            if field in rejected:
                self.say(self.line(f"bad_{field}"))
                self.asked = self.asked or ""

    def _question(self) -> None:
        scene = self.scene
        if self.asked is None:
            self.asked = ask.next_question(scene, showed=self.showed)
        if self.asked == "human" and scene.profile.get("operation") in {"sell", "rent_out"}:
            self.say(self.line("owner_done"))
        if self.asked:
            self.say(self._question_text(self.asked))
        elif not (booked(scene) or self.showed):
            self.say(self._leave())

    def _leave(self) -> str:
        scene = self.scene
        if scene.intends(Intent.DENY):
            return self.line("not_seeking")
        visits = scene.rows("appointments")
        if visits and visits[0].get("label"):
            return self.line("appointment", label=visits[0]["label"])
        return self.line("bye")

    def _question_text(self, field: str) -> str:
        return phrases.question(field, self.language, self.scene.country, self.scene.seed)


def _number(value: Any) -> str:
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)

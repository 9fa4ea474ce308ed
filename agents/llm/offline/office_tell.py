"""Answers for the office, composed of what the tools brought and of nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from agents.llm.offline import ad_words
from agents.llm.offline.office_plan import HOT
from agents.llm.offline.office_scene import OfficeScene
from agents.llm.offline.office_words import OPERATIONS, SAY, SEGMENTS, WISHES

Row = Mapping[str, Any]

_LISTED: Final = 5
_PASSAGE: Final = 420
#: What was done at a person's word, told in a sentence.
DONE: Final = frozenset(
    {"lead_note", "task_add", "conversation_reply", "conversation_take", "conversation_release"}
)


def answer(scene: OfficeScene) -> str:
    """The answer to the question from its results; what can be asked when there are none."""
    said = _Telling(scene).text()
    return said.strip()


class _Telling:
    """One answer, in one language."""

    def __init__(self, scene: OfficeScene) -> None:
        self.scene = scene
        self.words = SAY[scene.language]
        self.parts: dict[str, Callable[[Row], list[str]]] = {
            "open_work": self._work,
            "leads_waiting": self._waiting,
            "lead_find": self._leads,
            "lead_read": self._lead,
            "lead_matches": self._units,
            "conversation_read": self._thread,
            "conversation_list": self._threads,
            "unit_match": self._units,
            "unit_list": self._units,
            "unit_read": self._unit,
            "viewing_list": self._viewings,
            "pipeline_funnel": self._funnel,
            "response_times": self._speed,
            "campaign_segments": self._segments,
            "document_search": self._documents,
        }

    def text(self) -> str:
        done = self.scene.done
        if not done:
            return self.words["help"]
        if done[-1].error.startswith("declined"):
            return self.words["declined"]
        if not done[-1].error and done[-1].name in DONE:
            # What was looked up on the way needs no words.
            return self._say(done[-1].name, what=done[-1].arguments.get("title", ""))
        read = {each.name for each in done if not each.error}
        lines: list[str] = []
        for each in done:
            if each.error:
                continue
            # What was looked up on the way to something else needs no words of its own.
            if each.name == "lead_find" and read & {"lead_read", "conversation_list"}:
                continue
            if each.name == "conversation_list" and "conversation_read" in read:
                continue
            if each.name in self.parts:
                lines += self.parts[each.name](each.result)
        if lines:
            return "\n".join(lines)
        failed = next((each.error for each in done if each.error and each.error != "error"), "")
        return self._say("failed", why=failed) if failed else self.words["nothing"]

    def _say(self, key: str, **values: Any) -> str:
        return self.words[key].format(**values)

    def _work(self, result: Row) -> list[str]:
        lines: list[str] = []
        calls = _rows(result, "call")
        if calls:
            lead = _row(calls[0], "lead")
            phone = f" ({lead['phone']})" if lead.get("phone") else ""
            why = self._why(calls[0])
            lines.append(
                self._say(
                    "call_first", name=_name(lead), phone=phone, why=f": {why}" if why else ""
                )
            )
            more = [
                " · ".join(
                    filter(None, [_name(lead), str(lead.get("phone") or ""), self._why(each)])
                )
                for each in calls[1:_LISTED]
                for lead in [_row(each, "lead")]
            ]
            if more:
                lines += [self.words["call_more"], *_points(more)]
        else:
            lines.append(self.words["call_none"])
        replies = _rows(result, "reply")
        if replies:
            key = "reply_one" if len(replies) == 1 else "reply_some"
            age = self._since(replies[0].get("since"))
            lines.append(self._say(key, count=len(replies), name=_name(replies[0]), age=age))
        going = _rows(result, "go")
        if going:
            lines.append(self.words["go_some"])
            lines += _points([_viewing(each) for each in going[:_LISTED]])
        return lines

    def _why(self, call: Row) -> str:
        score = _row(call, "lead").get("score")
        said = [
            str(call.get("task") or call.get("next_step") or "").rstrip("."),
            self.words["late"] if call.get("is_late") else "",
            self._say("score", score=score) if score else "",
        ]
        return ", ".join(part for part in said if part)

    def _waiting(self, result: Row) -> list[str]:
        count = int(result.get("count") or 0)
        hot = any(
            each.name == "leads_waiting" and each.arguments.get("score_min") == HOT
            for each in self.scene.done
        )
        key = "waiting_hot" if hot else "waiting"
        if not count:
            return [self.words[f"{key}_none"]]
        lines = [self._say(f"{key}_one" if count == 1 else key, count=count)]
        return lines + _points(
            [
                " · ".join(
                    filter(
                        None,
                        [
                            _name(each),
                            self._say("ago", age=self._age(each.get("waiting_seconds"))),
                            self._say("score", score=each.get("score") or 0),
                            f"«{each['last_message']}»" if each.get("last_message") else "",
                        ],
                    )
                )
                for each in _rows(result, "waiting")[:_LISTED]
            ]
        )

    def _leads(self, result: Row) -> list[str]:
        rows, count = _rows(result, "results"), int(result.get("count") or 0)
        named = bool(self.scene.name)
        if not rows:
            return [
                self._say("lead_none", name=self.scene.name)
                if named
                else self.words["leads_hot_none" if self._asked_for_hot() else "leads_none"]
            ]
        key = "leads_many" if named else "leads_hot" if self._asked_for_hot() else "leads_some"
        head = self._say(key, count=count)
        return [head, *_points([self._brief(each) for each in rows[: _LISTED + 1]])]

    def _asked_for_hot(self) -> bool:
        return any(
            each.name == "lead_find" and each.arguments.get("score_min") for each in self.scene.done
        )

    def _brief(self, row: Row) -> str:
        said = [_name(row), str(row.get("phone") or ""), self._say("score", score=row.get("score"))]
        return " · ".join(part for part in said if part)

    def _lead(self, result: Row) -> list[str]:
        lead = _row(result, "lead")
        contact, profile = _row(lead, "contact"), _row(lead, "profile")
        name = str(contact.get("name") or contact.get("phone") or "—")
        wants = self._wants(profile)
        lines = [
            self._say("lead_wants", name=name, wants=wants)
            if wants
            else self._say("lead_unknown", name=name)
        ]
        state = self._say("lead_state", score=lead.get("score"), stage=lead.get("stage"))
        if contact.get("phone"):
            state += " " + self._say("lead_phone", phone=contact["phone"])
        lines.append(state)
        following = _row(lead, "qualification").get("next_step")
        if following:
            lines.append(self._say("lead_next", next=following))
        return lines

    def _wants(self, profile: Row) -> str:
        language = self.scene.language
        said = [
            OPERATIONS[language].get(str(profile.get("operation")), ""),
            ad_words.KINDS[language].get(str(profile.get("property_type") or "-"), ""),
            f"{profile['beds']}+ {WISHES[language]['beds']}" if profile.get("beds") else "",
            ", ".join(
                [*profile.get("areas", []), *([profile["city"]] if profile.get("city") else [])]
            ),
            self._budget(profile),
            str(profile.get("timeline") or ""),
            self.words["approved"] if profile.get("preapproved") else "",
        ]
        return " · ".join(part for part in said if part)

    def _budget(self, profile: Row) -> str:
        low, high = profile.get("budget_min"), profile.get("budget_max")
        currency = str(profile.get("currency") or "")
        if high:
            return self._say("until", amount=self._amount(high, currency))
        return self._say("from", amount=self._amount(low, currency)) if low else ""

    def _amount(self, value: float, currency: str) -> str:
        text = f"{value:,.0f}"
        if self.scene.language == "es":
            text = text.replace(",", ".")
        return f"{currency} {text}".strip()

    def _units(self, result: Row) -> list[str]:
        rows, count = _rows(result, "results"), int(result.get("count") or 0)
        if not rows:
            return [self.words["units_none"]]
        relaxed = [
            WISHES[self.scene.language].get(str(each), str(each))
            for each in result.get("relaxed") or []
        ]
        if relaxed:
            head = self._say("units_relaxed", what=", ".join(relaxed))
        else:
            head = self._say("units_one" if count == 1 else "units_some", count=count)
        return [head, *_points([_unit(each) for each in rows[:_LISTED]])]

    def _unit(self, result: Row) -> list[str]:
        unit = _row(result, "unit")
        if not unit:
            return [self.words["unit_none"]]
        lines = [_unit(unit)]
        if unit.get("description"):
            lines.append(_clip(str(unit["description"])))
        return lines

    def _viewings(self, result: Row) -> list[str]:
        rows, count = _rows(result, "results"), int(result.get("count") or 0)
        if not rows:
            return [self.words["viewings_none"]]
        head = self._say("viewings_one" if count == 1 else "viewings", count=count)
        return [head, *_points([_viewing(each) for each in rows[: 2 * _LISTED]])]

    def _funnel(self, result: Row) -> list[str]:
        days = next(
            (each.arguments.get("days") for each in self.scene.done
             if each.name == "pipeline_funnel"), 30,
        )  # fmt: skip
        lines = [
            self._say(
                "funnel",
                days=days,
                created=result.get("created") or 0,
                qualified=result.get("qualified") or 0,
            )
        ]
        standing = [each for each in _rows(result, "stages") if each.get("standing")]
        if standing:
            lines.append(self.words["funnel_now"])
            lines += _points([f"{each['name']}: {each['standing']}" for each in standing])
        reasons = [f"{each['reason']} ({each['count']})" for each in _rows(result, "lost_for")]
        if reasons:
            lines.append(self._say("lost_for", reasons=", ".join(reasons[:3])))
        return lines

    def _speed(self, result: Row) -> list[str]:
        everybody = _row(result, "all")
        lines: list[str] = []
        if not everybody.get("count"):
            lines.append(self.words["speed_none"])
        else:
            lines.append(
                self._say(
                    "speed",
                    median=self._age(everybody.get("median")),
                    p95=self._age(everybody.get("p95")),
                    count=everybody["count"],
                )
            )
            lines.append(
                self._say(
                    "speed_sofia",
                    median=self._age(_row(result, "sofia").get("median")),
                    person=self._age(_row(result, "person").get("median")),
                )
            )
        if result.get("open"):
            age = self._age(result.get("longest_open"))
            lines.append(self._say("open", count=result["open"], age=age))
        return lines

    def _segments(self, result: Row) -> list[str]:
        rows = _rows(result, "segments")
        if not rows:
            return [self.words["segments_none"]]
        lines = [self.words["segments"]]
        for each in rows[:3]:
            title = SEGMENTS[self.scene.language].get(str(each.get("kind")), str(each.get("kind")))
            head = f"- {title.format(area=each.get('area') or '')}: {each.get('count')}."
            draft = self._say("draft", text=each["draft"]) if each.get("draft") else ""
            lines.append(f"{head} {draft}".rstrip())
        return lines

    def _thread(self, result: Row) -> list[str]:
        said = [each for each in _rows(result, "messages") if each.get("direction") == "in"]
        contact = _row(_row(result, "conversation"), "contact")
        name = str(contact.get("name") or contact.get("phone") or "—")
        if not said:
            return [self.words["said_none"]]
        return [
            self._say("said", name=name),
            *_points([f"«{_clip(str(each.get('text') or ''))}»" for each in said[-3:]]),
        ]

    def _threads(self, result: Row) -> list[str]:
        return [] if _rows(result, "results") else [self.words["said_none"]]

    def _documents(self, result: Row) -> list[str]:
        rows = [each for each in _rows(result, "results") if each.get("text")]
        if not rows:
            known = {each.name for each in self.scene.done}
            return [self.words["documents_none" if known == {"document_search"} else "nothing"]]
        return [
            f"{_clip(' '.join(str(each['text']).split()))} [{each.get('document')}]"
            for each in rows[:2]
        ]

    def _since(self, stamp: Any) -> str:
        try:
            at = datetime.fromisoformat(str(stamp))
        except ValueError:
            return "—"
        return self._say("ago", age=self._age((self.scene.now - at).total_seconds()))

    def _age(self, seconds: Any) -> str:
        """A time in its largest unit."""
        if not isinstance(seconds, int | float):
            return "—"
        for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min")):
            if seconds >= size:
                return f"{int(seconds // size)} {unit}"
        return f"{int(seconds)} s"


def _viewing(row: Row) -> str:
    parts = [row.get("label"), row.get("lead"), row.get("unit_ref"), row.get("address")]
    return " · ".join(str(part) for part in parts if part)


def _unit(row: Row) -> str:
    parts = [row.get("ref"), row.get("title"), row.get("area"), row.get("price_text")]
    return " · ".join(str(part) for part in parts if part)


def _points(lines: Sequence[str]) -> list[str]:
    return [f"- {line}" for line in lines]


def _name(row: Row) -> str:
    return str(row.get("name") or row.get("phone") or "—")


def _rows(row: Row, name: str) -> list[Row]:
    value = row.get(name)
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []


def _row(row: Row, name: str) -> Row:
    value = row.get(name)
    return value if isinstance(value, Mapping) else {}


def _clip(text: str) -> str:
    return text if len(text) <= _PASSAGE else text[:_PASSAGE].rsplit(" ", 1)[0] + "…"

"""Files of rows: what is broken is named, and stops nothing."""

from __future__ import annotations

from pathlib import Path

from agents.evals.foreign import Clinc
from agents.evals.lead_chats import Chat
from agents.evals.phones import Phone
from agents.evals.rows import rows_read
from tests.agents.evals.rows import chat, say, write

PHONE = {"form": "e164", "input": "+56965432109", "default_region": "CL", "e164": None}


def test_a_broken_row_is_named_by_its_line_and_left_out(tmp_path: Path) -> None:
    path = write(tmp_path, "phones.jsonl", PHONE, "{not json", "", {**PHONE, "input": 7}, PHONE)

    found = rows_read(path, Phone)

    assert len(found.rows) == 2
    assert [line.split(" ")[0] for line in found.broken] == ["phones.jsonl:2:", "phones.jsonl:4:"]
    assert "input" in found.broken[1]


def test_a_deep_fault_is_named_by_its_place(tmp_path: Path) -> None:
    row = chat(say("Hola", "greeting"), say("adiós", "farewell"))

    found = rows_read(write(tmp_path, "lead_chats.jsonl", row), Chat)

    assert found.rows == []
    assert "messages.1.intent" in found.broken[0]


def test_further_columns_are_nothing_and_a_line_separator_ends_no_row(tmp_path: Path) -> None:
    row = {**PHONE, "input": "+56\u2028965432109", "source": "elsewhere"}

    assert len(rows_read(write(tmp_path, "phones.jsonl", row), Phone).rows) == 1


def test_one_intent_or_several_may_stand(tmp_path: Path) -> None:
    row = chat(say("Hola", "greeting"), say("Hola, busco casa", ["greeting", "search"]))

    (read,) = rows_read(write(tmp_path, "lead_chats.jsonl", row), Chat).rows

    assert [len(message.intent) for message in read.messages] == [1, 2]


def test_a_table_is_read_by_its_header_and_its_broken_rows_are_named(tmp_path: Path) -> None:
    path = tmp_path / "clinc150.csv"
    path.write_text(
        'text,intent,domain,source_split\n"one, two",greeting,small_talk,test\nno more\n',
        encoding="utf-8",
    )

    found = rows_read(path, Clinc)

    assert [row.text for row in found.rows] == ["one, two"]
    assert found.broken[0].startswith("clinc150.csv:3: intent")

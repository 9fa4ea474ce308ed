"""``manage.py evals`` as it is called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from agents.evals.registry import SAMPLES
from tests.agents.evals.rows import write

PHONE = {"form": "e164", "input": "+56965432109", "default_region": "CL", "e164": "+56965432109"}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"data": Path("/nowhere")}, "There is no folder /nowhere"),
        ({"provider": "gpt"}, "There is no provider 'gpt'"),
        ({"data": SAMPLES, "only": "phones"}, "There is no data set 'phones'"),
        ({"data": SAMPLES, "out": Path("/dev/null/evals")}, "cannot be made"),
    ],
)
def test_what_is_asked_wrongly_is_said_at_once(options: dict[str, object], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("evals", **options)


def test_a_run_is_printed_and_kept_and_the_next_held_against_it(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    write(data, "phonenumbers_examples.jsonl", PHONE, "broken")
    out = tmp_path / "runs"

    for _run in range(2):
        call_command("evals", data=data, out=out, only="phonenumbers_examples")

    printed = capfd.readouterr().out
    assert "phonenumbers_examples.jsonl:2: not JSON" in printed
    first, second = printed.split("Written to")[:2]
    assert "digits and country code" in first
    assert " =" in second
    assert " =" not in first
    last = json.loads(max(out.glob("*.json")).read_text())
    found = last["sets"]["phonenumbers_examples"]
    assert (last["provider"], found["rows"], len(found["broken"])) == ("offline", 1, 1)
    assert found["sections"][0]["figures"][0]["value"] == 1.0


def test_a_file_without_a_readable_row_fails_the_run(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "phonenumbers_examples.jsonl", "broken")

    with pytest.raises(SystemExit) as ended:
        call_command("evals", data=tmp_path, out=tmp_path, only="phonenumbers_examples")

    assert ended.value.code == 1
    assert capfd.readouterr().err.strip() == "No row could be read of: phonenumbers_examples."

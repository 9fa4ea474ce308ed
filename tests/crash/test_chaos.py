"""A short run of ``make chaos``: the balance holds, and cannot be fooled."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

pytestmark = pytest.mark.crash

_SHORT = ("--leads", "40", "--messages", "120", "--seconds", "10")


def _chaos(folder: Path, *more: str) -> tuple[int, dict[str, Any], str]:
    """The command's exit code, its balance and its words."""
    file = folder / "balance.json"
    done = subprocess.run(
        [sys.executable, "manage.py", "chaos", *_SHORT, "--json", str(file), *more],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    words = done.stdout + done.stderr
    assert file.exists(), words
    return done.returncode, json.loads(file.read_bytes()), words


def test_every_plug_is_pulled_and_nothing_is_lost(tmp_path: Path) -> None:
    code, found, words = _chaos(tmp_path)

    assert code == 0, words
    assert found["holds"]
    assert set(found["mischief"]) >= {"all workers were killed", "PostgreSQL was restarted"}


def test_a_word_after_a_persons_is_not_overlooked(tmp_path: Path) -> None:
    code, found, _words = _chaos(tmp_path, "--sabotage", "talk-over")

    assert code == 1
    off = {line["name"] for line in found["lines"] if not line["holds"]}
    assert "Sofía's after a person's" in off

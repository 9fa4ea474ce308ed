"""The peers' own environments: made when a benchmark first needs them, and only then."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

import orjson

from config.embedded import plan

REQUIREMENTS: Final = plan.PROJECT / "requirements-bench.txt"
#: Kept between runs: they take minutes to make.
FOLDER: Final = plan.PROJECT / "var" / "bench-peers"
_GROUP: Final = re.compile(r"^# \[(\w+)\]$", re.MULTILINE)
_MAKING: Final = 600.0
_MEASURING: Final = 180.0


def peers_measured(port: int) -> dict[str, dict[str, Any]]:
    """Each peer's CPU microseconds a call, or why there is none."""
    return {
        name: {"missing": why} if (why := _made(name, wanted)) else _measured(name, port)
        for name, wanted in groups(REQUIREMENTS.read_text()).items()
    }


def groups(text: str) -> dict[str, str]:
    """The requirements of each peer, by the headings they stand under."""
    _head, *rest = _GROUP.split(text)
    return {name: lines.strip() + "\n" for name, lines in zip(rest[::2], rest[1::2], strict=True)}


def _made(name: str, wanted: str) -> str:
    """Make a peer's environment if there is none for these lines; why there is still none."""
    folder = FOLDER / name
    stamp = folder / "installed.txt"
    if stamp.is_file() and stamp.read_text() == wanted:
        return ""
    shutil.rmtree(folder, ignore_errors=True)
    asked = [line.partition("#")[0].strip() for line in wanted.splitlines()]
    for argv in (
        [sys.executable, "-m", "venv", str(folder)],
        [str(_python(name)), "-m", "pip", "install", "--quiet", *filter(None, asked)],
    ):
        failed = _run(argv, _MAKING)[1]
        if failed:
            return f"could not be installed: {failed}"
    stamp.write_text(wanted)
    return ""


def _measured(name: str, port: int) -> dict[str, Any]:
    script = str(Path(__file__).with_name("peers.py"))
    said, failed = _run([str(_python(name)), script, name, str(port)], _MEASURING)
    if failed:
        return {"missing": f"does not run: {failed}"}
    found: dict[str, Any] = orjson.loads(said)
    return found


def _run(argv: list[str], seconds: float) -> tuple[bytes, str]:
    """What a command printed, and in a line why it failed."""
    try:
        done = subprocess.run(  # noqa: S603 - our own commands
            argv, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        return b"", "it took too long"
    if not done.returncode:
        return done.stdout, ""
    lines = done.stderr.decode(errors="replace").strip().splitlines()
    return b"", lines[-1][:160] if lines else f"ended with {done.returncode}"


def _python(name: str) -> Path:
    return FOLDER / name / "bin" / "python"

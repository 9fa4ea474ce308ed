"""``python -m config.embedded.reset``: throw the embedded data away, after asking."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from config.embedded import logs, places
from config.embedded.errors import StartError
from config.embedded.lock import VarLock
from config.embedded.plan import PROJECT

# Everything the running system made; the results of benches and evals stay.
_MADE = ("postgres", "run", "log", "media", "children.json")


def reset(var: Path) -> list[Path]:
    """Remove the embedded data of ``var``; StartError while a system runs on it."""
    if not var.exists():
        return []
    lock = VarLock(var)
    lock.acquire()
    try:
        found = [path for path in _places(var) if path.exists()]
        for path in found:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
    finally:
        lock.release()
    return found


def _places(var: Path) -> list[Path]:
    inside = [var / name for name in _MADE] + sorted(var.glob("postgres.*"))
    home = places.postgres_home(var)
    elsewhere = [home] if home != var.resolve() else []
    return [*inside, places.run_dir(var), *elsewhere]


def main(argv: list[str]) -> int:
    """Ask unless called with --yes, then remove; the exit code says whether it was done."""
    logs.speak_utf8()
    var = Path(os.environ.get("VAR_DIR") or PROJECT / "var").absolute()
    if "--yes" not in argv:
        try:
            answer = input(f"Throw away all brokers, leads and files in {var}? [y/N] ")
        except (EOFError, KeyboardInterrupt):
            answer = ""
        if answer.strip().lower() not in {"y", "yes", "s", "sí", "si"}:
            logs.say("Nothing was removed.")
            return 1
    try:
        removed = reset(var)
    except StartError as error:
        logs.say(str(error))
        return 1
    except OSError as error:
        logs.say(f"Not everything could be removed: {error}")
        return 1
    logs.say(f"Removed {', '.join(map(str, removed))}." if removed else "There was nothing.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

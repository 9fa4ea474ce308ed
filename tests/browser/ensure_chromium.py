"""A Chromium for the browser tests: the machine's, the package manager's, or Playwright's own.

``python -m tests.browser.ensure_chromium`` gets one when there is none and prints where it is.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """Path of a Chromium that starts, or None."""
    for name in _NAMES:
        path = shutil.which(name)
        if path is not None and _starts(path):
            return path
    own = _playwrights_own()
    return own if own is not None and _starts(own) else None


def ensure() -> str:
    """Path of a Chromium, installed first when there is none; SystemExit saying what is wrong."""
    found = find() or _from_package_manager() or _from_playwright()
    if found is None:
        raise SystemExit(
            "No Chromium could be installed for the browser tests: install one "
            "(Debian: apt-get install chromium) and run `make test` again."
        )
    return found


def _from_package_manager() -> str | None:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return None
    _say("Installing Chromium with apt-get ...")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        [apt, "-qq", "update"],
        [apt, "-qq", "install", "-y", "--no-install-recommends", "chromium"],
    ):
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        if done.returncode != 0:  # an unreachable mirror need not stop the installation
            _say(f"{' '.join(command[1:])}: {(done.stderr or done.stdout).strip()[-300:]}")
    return find()


def _from_playwright() -> str | None:
    _say("Installing Playwright's own Chromium ...")
    with_libraries = ["--with-deps"] if os.geteuid() == 0 and shutil.which("apt-get") else []
    command = [sys.executable, "-m", "playwright", "install", *with_libraries, "chromium"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        _say((done.stderr or done.stdout).strip()[-500:])
    return find()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright  # heavy; most machines never get here

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _starts(path: str) -> bool:
    """Whether it runs at all: Ubuntu's package is a pointer to a snap that may be missing."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    sys.stdout.write(f"{ensure()}\n")

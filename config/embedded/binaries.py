"""PostgreSQL's programs where its account can read them.

A virtual environment inside a closed folder, or one installed under a strict umask, cannot be
read by the account that root runs PostgreSQL under; then the programs are copied once.
"""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path

from config.embedded import places
from config.embedded.folders import make_traversable

# Below site-packages; the programs look for their libraries three folders up and down again.
_NEEDED = ("bin/initdb", "bin/postgres", "lib/postgresql", "share")


def readable_copy(install: Path, home: Path) -> Path:
    """The installation itself when PostgreSQL's account can read it, else a copy in ``home``."""
    if os.geteuid() != 0 or _is_open(install):
        return install
    built = int((install / "bin" / "postgres").stat().st_mtime)
    copy = home / f"programs-{built}"
    if not copy.exists():
        make_traversable(home)
        _copy(install, copy)
    return copy / install.parent.name / install.name


def _is_open(install: Path) -> bool:
    samples = (install / "bin" / "postgres", install / "share" / "postgresql" / "postgres.bki")
    return not any(
        places.is_closed_to_postgres(sample) or not sample.stat().st_mode & stat.S_IROTH
        for sample in samples
    )


def _copy(install: Path, copy: Path) -> None:
    """Copy under another name first: an interrupted copy must not be taken for a whole one."""
    draft = copy.with_name(f"{copy.name}.new")
    shutil.rmtree(draft, ignore_errors=True)
    site = install.parent.parent
    libraries = install.parent.with_name(f"{install.parent.name}.libs")
    for source in (*(install / name for name in _NEEDED), libraries):
        target = draft / source.relative_to(site)
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target)
        elif source.exists():
            shutil.copy2(source, target)
    for path in (draft, *draft.rglob("*")):
        path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    draft.rename(copy)

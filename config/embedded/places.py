"""Where the embedded services keep their files, so that settings and supervisor agree.

Two things push files out of ``var``. A Unix socket's path may have at most 107 bytes, so a
checkout in a deep folder keeps its sockets under the system's temporary directory. PostgreSQL
refuses to run as root, so root runs it under an account of its own, and that account cannot
enter a checkout inside a closed folder such as ``/root``: sockets move as above, data and
binaries to ``/var/lib``.
"""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from pathlib import Path

_SOCKET_PATH_BYTES = 100
_LONGEST_NAME = ".s.PGSQL.5432"
_ELSEWHERE = Path("/var/lib")


def run_dir(var: Path) -> Path:
    """Directory of the sockets that belong to the data directory ``var``."""
    wanted = var.resolve() / "run"
    fits = len(str(wanted / _LONGEST_NAME).encode()) <= _SOCKET_PATH_BYTES
    if fits and not is_closed_to_postgres(var):
        return wanted
    return Path(tempfile.gettempdir()) / f"sofia-{_digest(var)}"


def postgres_home(var: Path) -> Path:
    """Directory that holds PostgreSQL's data directory: ``var``, or one its account can enter."""
    if is_closed_to_postgres(var):
        return _ELSEWHERE / f"sofia-{_digest(var)}"
    return var.resolve()


def postgres_url(var: Path, database: str = "sofia") -> str:
    """URL of the embedded PostgreSQL; reached over its Unix socket, user ``postgres``."""
    return f"postgresql://postgres@/{database}?host={run_dir(var)}"


def redis_url(var: Path) -> str:
    """URL of the embedded Redis; reached over its Unix socket."""
    return f"unix://{run_dir(var)}/redis.sock"


def is_closed_to_postgres(path: Path) -> bool:
    """Whether we are root and a folder above ``path`` keeps other accounts out."""
    return os.geteuid() == 0 and any(_keeps_others_out(folder) for folder in path.resolve().parents)


def _keeps_others_out(folder: Path) -> bool:
    return folder.exists() and not folder.stat().st_mode & stat.S_IXOTH


def _digest(var: Path) -> str:
    return hashlib.sha256(str(var.resolve()).encode()).hexdigest()[:12]

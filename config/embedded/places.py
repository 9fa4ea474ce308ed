"""Where the embedded services keep their files, so that settings and supervisor agree.

A Unix socket's path may have at most 107 bytes; a checkout in a deep folder falls back to a
directory of its own under the system's temporary one.
"""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

_SOCKET_PATH_BYTES = 100
_LONGEST_NAME = ".s.PGSQL.5432"


def run_dir(var: Path) -> Path:
    """Directory of the sockets that belong to the data directory ``var``."""
    wanted = var.resolve() / "run"
    if len(str(wanted / _LONGEST_NAME).encode()) <= _SOCKET_PATH_BYTES:
        return wanted
    digest = hashlib.sha256(str(var.resolve()).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"sofia-{digest}"


def postgres_url(var: Path, database: str = "sofia") -> str:
    """URL of the embedded PostgreSQL; reached over its Unix socket, user ``postgres``."""
    return f"postgresql://postgres@/{database}?host={run_dir(var)}"


def redis_url(var: Path) -> str:
    """URL of the embedded Redis; reached over its Unix socket."""
    return f"unix://{run_dir(var)}/redis.sock"

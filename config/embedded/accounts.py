"""The system account PostgreSQL runs under when we are root, which it refuses to be."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config.embedded.errors import StartError

ACCOUNT_NAME = "sofia-db"


@dataclass(frozen=True)
class Account:
    """One system account, by number."""

    uid: int
    gid: int

    def own(self, path: Path) -> None:
        """Give ``path`` to this account and close it to everybody else but root."""
        os.chown(path, self.uid, self.gid)
        path.chmod(0o700)


def database_account() -> Account | None:
    """Account to run PostgreSQL under: None means ourselves; as root it is made when absent."""
    if os.geteuid() != 0:
        return None
    entry = _lookup() or _create()
    return Account(uid=entry.pw_uid, gid=entry.pw_gid)


def _lookup() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(ACCOUNT_NAME)
    except KeyError:
        return None


def _create() -> pwd.struct_passwd:
    # Root's PATH may lack the sbin folders (su without a dash, cron).
    useradd = shutil.which("useradd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if useradd is None:
        raise StartError(
            f"PostgreSQL does not run as root and there is no useradd to make the account "
            f"{ACCOUNT_NAME!r}: make it by hand, start as another user, or set DATABASE_URL."
        )
    nowhere = ["--no-create-home", "--home-dir", "/nonexistent", "--shell", "/bin/false"]
    done = subprocess.run(
        [useradd, "--system", "--user-group", *nowhere, ACCOUNT_NAME],
        capture_output=True,
        text=True,
        check=False,
    )
    entry = _lookup()
    if entry is None:
        raise StartError(
            f"PostgreSQL does not run as root and the account {ACCOUNT_NAME!r} could not be "
            f"made: {done.stderr.strip() or 'useradd failed'}."
        )
    return entry

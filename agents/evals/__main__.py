"""``python -m agents.evals``: measure on the database and the provider of the settings.

The database must be one that may be filled with throwaway brokers; ``manage.py evals`` makes one.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import django


def main() -> int:
    """Measure, print and write; 0 when all could be measured."""
    parser = argparse.ArgumentParser(prog="python -m agents.evals")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--only", default="")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--whole", action="store_true")
    given = parser.parse_args()
    django.setup()
    from agents.evals.registry import CannotEvaluate
    from agents.evals.run import evaluate

    try:
        evaluate(given.data, only=given.only, out=given.out, say=_say, whole=given.whole)
    except CannotEvaluate as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _say(line: str = "") -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())

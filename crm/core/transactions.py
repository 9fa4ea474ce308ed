"""Transactions of services that are mostly called inside a larger one."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")


def joining(function: Callable[P, R]) -> Callable[P, R]:
    """Run in the caller's transaction, or in one of its own when there is none.

    Unlike ``transaction.atomic`` it makes no savepoint, which would cost two statements a call on
    paths that every message takes. What it raises therefore spoils the caller's transaction: a
    caller that means to go on after an error puts a savepoint round the call.
    """
    return transaction.atomic(savepoint=False)(function)

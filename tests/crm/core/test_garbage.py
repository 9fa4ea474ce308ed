"""What a process has loaded for good is not looked through again and again."""

from __future__ import annotations

import gc
import weakref

from crm.core import garbage


class _Knot:
    def __init__(self) -> None:
        self.itself = self


def test_what_is_loaded_is_not_looked_at_again_and_what_comes_later_is() -> None:
    kept: list[list[int]] = [[] for _ in range(1000)]
    try:
        garbage.settle()
        looked_at = {id(each) for each in gc.get_objects()}
        knot = weakref.ref(_Knot())
        gc.collect()
        assert knot() is None
        assert not any(id(each) in looked_at for each in kept)
    finally:
        gc.unfreeze()


def test_what_nobody_holds_is_gone_before() -> None:
    try:
        knot = weakref.ref(_Knot())
        garbage.settle()
        assert knot() is None
    finally:
        gc.unfreeze()

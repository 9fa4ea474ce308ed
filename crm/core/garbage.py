"""Keeping the garbage collector off what a process loaded for good.

Code, settings, URL patterns and word lists are some two hundred thousand objects that live as long
as the process. A full collection looks at every one of them, for a tenth of a second in which no
thread runs, and it comes just when a process is busy.
"""

from __future__ import annotations

import gc


def settle() -> None:
    """Count everything alive as here to stay; to be called once, when a process has loaded.

    See ``gc.freeze`` of the standard library.
    """
    gc.collect()
    gc.freeze()

"""A trained model as it is asked: by its file, read at the first text."""

from __future__ import annotations

import os
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crm.core.linear.weights import Weights


class Model:
    """The model a file holds; ``load`` or asking it first costs 0.15 s and, for numpy, 20 MB."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def load(self) -> None:
        """Read the file now, so that no lead waits for it; raises OSError without it."""
        _read = self._weights

    def shares(self, text: str) -> list[float]:
        """How likely each label is true of the text, 0 to 1; raises OSError without its file."""
        return self._weights.shares(text)

    @cached_property
    def _weights(self) -> Weights:
        # Read by numpy's linear algebra when it is loaded; see knowledge.embeddings.local.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        from crm.core.linear.weights import Weights

        return Weights.load(self.file)

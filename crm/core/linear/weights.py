"""The weights of a model: kept as small whole numbers in one file."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from crm.core.linear.features import buckets_of

#: Whole numbers up to this stand for a weight; a byte holds them.
_LARGEST: Final = 127


@dataclass(frozen=True, slots=True)
class Weights:
    """What every bucket says for or against each label, and what is said before a word is read.

    ``table`` is (buckets, labels), ``bias`` (labels).
    """

    table: NDArray[np.float32]
    bias: NDArray[np.float32]

    @classmethod
    def load(cls, path: Path) -> Weights:
        """Read the file; raises OSError where it is missing."""
        with np.load(path, allow_pickle=False) as kept:
            return cls(kept["table"] * kept["scale"], kept["bias"])

    def save(self, path: Path) -> None:
        """Write the file, every weight rounded to a byte times its label's scale."""
        scale = (np.abs(self.table).max(axis=0) / _LARGEST).astype(np.float32)
        table = np.rint(self.table / scale).astype(np.int8)
        np.savez_compressed(path, table=table, scale=scale, bias=self.bias)

    def shares(self, text: str) -> list[float]:
        """How likely each label is true of the text, 0 to 1, in the order of the labels."""
        return self.shares_of(buckets_of(text))

    def shares_of(self, buckets: NDArray[np.intp]) -> list[float]:
        """The same of a text's buckets."""
        rows = self.table.take(buckets, axis=0)
        # A vector of ones is summed with in a third of the time of rows.sum(axis=0).
        evidence = np.full(len(rows), len(rows) ** -0.5, np.float32) @ rows + self.bias
        return [1 / (1 + exp(-each)) for each in evidence.tolist()]

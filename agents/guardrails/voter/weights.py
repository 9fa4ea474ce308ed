"""The weights of the voter: a byte for every bucket, in one file beside the code."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from agents.guardrails.voter.features import BUCKETS

FILE: Final = Path(__file__).with_name("weights.bin")
_HEAD: Final = struct.Struct("<dd")
#: A byte of this value weighs nothing.
_ZERO: Final = 128


@dataclass(frozen=True, slots=True)
class Weights:
    """``table`` holds 128 plus each weight in units of ``scale``; ``bias`` is said of any."""

    table: bytes
    scale: float
    bias: float

    @classmethod
    def load(cls, path: Path = FILE) -> Weights:
        """Read the file; raises OSError where it is missing."""
        raw = path.read_bytes()
        scale, bias = _HEAD.unpack_from(raw)
        return cls(raw[_HEAD.size :], scale, bias)

    @classmethod
    def of(cls, exact: Iterable[float], bias: float) -> Weights:
        """Round trained weights to bytes."""
        each = list(exact)
        if len(each) != BUCKETS:
            raise ValueError(f"{len(each)} weights for {BUCKETS} buckets")
        scale = max(map(abs, each)) / (_ZERO - 1) or 1.0
        return cls(bytes(_ZERO + round(one / scale) for one in each), scale, bias)

    def save(self, path: Path = FILE) -> None:
        """Write the file."""
        path.write_bytes(_HEAD.pack(self.scale, self.bias) + self.table)

    def evidence(self, buckets: set[int]) -> float:
        """How much speaks for it, in log odds."""
        table = self.table
        spoken = sum(table[each] for each in buckets) - _ZERO * len(buckets)
        return spoken * self.scale / math.sqrt(len(buckets) or 1) + self.bias

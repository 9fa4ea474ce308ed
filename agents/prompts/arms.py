"""Which arm of an experiment a lead is in: worked out from two ids, stored nowhere."""

from __future__ import annotations

import hashlib
from typing import Final, Literal, TypeAlias
from uuid import UUID

Arm: TypeAlias = Literal["control", "challenger"]

_BUCKETS: Final = 10_000


def arm_of(lead_id: UUID, experiment_id: UUID, share: int) -> Arm:
    """The lead's arm, the same for ever; ``share`` is the challenger's in percent.

    The experiment's id is in the hash, so that the same leads do not stand together again in the
    next experiment.
    """
    digest = hashlib.sha256(experiment_id.bytes + lead_id.bytes).digest()
    bucket = int.from_bytes(digest[:8], "big") % _BUCKETS
    return "challenger" if bucket < share * _BUCKETS // 100 else "control"

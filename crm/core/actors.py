"""Who did it: the one answer every write is recorded with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias
from uuid import UUID

ActorKind: TypeAlias = Literal["person", "sofia", "lead", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who changes things; ``name`` is frozen into the audit row as it was then."""

    kind: ActorKind
    name: str
    id: UUID | None = None
    run_id: UUID | None = None


SYSTEM = Actor(kind="system", name="Sistema")
SOFIA = Actor(kind="sofia", name="Sofía")

"""What every embedding provider takes, gives and raises."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Protocol, TypeAlias

#: Numbers of every vector. A shorter one is filled up with zeros, which changes no cosine.
DIMENSIONS: Final = 768
#: Characters of a text that are sent; it is about what a message or passage holds.
LONGEST: Final = 8_000
#: Texts worth asking for at once.
BATCH: Final = 64

#: ``DIMENSIONS`` numbers whose squares add up to 1.
Vector: TypeAlias = tuple[float, ...]


class Trouble(StrEnum):
    """Why there are no vectors, in the classes that decide how long to leave a provider alone."""

    SETUP = "setup"  # key, model or package missing or wrong: a person has to act
    BAD_REQUEST = "bad_request"  # our fault; other texts may do
    RATE_LIMITED = "rate_limited"  # wait, see ``retry_after``
    UNAVAILABLE = "unavailable"  # 5xx, connection refused or dropped
    TIMEOUT = "timeout"
    UNPARSABLE = "unparsable"  # an answer, but none we can read
    BUDGET = "budget"  # the broker's money for this month is used up; nobody was asked


class EmbeddingError(Exception):
    """Texts that got no vectors; ``retry_after`` is in seconds, None when nobody said.

    ``tokens`` is what the vendor bills for it all the same.
    """

    def __init__(
        self,
        trouble: Trouble,
        message: str,
        *,
        retry_after: float | None = None,
        tokens: int = 0,
    ) -> None:
        super().__init__(message)
        self.trouble = trouble
        self.retry_after = retry_after
        self.tokens = tokens


@dataclass(frozen=True, slots=True)
class Answer:
    """One call's vectors and the tokens it is billed for; None where nobody counted them."""

    vectors: tuple[Vector, ...]
    tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Embedded:
    """The vectors of some texts, in their order, and the name of the model that made them.

    Vectors of two models have nothing to do with each other, whatever their numbers.
    """

    model: str
    vectors: tuple[Vector, ...]


class Embedder(Protocol):
    """A model that makes vectors. ``model`` names it and its provider, as rows keep it.

    ``related`` tells by language from which cosine on two texts are about the same matter; a
    language that is not in it goes by "".
    """

    model: str
    related: dict[str, float]

    def embed(self, texts: Sequence[str], *, timeout: float) -> Answer:
        """The vectors of at most ``BATCH`` texts, none of them empty, within ``timeout`` seconds.

        Raises :class:`EmbeddingError` and nothing else for whatever a vendor or the network does.
        """
        ...


def unit(numbers: Iterable[float]) -> Vector:
    """The numbers at length 1 and filled up; :class:`EmbeddingError` if they are no vector."""
    found = tuple(float(each) for each in numbers)
    length = math.sqrt(math.fsum(each * each for each in found))
    if not 0 < len(found) <= DIMENSIONS or not math.isfinite(length) or length == 0:
        raise EmbeddingError(Trouble.UNPARSABLE, f"{len(found)} numbers that are no vector")
    return (*(each / length for each in found), *(0.0,) * (DIMENSIONS - len(found)))

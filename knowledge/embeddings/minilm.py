"""all-MiniLM-L6-v2 on plain numpy: the sentence vectors of its published weights, without torch.

The weights are read where the package put them, through a memory map: they cost no time to load,
and web and worker share one copy of them. The similarities are those that the reference
implementation prints; a short question takes some 13 ms on one core.
"""

from __future__ import annotations

import json
import mmap
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from knowledge.embeddings.wordpiece import WordPiece

Array: TypeAlias = npt.NDArray[np.float32]

#: Tokens of a text that are read, the two marks at its ends included.
TOKENS: Final = 256
_LAYERS: Final = 6
_HEADS: Final = 12
_HEAD_SIZE: Final = 32
_EPSILON: Final = np.float32(1e-12)
#: Padded tokens computed at once: bounds the memory of a batch to some 60 MB.
_AT_ONCE: Final = 2_048
# erf(x) = x·P(x²)/Q(x²) on [-4, 4], to 4e-7: numpy has no erf (coefficients as in Eigen).
_P: Final = (
    -2.72614225801306e-10, 2.77068142495902e-08, -2.10102402082508e-06, -5.69250639462346e-05,
    -7.34990630326855e-04, -2.95459980854025e-03, -1.60960333262415e-02,
)  # fmt: skip
_Q: Final = (
    -1.45660718464996e-05, -2.13374055278905e-04, -1.68282697438203e-03, -7.37332916720468e-03,
    -1.42647390514189e-02,
)  # fmt: skip


class MiniLM:
    """The model: texts in, unit vectors of 384 numbers out. May be shared by threads."""

    def __init__(self, folder: Path) -> None:
        self._words = WordPiece.read(folder / "vocab.txt")
        self._weights = _read(folder / "model.safetensors")
        # Two at a time would take twice the memory and the other core, which turns need. A batch
        # is cut into parts, so that a short question waits for one of them at most.
        self._lock = threading.Lock()

    def vectors(self, texts: Sequence[str]) -> Array:
        """One row a text, in their order."""
        ids = [self._words.ids(text, limit=TOKENS) for text in texts]
        found = np.empty((len(ids), _HEADS * _HEAD_SIZE), dtype=np.float32)
        for rows in _parts([len(each) for each in ids]):
            with self._lock:
                found[rows] = self._part([ids[row] for row in rows])
        return found

    def _part(self, ids: list[list[int]]) -> Array:
        """The vectors of texts of about one length."""
        longest = max(map(len, ids))
        tokens = np.zeros((len(ids), longest), dtype=np.int64)
        is_text = np.zeros((len(ids), longest), dtype=np.float32)
        for row, each in enumerate(ids):
            tokens[row, : len(each)] = each
            is_text[row, : len(each)] = 1
        name = "embeddings."
        x = self._weights[f"{name}word_embeddings.weight"][tokens]
        x += self._weights[f"{name}position_embeddings.weight"][:longest]
        x += self._weights[f"{name}token_type_embeddings.weight"][0]
        x = self._normal(x, f"{name}LayerNorm")
        nothing = (np.float32(1) - is_text)[:, None, None, :] * np.float32(-1e9)
        for layer in range(_LAYERS):
            x = self._layer(x, nothing, f"encoder.layer.{layer}.")
        mean = (x * is_text[:, :, None]).sum(axis=1) / is_text.sum(axis=1, keepdims=True)
        unit: Array = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return unit

    def _layer(self, x: Array, nothing: Array, name: str) -> Array:
        heads = (*x.shape[:2], _HEADS, _HEAD_SIZE)
        query, key, value = (
            self._linear(x, f"{name}attention.self.{part}").reshape(heads).transpose(0, 2, 1, 3)
            for part in ("query", "key", "value")
        )
        weight = query @ key.transpose(0, 1, 3, 2)
        weight *= np.float32(_HEAD_SIZE**-0.5)
        weight += nothing
        weight -= weight.max(axis=-1, keepdims=True)
        np.exp(weight, out=weight)
        weight /= weight.sum(axis=-1, keepdims=True)
        seen = (weight @ value).transpose(0, 2, 1, 3).reshape(x.shape)
        part = f"{name}attention.output."
        x = self._normal(x + self._linear(seen, f"{part}dense"), f"{part}LayerNorm")
        wide = _gelu(self._linear(x, f"{name}intermediate.dense"))
        part = f"{name}output."
        return self._normal(x + self._linear(wide, f"{part}dense"), f"{part}LayerNorm")

    def _linear(self, x: Array, name: str) -> Array:
        rows = x.reshape(-1, x.shape[-1])
        y: Array = rows @ self._weights[f"{name}.weight"].T
        y += self._weights[f"{name}.bias"]
        return y.reshape(*x.shape[:-1], -1)

    def _normal(self, x: Array, name: str) -> Array:
        x -= x.mean(axis=-1, keepdims=True)
        spread = np.einsum("...i,...i->...", x, x)[..., None] / np.float32(x.shape[-1])
        x /= np.sqrt(spread + _EPSILON)
        x *= self._weights[f"{name}.weight"]
        x += self._weights[f"{name}.bias"]
        return x


def _gelu(x: Array) -> Array:
    """x·Φ(x), in place: half of x times 1 + erf(x/√2)."""
    scaled = np.clip(x * np.float32(0.5**0.5), -4, 4)
    square = scaled * scaled
    scaled *= _polynomial(_P, square)
    scaled /= _polynomial(_Q, square)
    scaled += 1
    scaled *= np.float32(0.5)
    x *= scaled
    return x


def _polynomial(coefficients: tuple[float, ...], x: Array) -> Array:
    y = np.full_like(x, coefficients[0])
    for each in coefficients[1:]:
        y *= x
        y += np.float32(each)
    return y


def _parts(lengths: list[int]) -> list[list[int]]:
    """Rows of texts of like length together, so many that their padded tokens stay bounded."""
    parts: list[list[int]] = []
    for row in sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True):
        if not parts or (len(parts[-1]) + 1) * lengths[parts[-1][0]] > _AT_ONCE:
            parts.append([])
        parts[-1].append(row)
    return parts


def _read(path: Path) -> dict[str, Any]:
    """The tensors of a safetensors file, mapped and not copied."""
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    size = int.from_bytes(mapped[:8], "little")
    header = json.loads(mapped[8 : 8 + size])
    found: dict[str, Any] = {}
    for name, entry in header.items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        first, end = entry["data_offsets"]
        flat = np.frombuffer(mapped, np.float32, count=(end - first) // 4, offset=8 + size + first)
        found[name] = flat.reshape(entry["shape"])
    return found

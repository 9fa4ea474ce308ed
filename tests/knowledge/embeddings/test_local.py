"""The model that comes with the installation does what its authors published."""

from __future__ import annotations

import math
import sys

import pytest

from knowledge.embeddings import minilm, weights
from knowledge.embeddings.base import DIMENSIONS, EmbeddingError, Trouble, Vector
from knowledge.embeddings.local import LocalEmbedder
from knowledge.embeddings.wordpiece import WordPiece

LOCAL = LocalEmbedder()


def cosine(one: Vector, other: Vector) -> float:
    return math.fsum(a * b for a, b in zip(one, other, strict=True))


def vectors(*texts: str) -> list[Vector]:
    return list(LOCAL.embed(texts, timeout=5).vectors)


def test_the_similarities_are_those_of_the_reference_implementation() -> None:
    # The first example of the Sentence Transformers documentation, with its printed result.
    lovely, sunny, stadium = vectors(
        "The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."
    )

    assert cosine(lovely, sunny) == pytest.approx(0.6660, abs=6e-5)
    assert cosine(lovely, stadium) == pytest.approx(0.1046, abs=6e-5)
    assert cosine(sunny, stadium) == pytest.approx(0.1411, abs=6e-5)


def test_a_vector_has_length_one_and_is_filled_up() -> None:
    (vector,) = vectors("¿Aceptan mascotas?")

    assert len(vector) == DIMENSIONS
    assert cosine(vector, vector) == pytest.approx(1)
    assert not any(vector[384:])


def test_a_text_means_the_same_alone_and_among_others() -> None:
    texts = ["A short one", "a much longer one, " * 40, "¿Y esta?", "A short one"]

    together = vectors(*texts)

    for text, vector in zip(texts, together, strict=True):
        assert cosine(vectors(text)[0], vector) == pytest.approx(1, abs=1e-5)


def test_what_is_beyond_its_window_is_left_out() -> None:
    within = "word " * (minilm.TOKENS - 2)

    short, long = vectors(within, within + "Something else altogether. " * 50)

    assert cosine(short, long) == pytest.approx(1, abs=1e-6)


def test_the_error_function_is_exact_enough() -> None:
    import numpy as np

    x = np.linspace(-8, 8, 4001, dtype=np.float32)
    wanted = [each * 0.5 * (1 + math.erf(each / math.sqrt(2))) for each in x.tolist()]

    assert np.abs(minilm._gelu(x.copy()) - np.array(wanted)).max() < 3e-6


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        # As the model's own tokenizer (tokenizers 0.23) gives them.
        ("", [101, 102]),
        ("Ñuñoa, piso 4°", [101, 16634, 10441, 1010, 14255, 6499, 1018, 7737, 102]),
        ("a\u200bb\tc\x00d  東京!", [101, 11113, 3729, 1879, 1755, 999, 102]),
        ("x" * 101, [101, 100, 102]),
    ],
)
def test_text_is_cut_as_the_model_learnt_it(text: str, ids: list[int]) -> None:
    folder = weights.model_folder()
    assert folder

    assert WordPiece.read(folder / "vocab.txt").ids(text, limit=64) == ids


def test_missing_weights_are_named_with_their_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "PACKAGE", "no_such_package_here")

    with pytest.raises(EmbeddingError, match=r"requirements-model\.txt") as caught:
        LocalEmbedder().embed(["Hola"], timeout=5)

    assert caught.value.trouble is Trouble.SETUP


def test_no_torch_is_needed() -> None:
    vectors("Hola")

    assert "torch" not in sys.modules

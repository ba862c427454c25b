"""What every dense encoder must do. An encoder's test inherits this class and says how to make it."""

from __future__ import annotations

import time

import numpy as np
import pytest

from wellread.errors import ModelTooSlow
from wellread.language.encoders.base import DenseEncoder

TEXTS = [
    "A quiet film about a storm at sea",
    "Roses and bees in an old garden",
    "暴风雨中的水手与港湾",
    "",
    "A sailor, a storm, a harbour",
]
ODD = ["😀", "\x00", "ꦲꦏ꧀ꦱꦫ ᚠᚢᚦᚨᚱᚲ", "a" * 10_000, "storm " * 1_700, "\ud800", " \n\t", "暴" * 10_000]


class DenseEncoderConformance:
    """Inherit, and give `create` and `create_another`, which make encoders of two different models."""

    understood = slice(None)
    """Which of `TEXTS` the model knows words of."""

    def create(self) -> DenseEncoder:
        raise NotImplementedError

    def create_another(self) -> DenseEncoder:
        raise NotImplementedError

    def test_one_finite_vector_a_text(self) -> None:
        found = self.create().encode(TEXTS)
        assert found.dtype == np.float32
        assert found.ndim == 2 and len(found) == len(TEXTS) and found.shape[1] > 0
        assert np.isfinite(found).all()

    def test_only_empty_texts_are_zeros(self) -> None:
        said = np.abs(self.create().encode(TEXTS)).max(axis=1) > 0
        assert not said[3]
        expected = np.array([bool(text) for text in TEXTS])
        assert said[self.understood].tolist() == expected[self.understood].tolist()

    def test_likeness_follows_the_meaning(self) -> None:
        rows = self.create().encode(TEXTS)
        rows = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
        likeness = rows @ rows.T
        if self.understood == slice(None):
            assert likeness[0, 4] > likeness[0, 1]

    def test_same_texts_same_vectors(self) -> None:
        encoder = self.create()
        first = encoder.encode(TEXTS)
        np.testing.assert_allclose(encoder.encode(TEXTS), first, atol=1e-6)
        np.testing.assert_allclose(self.create().encode(TEXTS), first, atol=1e-6)

    def test_a_batch_is_its_texts_one_by_one(self) -> None:
        encoder = self.create()
        alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
        np.testing.assert_allclose(encoder.encode(TEXTS), alone, atol=2e-3, rtol=2e-3)

    def test_the_order_of_texts_is_that_of_vectors(self) -> None:
        encoder = self.create()
        found = encoder.encode(TEXTS)
        np.testing.assert_allclose(encoder.encode(TEXTS[::-1]), found[::-1], atol=2e-3, rtol=2e-3)

    def test_the_same_text_twice(self) -> None:
        found = self.create().encode([TEXTS[0], TEXTS[1], TEXTS[0]])
        np.testing.assert_array_equal(found[0], found[2])

    def test_odd_texts(self) -> None:
        found = self.create().encode(ODD)
        assert np.isfinite(found).all()
        assert not found[6].any()

    def test_no_texts(self) -> None:
        assert len(self.create().encode([])) == 0

    def test_the_identity_is_that_of_the_model(self) -> None:
        one = self.create().identity
        assert one == self.create().identity
        assert one != self.create_another().identity

    def test_after_the_deadline(self) -> None:
        encoder = self.create()
        encoder.encode(TEXTS[:1])
        with pytest.raises(ModelTooSlow):
            encoder.encode(["something new"], time.perf_counter() - 1)

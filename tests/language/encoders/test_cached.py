import math
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from tests.conformance.dense_encoder import DenseEncoderConformance

from wellread.errors import ModelNonsense, ModelTooSlow, ModelUnavailable
from wellread.language.encoders import cached
from wellread.language.encoders.base import Floats
from wellread.language.encoders.cached import Cached
from wellread.store import Store


class Memory:
    """A cache in a dictionary."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], bytes] = {}

    def vectors(self, encoder: str, digests: Sequence[str]) -> Mapping[str, bytes]:
        return {d: self.held[encoder, d] for d in digests if (encoder, d) in self.held}

    def put_vectors(self, encoder: str, found: Iterable[tuple[str, bytes]]) -> None:
        for digest, vector in found:
            self.held.setdefault((encoder, digest), vector)


class Letters:
    """Counts a text's letters a, b and c; remembers what it was given."""

    def __init__(self, identity: str = "letters", width: int = 3, most: float = math.inf) -> None:
        self.identity = identity
        self.quick = True
        self.read: list[str] = []
        self.width = width
        self.most = most

    def encode(self, texts: Sequence[str], deadline: float = math.inf) -> Floats:
        if len(self.read) + len(texts) > self.most:
            raise ModelUnavailable("it is gone", "an answer", "Wait.")
        self.read += texts
        rows = [
            [(text.count(c) + 1) / 3 for c in "abcdefgh"[: self.width]] if text else [0.0] * self.width
            for text in texts
        ]
        return np.array(rows, np.float32).reshape(len(texts), self.width)


class TestCachedConformance(DenseEncoderConformance):
    understood = slice(0, 2)

    def create(self) -> Cached:
        return Cached(Letters(), Memory())

    def create_another(self) -> Cached:
        return Cached(Letters("other"), Memory())


def test_no_text_is_read_twice() -> None:
    letters, memory = Letters(), Memory()
    first = Cached(letters, memory).encode(["ab", "cab", "ab", " ab<br>"])
    assert sorted(letters.read) == ["ab", "cab"]
    again = Cached(letters, memory).encode(["cab", "ab", "new"])
    assert sorted(letters.read) == ["ab", "cab", "new"]
    np.testing.assert_array_equal(first[[1, 0]], again[:2])
    np.testing.assert_array_equal(first[0], first[3])


def test_the_first_time_is_as_exact_as_later_ones() -> None:
    memory = Memory()
    first = Cached(Letters(), memory).encode(["ab"])
    assert first.dtype == np.float32
    np.testing.assert_array_equal(first, Cached(Letters(), memory).encode(["ab"]))
    np.testing.assert_array_equal(first[0], Cached(Letters(), Memory()).ask("ab"))


def test_another_model_reads_anew() -> None:
    memory = Memory()
    Cached(Letters("one"), memory).encode(["ab"])
    two = Letters("two", width=4)
    assert Cached(two, memory).encode(["ab"]).shape == (1, 4)
    assert two.read == ["ab"]


def test_empty_texts_are_zeros_and_never_read() -> None:
    letters = Letters()
    found = Cached(letters, Memory()).encode(["", "ab", " \n", "<br>"])
    assert letters.read == ["ab"]
    assert found[1].all()
    assert not found[[0, 2, 3]].any()
    assert Cached(letters, Memory()).encode(["", ""]).shape == (2, 0)
    assert Cached(letters, Memory()).encode([]).shape == (0, 0)


def test_an_interrupted_run_goes_on_where_it_stopped() -> None:
    texts = [f"a{n:03}" for n in range(200)]
    memory = Memory()
    with pytest.raises(ModelUnavailable):
        Cached(Letters(most=150), memory).encode(texts)
    assert len(memory.held) == 2 * cached.AT_ONCE
    second = Letters()
    whole = Cached(second, memory).encode(texts)
    assert len(second.read) == 200 - 2 * cached.AT_ONCE
    np.testing.assert_array_equal(whole, Cached(Letters(), Memory()).encode(texts))


def test_after_the_deadline_nothing_is_read() -> None:
    letters, memory = Letters(), Memory()
    Cached(letters, memory).encode(["ab"])
    late = time.perf_counter() - 1
    assert Cached(letters, memory).encode(["ab"], late).any()
    with pytest.raises(ModelTooSlow, match="1 texts were not encoded in time"):
        Cached(letters, memory).encode(["ab", "new"], late)
    assert letters.read == ["ab"]


def test_what_is_known_is_told_without_reading() -> None:
    letters, memory = Letters(), Memory()
    encoder = Cached(letters, memory)
    rows, known = encoder.known(["ab", ""])
    assert rows.shape == (2, 0)
    assert known.tolist() == [False, True]
    whole = encoder.encode(["ab"])
    rows, known = Cached(letters, memory).known(["new", "ab", ""])
    assert known.tolist() == [False, True, True]
    np.testing.assert_array_equal(rows[1], whole[0])
    assert not rows[[0, 2]].any()
    assert letters.read == ["ab"]


def test_questions_are_held_in_memory_and_never_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cached, "QUESTIONS", 2)
    letters, memory = Letters(), Memory()
    encoder = Cached(letters, memory)
    for question in ("a", "b", "a", "c", "a", "b"):
        assert encoder.ask(question).shape == (3,)
    assert letters.read == ["a", "b", "c", "b"]
    assert not memory.held
    assert not encoder.ask(" ").any()


def test_what_half_precision_cannot_say_stays_finite() -> None:
    class Huge(Letters):
        def encode(self, texts: Sequence[str], deadline: float = math.inf) -> Floats:
            return np.full((len(texts), 2), [1e30, -1e30], np.float32)

    assert Cached(Huge(), Memory()).encode(["a"]).tolist() == [[65504, -65504]]


def test_a_model_that_changes_its_width_is_refused() -> None:
    memory = Memory()
    Cached(Letters(), memory).encode(["ab"])
    with pytest.raises(
        ModelNonsense, match="vectors of 4 numbers, where earlier ones of the same model have 3"
    ):
        Cached(Letters(width=4), memory).encode(["ab", "new"])
    assert len(memory.held) == 1
    encoder = Cached(Letters(), memory)
    encoder.encode(["ab"])
    encoder._encoder = Letters(width=4)
    with pytest.raises(ModelNonsense):
        encoder.ask("new")


def test_the_store_keeps_vectors(tmp_path: Path) -> None:
    with Store.open(tmp_path / "wellread.db") as store:
        first = Cached(Letters(), store).encode(["ab", "cab"])
    letters = Letters()
    with Store.open(tmp_path / "wellread.db") as store:
        np.testing.assert_array_equal(Cached(letters, store).encode(["ab", "cab"]), first)
    assert not letters.read

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy.sparse import csr_array

from wellread.language.topics.categories import RIGHT, Categories

LABELS = ("ink", "paper", "pens")


def _items(n: int, seed: int, noise: float = 0.5) -> tuple[csr_array, list[str]]:
    """Items whose category has words of its own; of some nothing is said that tells."""
    rng = np.random.default_rng(seed)
    codes = rng.integers(0, len(LABELS), n)
    dense = (rng.random((n, 20)) < 0.2).astype(np.float32)
    told = rng.random(n) > noise
    dense[:, : len(LABELS)] = 0
    dense[told, codes[told]] = 1
    return csr_array(dense), [LABELS[code] for code in codes]


def test_what_is_given_is_right_as_often_as_promised() -> None:
    rows, labels = _items(2000, seed=0)
    learnt = Categories.fit(rows, labels)
    assert learnt is not None
    rows, labels = _items(2000, seed=1)
    found = learnt.read(rows)
    given = [own == label for own, label in zip(found, labels, strict=True) if own]
    assert 0.3 < len(given) / len(found) < 0.9
    assert np.mean(given) > RIGHT - 0.05


def test_where_texts_say_everything_everything_is_given() -> None:
    learnt = Categories.fit(*_items(500, seed=0, noise=0.0))
    assert learnt is not None
    rows, labels = _items(500, seed=1, noise=0.0)
    assert learnt.read(rows) == labels
    assert learnt.read(rows[:0]) == []


@pytest.mark.parametrize("labels", [[], ["ink"] * 50, ["ink"] * 50 + ["pens"] * 3])
def test_too_little_to_learn_from(labels: list[str]) -> None:
    assert Categories.fit(_items(len(labels), seed=0)[0], labels) is None


def test_files_hold_it(tmp_path: Path) -> None:
    learnt = Categories.fit(*_items(500, seed=0))
    assert learnt is not None
    learnt.save(tmp_path)
    rows, _ = _items(50, seed=1)
    assert Categories.load(tmp_path).read(rows) == learnt.read(rows)

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from wellread.errors import InvalidInput, SnapshotError
from wellread.language.topics.classifier import Classifier

LABELS = ("drama", "horror", "war")


def _rows(n: int, seed: int = 0) -> tuple[csr_array, list[str]]:
    """Texts whose label's own features are likelier, among noise."""
    rng = np.random.default_rng(seed)
    codes = rng.integers(0, len(LABELS), n)
    chance = np.full((n, 30), 0.1)
    for code in range(len(LABELS)):
        chance[codes == code, 5 * code : 5 * code + 5] = 0.5
    dense = (rng.random((n, 30)) < chance).astype(np.float32)
    return csr_array(dense), [LABELS[code] for code in codes]


def _row(*columns: int) -> csr_array:
    dense = np.zeros((1, 30), np.float32)
    dense[0, list(columns)] = 1.0
    return csr_array(dense)


def test_labels_of_unseen_texts_are_found_and_probabilities_are_calibrated() -> None:
    learnt = Classifier.fit(*_rows(3000))
    rows, labels = _rows(20_000, seed=1)
    found = learnt.probabilities(rows)
    right = np.array(learnt.labels)[found.argmax(axis=1)] == np.array(labels)
    assert right.mean() > 0.85
    sure = found.max(axis=1)
    assert abs(sure.mean() - right.mean()) < 0.02
    for low in (0.5, 0.75):
        among = (sure >= low) & (sure <= low + 0.25)
        assert abs(sure[among].mean() - right[among].mean()) < 0.07


@given(seed=st.integers(0, 50), n=st.integers(0, 8))
def test_probabilities_are_some(seed: int, n: int) -> None:
    learnt = Classifier.fit(*_rows(60))
    found = learnt.probabilities(_rows(n, seed)[0])
    assert found.shape == (n, 3)
    assert np.allclose(found.sum(axis=1), 1.0)
    assert (found >= 0).all()


def test_terms_say_which_columns_made_the_difference() -> None:
    learnt = Classifier.fit(*_rows(600))
    row = _row(7, 29)
    (column, value), *_ = learnt.terms(row, "horror")
    assert column == 7
    assert value > 0
    with_bias = learnt.weights[-1] / learnt.temperature
    scores = [sum(v for _, v in learnt.terms(row, label)) for label in LABELS]
    odds = np.exp(np.array(scores) + with_bias)
    assert learnt.probabilities(row)[0] == pytest.approx(odds / odds.sum())


def test_a_rare_label_counts_as_much_as_a_common_one_when_balanced() -> None:
    rows, labels = _rows(900)
    keep = [i for i, label in enumerate(labels) if label != "war" or i % 20 == 0]
    nothing = _row()
    plain = Classifier.fit(rows[keep], [labels[i] for i in keep]).probabilities(nothing)[0]
    even = Classifier.fit(rows[keep], [labels[i] for i in keep], balanced=True).probabilities(nothing)[0]
    assert even[2] > 2 * plain[2]


def test_new_columns_say_nothing() -> None:
    learnt = Classifier.fit(*_rows(100))
    rows, _ = _rows(5, seed=2)
    wider = csr_array(np.hstack([rows.toarray(), np.ones((5, 4), np.float32)]))
    assert np.array_equal(learnt.probabilities(rows), learnt.probabilities(wider))


def test_the_same_texts_give_the_same_classifier_and_files_hold_it(tmp_path: Path) -> None:
    one, two = Classifier.fit(*_rows(300)), Classifier.fit(*_rows(300))
    assert np.array_equal(one.weights, two.weights)
    one.save(tmp_path)
    held = Classifier.load(tmp_path)
    rows, _ = _rows(20, seed=3)
    assert np.array_equal(held.probabilities(rows), one.probabilities(rows))
    assert held.labels == LABELS


def test_damaged_files_are_refused(tmp_path: Path) -> None:
    Classifier.fit(*_rows(50)).save(tmp_path)
    text = (tmp_path / "manifest.json").read_text()
    (tmp_path / "manifest.json").write_text(text.replace('"labels"', '"names"'))
    with pytest.raises(SnapshotError, match="no classifier"):
        Classifier.load(tmp_path)


def test_one_label_is_no_classification() -> None:
    with pytest.raises(InvalidInput, match="2 labels of 1 kinds"):
        Classifier.fit(_rows(2)[0], ["a", "a"])

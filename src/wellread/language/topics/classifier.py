"""What kind of text it is: multinomial logistic regression on the sparse rows of an encoder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize, minimize_scalar
from scipy.sparse import csr_array
from scipy.special import log_softmax, softmax

from wellread import files
from wellread.errors import InvalidInput

Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

PENALTIES = (1e-3, 3e-4, 1e-4, 3e-5, 1e-5, 3e-6, 1e-6)
"""Weights of the squared norm in the mean loss that are tried, the strongest first."""
USUAL = 1e-4
"""The one that is taken where too little can be held back to choose."""
HELD = 0.1
"""Share of the texts that is held back to choose by."""
FEWEST = 100
"""Texts that must be held back to choose by them."""
PARAMETERS = 300_000
"""Most weights; with more, features that few texts have are left out."""
STEPS = 200
"""Of L-BFGS, at most."""
ROUGHLY, CLOSELY = 1e-5, 1e-6
"""Relative gain of a step at which the search ends: while a penalty is chosen, and then."""


class Classifier:
    """P(label | text) = softmax((x W + b) / T): W by L-BFGS with an L2 penalty, T by what was held back.

    The penalty is the one of least log loss on a tenth of the texts, which also gives the temperature T (Guo
    et al., ICML 2017), so that of what is called 80 % likely four in five are right; then all are fitted.
    """

    def __init__(self, labels: tuple[str, ...], columns: Ints, weights: Doubles, temperature: float) -> None:
        self.labels = labels
        self.columns = columns
        """(n_used,) columns of the rows that are read."""
        self.weights = weights
        """(n_used + 1, n_labels), the last row the bias."""
        self.temperature = temperature

    @classmethod
    def fit(cls, rows: csr_array, labels: Sequence[str], balanced: bool = False, seed: int = 0) -> Self:
        """Learn from texts whose label is known.

        Args:
            rows: (n_texts, n_features), as an encoder gives them.
            labels: (n_texts,), of at least two kinds.
            balanced: Have every label weigh the same, however common it is: probabilities are then those of a
                text of which nothing is known beforehand.
            seed: Of what is held back.

        Raises:
            InvalidInput: fewer than two kinds of labels, or not one a row.
        """
        names, codes = np.unique(np.asarray(labels, dtype=str), return_inverse=True)
        if len(names) < 2 or len(codes) != rows.shape[0]:
            raise InvalidInput(
                f"{len(codes)} labels of {len(names)} kinds for {rows.shape[0]} texts",
                "one label a text, of at least two kinds",
                "Pass texts of different labels.",
            )
        columns = _common(rows, PARAMETERS // len(names))
        x = _with_bias(rows, columns)
        counts = np.bincount(codes)
        importance = (len(codes) / len(names) / counts)[codes] if balanced else np.ones(len(codes))
        order = np.random.default_rng(seed).permutation(len(codes))
        held, rest = np.split(order, [int(HELD * len(codes))])
        begin, penalty, temperature = np.zeros((len(columns) + 1, len(names))), USUAL, 1.0
        if len(held) >= FEWEST:
            begin, penalty, temperature = _chosen(x, codes, importance, held, rest, begin)
        weights = _fitted(x, codes, importance, penalty, begin, CLOSELY)
        return cls(tuple(names.tolist()), columns, weights, temperature)

    def probabilities(self, rows: csr_array) -> Doubles:
        """How likely each label is.

        Args:
            rows: (n_texts, n_features); columns that came since the fit say nothing.

        Returns:
            (n_texts, n_labels), rows sum to 1.
        """
        scores = _with_bias(rows, self.columns) @ self.weights
        return np.asarray(softmax(scores / self.temperature, axis=1), np.float64)

    def terms(self, row: csr_array, label: str) -> list[tuple[int, float]]:
        """What each column of one text adds to the score of a label, above the mean of all labels.

        Returns:
            (column, log-odds) of those that are read, the largest size first.
        """
        own = self.weights[:-1, self.labels.index(label)] - self.weights[:-1].mean(axis=1)
        there = np.isin(row.indices, self.columns)
        columns = row.indices[there]
        values = row.data[there] * own[np.searchsorted(self.columns, columns)] / self.temperature
        order = np.argsort(-np.abs(values), kind="stable")
        return list(zip(columns[order].tolist(), values[order].tolist(), strict=True))

    def save(self, folder: Path) -> None:
        """Write the weights to `folder`."""
        manifest = {"labels": list(self.labels), "temperature": self.temperature}
        files.write(folder, manifest, {"columns": self.columns, "weights": self.weights})

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Read what `save` wrote.

        Raises:
            SnapshotError: missing, damaged or written by another version.
        """
        manifest, arrays = files.read(folder)
        try:
            labels, temperature = tuple(manifest["labels"]), float(manifest["temperature"])
            columns, weights = arrays["columns"], arrays["weights"]
        except (KeyError, TypeError, ValueError) as error:
            raise files.damaged(folder, f"no classifier: {error}") from None
        if weights.shape != (len(columns) + 1, len(labels)):
            raise files.damaged(folder, "labels and weights differ in number")
        return cls(labels, columns, weights, temperature)


def _common(rows: csr_array, most: int) -> Ints:
    """The columns that most rows have, in order: those of one row alone tell nothing of others."""
    counts = np.bincount(rows.indices, minlength=rows.shape[1])
    found = np.flatnonzero(counts > 1)
    if len(found) > most:
        found = np.sort(found[np.argsort(-counts[found], kind="stable")[:most]])
    return found.astype(np.int64)


def _with_bias(rows: csr_array, columns: Ints) -> csr_array:
    """(n_rows, n_columns + 1) the columns that are read, and a column of ones."""
    n, width = rows.shape[0], max(rows.shape[1], int(columns.max(initial=-1)) + 1)
    place = np.full(width, -1, np.int64)
    place[columns] = np.arange(len(columns))
    at = place[rows.indices]
    owner = np.repeat(np.arange(n), np.diff(rows.indptr))
    keep = at >= 0
    data = np.concatenate([rows.data[keep].astype(np.float64), np.ones(n)])
    where = np.concatenate([owner[keep], np.arange(n)]), np.concatenate([at[keep], np.full(n, len(columns))])
    return csr_array((data, where), shape=(n, len(columns) + 1))


def _chosen(
    x: csr_array, codes: Ints, importance: Doubles, held: Ints, rest: Ints, begin: Doubles
) -> tuple[Doubles, float, float]:
    """Weights, penalty and temperature of least log loss on what was held back; weaker penalties last."""
    best, found = np.inf, (begin, USUAL, 1.0)
    own, weights = x[rest], begin
    for penalty in PENALTIES:
        weights = _fitted(own, codes[rest], importance[rest], penalty, weights, ROUGHLY)
        temperature, loss = _tempered(x[held] @ weights, codes[held], importance[held])
        if loss > best:
            break
        best, found = loss, (weights, penalty, temperature)
    return found


def _tempered(scores: Doubles, codes: Ints, importance: Doubles) -> tuple[float, float]:
    """The temperature of least log loss, and that loss."""

    def loss(logarithm: float) -> float:
        likelihood = log_softmax(scores / np.exp(logarithm), axis=1)[np.arange(len(codes)), codes]
        return float(-np.average(likelihood, weights=importance))

    found: Any = minimize_scalar(loss, bounds=(-0.7, 0.7), method="bounded")
    return float(np.exp(found.x)), float(found.fun)


def _fitted(
    x: csr_array, codes: Ints, importance: Doubles, penalty: float, begin: Doubles, gain: float
) -> Doubles:
    """(n_columns + 1, n_labels) of least penalised mean log loss; the bias is not penalised."""
    shape, turned = begin.shape, csr_array(x.T)
    rows, share = np.arange(len(codes)), importance / importance.sum()

    def loss(flat: Doubles) -> tuple[float, Doubles]:
        weights = flat.reshape(shape)
        logs = log_softmax(x @ weights, axis=1)
        over = np.exp(logs)
        over[rows, codes] -= 1.0
        slope = turned @ (over * share[:, None])
        slope[:-1] += penalty * weights[:-1]
        norm = float(np.sum(weights[:-1] ** 2))
        return float(-share @ logs[rows, codes]) + 0.5 * penalty * norm, slope.ravel()

    found = minimize(
        loss, begin.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": STEPS, "ftol": gain}
    )
    return np.asarray(found.x.reshape(shape), np.float64)

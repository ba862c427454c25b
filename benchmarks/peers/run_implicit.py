"""implicit: item to item (cosine, TF-IDF, BM25) and ALS, each given the history of the case as a row."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, vstack

from problem import Doubles, Fade, Family, Ints, K, Lists, Problem, grid, one_by_one, run, weights

THREADS = 2


def from_rows(model: Any) -> Lists:
    """`recommend` with rows folded in: tuning in one batch, which is faster, the final cases one by one."""

    def row(rows: Ints, values: Doubles, n_items: int) -> csr_matrix:
        return csr_matrix((values, rows, [0, len(rows)]), shape=(1, n_items))

    def lists(problem: Problem, fade: Fade) -> Sequence[Ints]:
        def answer(rows: Ints, values: Doubles, seen: Ints, user: int) -> Ints:
            if not len(rows):
                return rows
            found: Ints = model.recommend(
                0, row(rows, values, problem.n_items), N=K, filter_already_liked_items=False,
                filter_items=seen, recalculate_user=True,
            )[0]  # fmt: skip
            return found

        if not len(problem.targets):
            return one_by_one(answer)(problem, fade)
        rows = vstack([row(own, weights(len(own), fade), problem.n_items) for own in problem.histories])
        return list(
            model.recommend(np.arange(len(problem)), csr_matrix(rows), N=2 * K, recalculate_user=True)[0]
        )

    return lists


def item_to_item(problem: Problem, similarity: str, neighbours: int) -> Lists:
    """`CosineRecommender`, `TFIDFRecommender` or `BM25Recommender`."""
    module = importlib.import_module("implicit.nearest_neighbours")
    model = getattr(module, f"{similarity}Recommender")(K=neighbours, num_threads=THREADS)
    model.fit(problem.matrix.tocsr().astype(float), show_progress=False)
    return from_rows(model)


def als(problem: Problem, factors: int, regularization: float, alpha: float) -> Lists:
    """`AlternatingLeastSquares`."""
    model = importlib.import_module("implicit.als").AlternatingLeastSquares(
        factors=factors, regularization=regularization, alpha=alpha, num_threads=THREADS, random_state=0
    )
    model.fit(problem.matrix, show_progress=False)
    return from_rows(model)


FAMILIES = [
    Family(
        "implicit item-item",
        item_to_item,
        grid(similarity=["Cosine", "TFIDF", "BM25"], neighbours=[50, 200]),
    ),
    Family("implicit ALS", als, grid(factors=[32, 64], regularization=[3.0, 10.0, 30.0], alpha=[5.0])),
]

if __name__ == "__main__":
    run(FAMILIES, importlib.import_module("implicit").__version__)

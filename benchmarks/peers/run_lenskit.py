"""LensKit: ItemKNN, EASE and implicit ALS, each given the history of the case as the query's items."""

from __future__ import annotations

import importlib
import logging
from functools import cache
from typing import Any

import numpy as np

from problem import Doubles, Family, Ints, Lists, Problem, best, grid, one_by_one, run

data = importlib.import_module("lenskit.data")


@cache
def dataset(problem: Problem) -> Any:
    """The log as LensKit takes it, each choice rated 1."""
    frame = importlib.import_module("pandas").DataFrame(
        {"user_id": problem.users, "item_id": problem.items, "rating": np.float32(1)}
    )
    return data.from_interactions_df(frame)


def fitted(problem: Problem, scorer: Any) -> Lists:
    """Scores of everything that the scorer knows."""
    scorer.train(dataset(problem), importlib.import_module("lenskit.training").TrainingOptions(rng=0))
    known = np.unique(problem.items)
    everything = data.ItemList(item_ids=known)
    inside = np.isin(np.arange(problem.n_items), known)

    def answer(rows: Ints, weights: Doubles, seen: Ints, user: int) -> Ints:
        weights, rows = weights[inside[rows]], rows[inside[rows]]  # ItemKNN fails on others
        if not len(rows):
            return rows
        history = data.ItemList(item_ids=rows, rating=weights.astype(np.float32))
        found = scorer(data.RecQuery(user_items=history), everything).scores("numpy")
        scores = np.full(problem.n_items, -np.inf)
        scores[known] = np.where(np.isnan(found), -np.inf, found)
        return best(scores, seen)

    return one_by_one(answer)


def item_knn(problem: Problem, saved: int, used: int) -> Lists:
    """`ItemKNNScorer` on implicit feedback; its queries take no weights."""
    scorer = importlib.import_module("lenskit.knn").ItemKNNScorer
    return fitted(problem, scorer(save_nbrs=saved, max_nbrs=used, feedback="implicit"))


def ease(problem: Problem, regularization: float) -> Lists:
    """`EASEScorer`; its queries take no weights."""
    scorer = importlib.import_module("lenskit.knn.ease").EASEScorer
    return fitted(problem, scorer(regularization=regularization))


def als(problem: Problem, size: int, weight: float, regularization: float) -> Lists:
    """`ImplicitMFScorer`; "ratings" of the query are the weights."""
    scorer = importlib.import_module("lenskit.als").ImplicitMFScorer
    return fitted(
        problem,
        scorer(embedding_size=size, weight=weight, regularization=regularization, use_ratings=True),
    )


FAMILIES = [
    Family("LensKit ItemKNN", item_knn, grid(saved=[100, 500], used=[5, 10, 20]), fades=False),
    Family("LensKit EASE", ease, grid(regularization=[900.0, 300.0, 100.0]), fades=False, heavy=True),
    Family("LensKit ALS", als, grid(size=[64], weight=[5.0, 40.0], regularization=[10.0, 30.0, 100.0])),
]

if __name__ == "__main__":
    logging.disable(logging.INFO)
    run(FAMILIES, importlib.import_module("lenskit").__version__)

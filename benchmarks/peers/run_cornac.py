"""Cornac: EASE by its interface, which answers people of the training log alone, and by its weights.

`score` takes the index of somebody known, so the first knows nothing of what people did since the fit, and
nobody who came since. The second multiplies the history of the case by the fitted model's public `B`, which
the library has no call for.
"""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np

from problem import Doubles, Family, Ints, Lists, Problem, best, grid, one_by_one, run


def fitted(problem: Problem, lamb: float, posB: bool) -> Any:
    """`EASE` on the log."""
    log = zip(problem.users.tolist(), problem.items.tolist(), [1.0] * len(problem.users), strict=True)
    data = importlib.import_module("cornac.data").Dataset.from_uir(log)
    return importlib.import_module("cornac.models").EASE(lamb=lamb, posB=posB, verbose=False).fit(data)


def spread(model: Any, scores: Doubles, n_items: int) -> Doubles:
    """Scores by the model's items as scores by catalogue rows."""
    found = np.full(n_items, -np.inf)
    found[list(model.iid_map.keys())] = scores
    return found


def by_person(problem: Problem, **own: Any) -> Lists:
    """`score` of the person, as they were when the model was fitted."""
    model = fitted(problem, **own)

    def answer(rows: Ints, weights: Doubles, seen: Ints, user: int) -> Ints:
        if user not in model.uid_map:
            return np.zeros(0, np.int64)
        scores = np.asarray(model.score(model.uid_map[user])).ravel()
        return best(spread(model, scores, problem.n_items), seen)

    return one_by_one(answer)


def by_history(problem: Problem, **own: Any) -> Lists:
    """The history times `B`."""
    model = fitted(problem, **own)

    def answer(rows: Ints, weights: Doubles, seen: Ints, user: int) -> Ints:
        known = [(model.iid_map[row], weight) for row, weight in zip(rows.tolist(), weights, strict=True)
                 if row in model.iid_map]  # fmt: skip
        if not known:
            return np.zeros(0, np.int64)
        at, own = zip(*known, strict=True)
        return best(spread(model, np.asarray(own) @ model.B[list(at)], problem.n_items), seen)

    return one_by_one(answer)


TRIED = grid(posB=[True, False], lamb=[900.0, 300.0, 100.0])
FAMILIES = [
    Family("Cornac EASE, people as they were at the fit", by_person, TRIED, fades=False, heavy=True),
    Family("Cornac EASE, its B on the history", by_history, TRIED, heavy=True),
]

if __name__ == "__main__":
    run(FAMILIES, importlib.import_module("cornac").__version__)

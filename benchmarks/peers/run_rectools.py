"""RecTools: EASE, given the histories of all cases as one data set, answered in one batch."""

from __future__ import annotations

import importlib
from itertools import pairwise
from typing import Any

import numpy as np

from problem import Doubles, Fade, Family, Ints, K, Lists, Problem, grid, run, weights


def dataset(users: Ints, items: Ints, values: Doubles, n_items: int) -> Any:
    """A data set of which item ids are catalogue rows."""
    module, pandas = importlib.import_module("rectools.dataset"), importlib.import_module("pandas")
    # Matrices end at the last item of the log: one more person has the last of all, at no weight.
    end = int(users.max()) + 1
    users, items, values = np.append(users, end), np.append(items, n_items - 1), np.append(values, 0)
    frame = pandas.DataFrame(
        {"user_id": users, "item_id": items, "weight": values, "datetime": pandas.Timestamp(0)}
    )
    return module.Dataset(
        module.IdMap.from_values(np.arange(end + 1)),
        module.IdMap.from_values(np.arange(n_items)),
        module.Interactions(frame),
    )


def ease(problem: Problem, regularization: float) -> Lists:
    """`EASEModel`."""
    model = importlib.import_module("rectools.models").EASEModel(
        regularization=regularization, recommend_n_threads=2
    )
    model.fit(dataset(problem.users, problem.items, np.ones(len(problem.users)), problem.n_items))

    def lists(asked: Problem, fade: Fade) -> list[Ints]:
        lengths = np.array([len(rows) for rows in asked.histories])
        values = np.concatenate([weights(length, fade) for length in lengths])
        cases = np.repeat(np.arange(len(asked)), lengths)
        told = dataset(cases, np.concatenate(asked.histories), values, asked.n_items)
        some = np.flatnonzero(lengths)
        # Rows that were seen and not liked are taken out afterwards, so more are asked for.
        table = model.recommend(some, told, k=2 * K, filter_viewed=True)
        begins = np.searchsorted(table["user_id"].to_numpy(), np.arange(len(asked) + 1))
        rows = table["item_id"].to_numpy().astype(np.int64)
        return [rows[begin:end] for begin, end in pairwise(begins)]

    return lists


TRIED = grid(regularization=[900.0, 300.0, 100.0])
FAMILIES = [Family("RecTools EASE, in one batch", ease, TRIED, heavy=True)]

if __name__ == "__main__":
    run(FAMILIES, importlib.import_module("rectools").__version__)

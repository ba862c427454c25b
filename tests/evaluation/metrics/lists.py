"""Random lists for property tests, and what TREC's own program says about them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytrec_eval
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wellread.models.base import Doubles, Ints, Mask


class Cases(NamedTuple):
    shown: Ints
    hits: Mask
    relevant: Ints
    k: int


@st.composite
def cases(draw: st.DrawFn, full: bool = False) -> Cases:
    """Lists of different items with hits among them; unless `full`, some end before their last place."""
    n, width = draw(st.integers(1, 6)), draw(st.integers(1, 10))
    hits = draw(arrays(np.bool_, (n, width)))
    lengths = np.full(n, width) if full else draw(arrays(np.int64, n, elements=st.integers(1, width)))
    there = np.arange(width) < lengths[:, None]
    hits &= there
    missed = draw(arrays(np.int64, n, elements=st.integers(0, 12)))
    shown = np.where(there, np.arange(width), -1).astype(np.int64)
    return Cases(shown, hits, np.maximum(hits.sum(axis=1) + missed, 1), draw(st.integers(1, width)))


def trec(lists: Cases, measure: str, cut: bool = False) -> Doubles:
    """(n_cases,) what trec_eval finds; `cut`: of the first k places, for measures without a cutoff."""
    width = lists.k if cut else lists.shown.shape[1]
    run, judged = {}, {}
    for case, (rows, hits, relevant) in enumerate(zip(lists.shown, lists.hits, lists.relevant, strict=True)):
        run[str(case)] = {f"item {row}": -float(place) for place, row in enumerate(rows[:width]) if row >= 0}
        missed = {f"not shown {i}": 1 for i in range(relevant - hits.sum())}
        judged[str(case)] = {f"item {row}": 1 for row in rows[hits]} | missed
    found = pytrec_eval.RelevanceEvaluator(judged, {measure}).evaluate(run)
    return np.array([found[str(case)][measure.replace(".", "_")] for case in range(len(lists.shown))])

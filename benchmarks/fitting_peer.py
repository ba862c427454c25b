"""What implicit takes to fit a log: run by fitting.py with the Python of an environment that has implicit.

    PYTHON benchmarks/fitting_peer.py LOG.npz

Cosine ItemKNN with 50 neighbours and ALS with 64 factors: the library's defaults but for these numbers.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import time

import numpy as np
from scipy.sparse import csr_matrix


def main(path: str) -> None:
    """Fit both, print JSON."""
    implicit = importlib.import_module("implicit")
    neighbours = importlib.import_module("implicit.nearest_neighbours")
    als = importlib.import_module("implicit.als")
    importlib.import_module("threadpoolctl").threadpool_limits(1, "blas")  # as the library asks for
    log = np.load(path)
    consumed = csr_matrix((np.ones(len(log["users"]), np.float32), (log["users"], log["items"])))
    seconds = {}
    for name, model in (
        ("cosine ItemKNN, K = 50", neighbours.CosineRecommender(K=50)),
        ("ALS, 64 factors", als.AlternatingLeastSquares(factors=64, random_state=0)),
    ):
        begin = time.perf_counter()
        model.fit(consumed, show_progress=False)
        seconds[name] = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(json.dumps({"version": implicit.__version__, "seconds": seconds, "peak": peak}))


if __name__ == "__main__":
    main(sys.argv[1])

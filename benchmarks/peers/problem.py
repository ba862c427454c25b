"""What a peer is asked and how it is tuned: numpy and scipy alone, so that it runs beside any of them.

    PYTHON run_PEER.py TRIAL.npz FINAL.npz OUT.npz

Every family of a peer is fitted on the trial with each of its hyper-parameters and judged on the trial's
cases. The best without fading, and, where the peer takes weights, the best of those that fade the history,
are fitted once more on the final log and answer its cases, of which nothing but the past is in the file.
"""

from __future__ import annotations

import itertools
import json
import sys
import time
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

K = 100
"""Places of a list."""
MANY = 5_000
"""Items beyond which the inverse of a dense matrix takes a minute."""
Ints = npt.NDArray[np.int64]
Doubles = npt.NDArray[np.float64]
Fade = tuple[float, float]
"""decay^n (1 + n)^-fade weighs the n-th latest item."""
PLAIN: Fade = (1.0, 0.0)


class Problem:
    """A log to fit on and cases to answer.

    Args:
        path: Of the .npz that peers.py wrote.
    """

    def __init__(self, path: Path) -> None:
        with np.load(path) as held:
            arrays = {name: held[name] for name in held.files}
        self.n_items = int(arrays["n_items"])
        self.users: Ints = arrays["users"]
        self.items: Ints = arrays["items"]
        """What was liked, once each, in order of person and time."""
        self.n_users = int(self.users.max()) + 1
        self.owners: Ints = arrays["owners"]
        """(n_cases,) the person in the log, who may have no events there."""
        self.histories = ragged(arrays, "histories")
        """Everything liked before each case, newest first."""
        self.seen = ragged(arrays, "seen")
        """Rows that are not to be listed."""
        self.targets: Ints = arrays.get("targets", np.zeros(0, np.int64))
        """(n_cases,) what was chosen; of the trial only."""
        self.fades: list[Fade] = [(float(decay), float(fade)) for decay, fade in arrays["fades"]]

    def __len__(self) -> int:
        return len(self.owners)

    @cached_property
    def matrix(self) -> csr_matrix:
        """(n_users, n_items) float32 of ones."""
        ones = np.ones(len(self.users), np.float32)
        return csr_matrix((ones, (self.users, self.items)), shape=(self.n_users, self.n_items))

    @cached_property
    def popular(self) -> Ints:
        """Rows, the most popular first."""
        return np.asarray(np.argsort(-np.bincount(self.items, minlength=self.n_items), kind="stable"))


def ragged(arrays: dict[str, npt.NDArray[Any]], name: str) -> list[Ints]:
    """Lists that were written end to end."""
    return np.split(arrays[name], np.cumsum(arrays[f"{name}_lengths"])[:-1])


def weights(n: int, fade: Fade) -> Doubles:
    """(n,) weights of a history, newest first."""
    place = np.arange(n)
    return np.asarray(fade[0] ** place * (1.0 + place) ** -fade[1])


Lists = Callable[[Problem, Fade], Sequence[Ints]]
"""A fitted peer: for every case rows, best first, as many as it likes."""


class Family(NamedTuple):
    """One model of a peer and what is tried of it."""

    name: str
    fit: Callable[..., Lists]
    tried: list[dict[str, Any]]
    fades: bool = True
    """Whether its histories take weights."""
    heavy: bool = False
    """A fit takes the inverse of a dense matrix of all items: of many items fewer are tried."""


def grid(**axes: Sequence[Any]) -> list[dict[str, Any]]:
    """Every combination."""
    return [dict(zip(axes, values, strict=True)) for values in itertools.product(*axes.values())]


def one_by_one(answer: Callable[[Ints, Doubles, Ints, int], Ints]) -> Lists:
    """Cases answered as requests come, by history, its weights, seen rows and person; [] says nothing."""

    def lists(problem: Problem, fade: Fade) -> list[Ints]:
        cases = zip(problem.histories, problem.seen, problem.owners.tolist(), strict=True)
        return [answer(rows, weights(len(rows), fade), seen, user) for rows, seen, user in cases]

    return lists


def best(scores: npt.NDArray[Any], seen: Ints) -> Ints:
    """The rows of the K highest finite scores that were not seen."""
    scores = np.where(np.isfinite(scores), scores, -np.inf)
    scores[seen] = -np.inf
    rows = np.argpartition(-scores, min(K, len(scores) - 1))[:K]
    rows = rows[np.argsort(-scores[rows], kind="stable")]
    return np.asarray(rows[np.isfinite(scores[rows])], np.int64)


def filled(found: Sequence[Ints], problem: Problem) -> Ints:
    """(n_cases, K) without what was seen; places left over go to the most popular."""
    shown = np.full((len(found), K), -1, np.int64)
    for case, (rows, seen) in enumerate(zip(found, problem.seen, strict=True)):
        rows = rows[np.isin(rows, seen, invert=True)][:K]
        if len(rows) < K:
            first = problem.popular[: 2 * K + len(seen)]
            rows = np.append(rows, first[np.isin(first, np.append(rows, seen), invert=True)])[:K]
        shown[case, : len(rows)] = rows
    return shown


def quality(shown: Ints, targets: Ints) -> float:
    """Mean NDCG@10 of one target a case."""
    place = np.flatnonzero(shown[:, :10] == targets[:, None]) % 10
    return float((1 / np.log2(place + 2)).sum() / len(targets))


class Chosen(NamedTuple):
    """What did best on the trial."""

    value: float
    own: dict[str, Any]
    fade: Fade


def tuned(family: Family, trial: Problem) -> list[Chosen]:
    """The best without fading, and with, where the family fades."""
    found: dict[bool, Chosen] = {}
    for own in family.tried[-2:] if family.heavy and trial.n_items > MANY else family.tried:
        lists = family.fit(trial, **own)
        for fade in trial.fades if family.fades else [PLAIN]:
            value = quality(filled(lists(trial, fade), trial), trial.targets)
            if value > found.get(fade != PLAIN, Chosen(-1.0, {}, PLAIN)).value:
                found[fade != PLAIN] = Chosen(value, own, fade)
        best_yet = {one.fade: round(one.value, 4) for one in found.values()}
        print(family.name, own, "best yet", best_yet, file=sys.stderr, flush=True)
    return list(found.values())


def told(family: Family, chosen: Chosen) -> str:
    """A name with what was chosen."""
    said = ", ".join(f"{name} {value}" for name, value in chosen.own.items())
    faded = f"decay {chosen.fade[0]:g}" if chosen.fade[0] < 1 else f"fade {chosen.fade[1]:g}"
    parts = [part for part in (said, faded if chosen.fade != PLAIN else "") if part]
    return f"{family.name} ({'; '.join(parts)})" if parts else family.name


def run(families: Sequence[Family], version: str) -> None:
    """Tune every family, answer the final cases, write lists, seconds and names."""
    trial, final = Problem(Path(sys.argv[1])), Problem(Path(sys.argv[2]))
    rows: list[dict[str, Any]] = []
    arrays: dict[str, Any] = {}
    for family in families:
        found = tuned(family, trial)
        for at, chosen in enumerate(found):
            if not at or chosen.own != found[0].own:
                begin = time.perf_counter()
                lists = family.fit(final, **chosen.own)
                fit = time.perf_counter() - begin
            begin = time.perf_counter()
            answered = lists(final, chosen.fade)
            seconds = {"fit": fit, "lists": time.perf_counter() - begin}
            arrays[f"lists_{len(rows)}"] = filled(answered, final)
            rows.append({"name": told(family, chosen), "seconds": seconds})
    np.savez(sys.argv[3], rows=json.dumps(rows), version=version, **arrays)

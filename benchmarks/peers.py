"""Peers: the default pipeline beside the libraries that one would take instead, each tuned, on one replay.

    python benchmarks/peers.py DATA_FOLDER [SET...] [--venvs FOLDER] [--limit SECONDS]

The replay of accuracy.py: the last 20 % of the events in time are predicted, among all films that the person
has not rated yet, from what they did strictly before; everything is fitted once, before that time. Counted
are the events of people with a history on films seen in training. Every library runs in a virtual environment
of its own, with two threads, and is tuned on 1,000 cases of a replay inside the first 80 %: at most six fits
a model, nine ways to fade the history where it takes weights; the best that fades and the best that does not
are both entered. It is fitted on everything liked and given everything liked before the case, films that were
seen are taken out of its list, and places it leaves empty go to the most popular films. The pipeline has the
settings' defaults; its ranker is taught inside the first 80 %, which is part of its fit; it reads titles,
genres and, where there are any, plots, and the times of events and what was disliked, which none of these
models of the libraries take. NDCG and MRR are means over events, intervals draw people; the ratio is home's
NDCG@10 over the peer's. "ms a list": one case after another unless said otherwise, by the library's own call,
with what it needs to be asked; home by all its sources, ranker and rules. Times are wall clock. "MB":
site-packages of the environment without pip and setuptools.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from accuracy import FADES, opened, warm
from environments import VENVS, environment, megabytes
from list_contender import ListContender
from numbers_page import publish, table
from wellread.evaluation.contenders import Contender, PipelineContender
from wellread.evaluation.results import Results
from wellread.evaluation.run import evaluate
from wellread.evaluation.split import Split
from wellread.evaluation.splits.replay import replay
from wellread.models.base import Interactions
from wellread.settings import Events

SETS = ("ml-100k", "ml-latest-small")
HERE = Path(__file__).parent / "peers"
PEERS = ("implicit", "lenskit", "cornac", "rectools")
THREADS = "2"
TUNED_ON = 1_000
EVERYTHING = 1_000_000
"""Length of a profile that forgets nothing."""
HEAD = ["model", "NDCG@10 (95 %)", "MRR", "home / peer (95 %)", "fit s", "ms a list", "MB"]


def asked(log: Interactions, events: Events, n_items: int, most: int) -> tuple[Split, Split]:
    """The warm cases of a replay, and the same ones with histories that forget nothing."""
    cases = replay(log, events)
    kept = warm(cases, n_items)
    whole = replay(log, events.model_copy(update={"history": EVERYTHING}))
    return cases.where(kept).sample(most), whole.where(kept).sample(most)


def written(path: Path, split: Split, n_items: int, known: bool) -> None:
    """What a peer reads, the targets only where they are `known`."""
    log = split.train.where(split.train.weights > 0)
    first = np.unique(np.stack([log.users, log.items]), axis=1, return_index=True)[1]
    at = np.sort(first)
    arrays: dict[str, Any] = {
        "n_items": n_items, "users": log.users[at], "items": log.items[at], "owners": split.users,
        "fades": np.array(FADES),
    }  # fmt: skip
    liked = [profile.rows[profile.weights > 0] for profile in split.profiles]
    for name, lists in (("histories", liked), ("seen", split.seen)):
        arrays[name] = np.concatenate(list(lists))
        arrays[f"{name}_lengths"] = np.array([len(rows) for rows in lists])
    if known:
        arrays["targets"] = np.concatenate(list(split.targets))
    np.savez(path, **arrays)


def answered(peer: str, python: Path, folder: Path, limit: float) -> tuple[list[ListContender], str]:
    """What a peer made of the files in `folder`, and its version; nothing where it fails or is late."""
    out = folder / f"{peer}.npz"
    # implicit runs threads of its own and asks for one in BLAS; none should spin while it waits.
    threads = {"OMP_WAIT_POLICY": "passive", "OMP_NUM_THREADS": THREADS,
               "MKL_NUM_THREADS": THREADS, "NUMBA_NUM_THREADS": THREADS,
               "OPENBLAS_NUM_THREADS": "1" if peer == "implicit" else THREADS}  # fmt: skip
    command = [python, HERE / f"run_{peer}.py", folder / "trial.npz", folder / "final.npz", out]
    try:
        subprocess.run(
            list(map(str, command)), check=True, stdout=sys.stderr, timeout=limit, env=os.environ | threads
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        print(f"{peer}: {error}", file=sys.stderr)
        return [], ""
    with np.load(out) as held:
        rows, size = json.loads(str(held["rows"])), megabytes(python)
        made = [
            ListContender(row["name"], held[f"lists_{at}"], row["seconds"], size)
            for at, row in enumerate(rows)
        ]
        return made, str(held["version"])


def lines(results: Results, made: Sequence[ListContender], size: float) -> list[list[str]]:
    """Rows of the table, home first."""
    own = results.rows[0].seconds
    others = {one.name: (one.seconds, one.size) for one in made}
    rows = []
    for row in results.rows:
        seconds, megabytes = others.get(row.name, (own, size))
        beside, ratio = results.compared(row.name, "ndcg@10"), ""
        if beside and beside.found.ratio.low > 0:
            mean, low, high = beside.found.ratio
            ratio = f"{1 / mean:.2f} ({1 / high:.2f}-{1 / low:.2f})"
        value, mrr = row.metrics["ndcg@10"], row.metrics["mrr@100"]
        rows.append(
            [row.name, f"{value.mean:.4f} ({value.low:.4f}-{value.high:.4f})", f"{mrr.mean:.4f}", ratio,
             f"{seconds['fit']:.1f}", f"{1000 * seconds['lists'] / results.cases:.2f}", f"{megabytes:.0f}"]
        )  # fmt: skip
    return rows


def verdict(results: Results) -> str:
    """Whom home beats, whom it does not, and who is better."""
    told: dict[str, list[str]] = {"better than home": [], "no different": [], "worse than home": []}
    for row in results.rows[1:]:
        beside = results.compared(row.name, "ndcg@10")
        assert beside is not None
        low, high = beside.found.difference.low, beside.found.difference.high
        told["better than home" if low > 0 else "worse than home" if high < 0 else "no different"].append(
            row.name
        )
    said = "; ".join(f"{what}: {', '.join(names) or 'none'}" for what, names in told.items())
    return f"By the 95 % interval of the difference {said}."


def measure(data: Path, name: str, pythons: dict[str, Path], size: float, limit: float) -> str:
    """Everything of one set."""
    settings, log, catalogue = opened(data, name)
    n_items = len(catalogue)
    split, whole = asked(log, settings.events, n_items, len(log))
    trial = asked(split.train, settings.events, n_items, TUNED_ON)[1]
    made: list[ListContender] = []
    versions = []
    with tempfile.TemporaryDirectory() as place:
        written(Path(place) / "trial.npz", trial, n_items, True)
        written(Path(place) / "final.npz", whole, n_items, False)
        for peer, python in pythons.items():
            found, version = answered(peer, python, Path(place), limit)
            made += found
            versions.append(f"{peer} {version or 'failed or took too long'}")
    contenders: list[Contender] = [PipelineContender("home", settings), *made]
    results = evaluate(contenders, split, catalogue)
    people = replay(log, settings.events)
    known = np.isin(split.users, split.train.users)
    return "\n".join(
        [
            f"### {name}\n\n{results.cases:,} of {len(people):,} events, {results.people:,} people, of whom "
            f"{len(np.unique(split.users[known])):,} are in the training log ({known.mean():.0%} of the "
            f"events); split {people.hash}. {', '.join(versions)}.\n",
            table(HEAD, lines(results, made, size)), "", verdict(results),
        ]
    )  # fmt: skip


def main() -> None:
    """Install, measure, publish."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--venvs", type=Path, default=VENVS, help="where environments are kept")
    parser.add_argument("--limit", type=float, default=1_800, help="seconds for each peer on each set")
    given = parser.parse_args()
    given.venvs.mkdir(parents=True, exist_ok=True)
    pythons, said = {}, [(__doc__ or "").split("[--limit SECONDS]")[1].strip()]
    for peer in PEERS:
        wanted = (HERE / f"{peer}.txt").read_text("utf-8").splitlines()
        python = environment(given.venvs, peer, [line for line in wanted if not line.startswith("#")])
        if python:
            pythons[peer] = python
        else:
            said.append(f"{peer} could not be installed and is left out.")
    own = environment(given.venvs, "wellread", [str(Path(__file__).parent.parent)])
    size = megabytes(own) if own else float("nan")
    for name in given.sets:
        said.append(measure(given.data, name, pythons, size, given.limit))
        publish("Peers", "\n\n".join(said))


if __name__ == "__main__":
    main()

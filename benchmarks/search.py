"""Search: does a person who has one film in mind find it?

    python benchmarks/search.py

Known-item searches over the demo films, written by hand: benchmarks/search_queries.jsonl, one a line with the
film meant, the kind (words of the title; misspelt; begun and not ended; the plot as somebody remembers it)
and the language: English, Chinese, or "cross" (original titles in other languages, mixtures of two). The
weights of the pipeline were chosen on others, benchmarks/search_tuning.jsonl, none of them for a film that is
meant here. The catalogue holds titles, original titles and synopses in English and Chinese, and nobody has
done anything yet. MRR is the mean of 1 / rank of the film among all that is shown, 0 where it is not shown,
with a 95 % bootstrap interval over searches. Other encoders: by WELLREAD_ENCODER_KIND and _MODEL.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from numbers_page import publish, table
from wellread.data import demo_films
from wellread.domain import MAX_K
from wellread.engine.workspace import Workspace
from wellread.evaluation.bootstrap import interval
from wellread.language.naming.mentions import NameIndex
from wellread.models.base import Doubles

HERE = Path(__file__).parent
KINDS = ("title words", "misspelt", "prefix", "plot words")
LANGUAGES = ("en", "zh", "cross")
N_TITLES = 100_000
SYLLABLES = (
    "ba",
    "ra",
    "to",
    "lin",
    "ker",
    "mo",
    "sha",
    "de",
    "vi",
    "gor",
    "an",
    "el",
    "is",
    "ta",
    "ru",
    "po",
)


class Search(NamedTuple):
    """One search and what became of it."""

    kind: str
    language: str
    query: str
    rank: int
    """Of the film that was meant, from 1; 0: not shown."""
    ms: float


def run(workspace: Workspace, path: Path) -> list[Search]:
    """Ask for everything in a file."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        asked = json.loads(line)
        begin = time.perf_counter()
        answer = workspace.search(asked["query"], k=MAX_K, seen=False)
        ms = (time.perf_counter() - begin) * 1e3
        ids = [item.id for item in answer.items]
        rank = ids.index(asked["id"]) + 1 if asked["id"] in ids else 0
        found.append(Search(asked["kind"], asked["language"], asked["query"], rank, ms))
    return found


def reciprocal(searches: Sequence[Search]) -> Doubles:
    """(n_searches,) 1 / rank, or 0."""
    return np.array([1 / one.rank if one.rank else 0.0 for one in searches])


def row(name: str, searches: Sequence[Search]) -> list[str]:
    """A line of the table."""
    mean, low, high = interval(reciprocal(searches), np.arange(len(searches)))
    first = np.mean([one.rank == 1 for one in searches])
    lost = sum(not one.rank for one in searches)
    return [name, str(len(searches)), f"{mean:.3f} ({low:.3f} to {high:.3f})", f"{first:.0%}", str(lost)]


def accuracy() -> str:
    """The table of the demo films."""
    with tempfile.TemporaryDirectory() as folder, Workspace(Path(folder) / "films") as workspace:
        workspace.put_items(demo_films())
        workspace.fit()
        tuning = run(workspace, HERE / "search_tuning.jsonl")
        searches = run(workspace, HERE / "search_queries.jsonl")
        encoder = workspace.settings.encoder
    groups: list[tuple[str, Callable[[Search], bool]]] = [("all", lambda one: True)]
    groups += [(kind, lambda one, kind=kind: one.kind == kind) for kind in KINDS]  # type: ignore[misc]
    groups += [(own, lambda one, own=own: one.language == own) for own in LANGUAGES]  # type: ignore[misc]
    rows = [row(name, [one for one in searches if holds(one)]) for name, holds in groups]
    for one in searches:
        if one.rank != 1:
            print(f"rank {one.rank}: {one.query} ({one.kind}, {one.language})", file=sys.stderr)
    took = np.percentile([one.ms for one in searches], [50, 95])
    told = (
        f"Encoder: {encoder.kind} {Path(encoder.model).name}".rstrip() + f". On the searches for tuning: MRR "
        f"{reciprocal(tuning).mean():.3f} of {len(tuning)}. A whole answer of all that matches took"
        f" {took[0]:.1f} ms, p95 {took[1]:.1f} ms."
    )
    head = ["searches", "n", "MRR", "first", "not shown"]
    return f"{table(head, rows)}\n\n{told}"


def synthetic(n: int) -> list[list[str]]:
    """Names of `n` items: one to five words of a vocabulary with Zipf's frequencies, and a Chinese one."""
    rng = random.Random(0)
    words = ["".join(rng.choices(SYLLABLES, k=rng.randint(1, 4))) for _ in range(60_000)]
    weights = np.cumsum(1 / np.arange(1, len(words) + 1) ** 0.9)
    drawn = np.searchsorted(weights, np.random.default_rng(0).random((n, 5)) * weights[-1])
    chinese = [chr(0x4E00 + i) for i in range(3_000)]
    return [
        [
            " ".join(words[at] for at in own[: rng.randint(1, 5)]),
            "".join(rng.choices(chinese, k=rng.randint(2, 7))),
        ]
        for own in drawn.tolist()
    ]


def latency() -> str:
    """How long names are looked up among many, by the processor's time."""
    names, index, rng = synthetic(N_TITLES), NameIndex(), random.Random(1)
    for place, own in enumerate(names):
        index.add(place, own)
    begin = time.process_time()
    index.search("first")
    built = time.process_time() - begin
    sample = rng.sample(names, 300)

    def misspelt(name: str) -> str:
        at = rng.randrange(len(name))
        return name[:at] + rng.choice("xyzwq") + name[at + 1 :]

    searches = {
        "whole titles": [own[0] for own in sample],
        "Chinese titles": [own[1] for own in sample],
        "begun": [own[0][: max(2, len(own[0]) // 2)] for own in sample],
        "a wrong letter": [misspelt(own[0]) for own in sample],
        "a dozen words": [" ".join(own[0] for own in rng.sample(sample, 5)) for _ in sample],
    }
    rows = []
    for name, texts in searches.items():
        took = []
        for text in texts:
            begin = time.process_time()
            index.search(text)
            took.append((time.process_time() - begin) * 1e3)
        rows.append([name, *(f"{value:.2f}" for value in np.percentile(took, [50, 95, 99]))])
    told = f"Two names each of {N_TITLES:,} made-up items, one of them Chinese; indexed in {built:.1f} s."
    told += " Times are the processor's."
    return f"{told}\n\n{table(['search', 'p50, ms', 'p95', 'p99'], rows)}"


def main() -> None:
    """Measure and publish."""
    said = (__doc__ or "").split("search.py", 1)[1].strip()
    publish("Search", f"{said}\n\n{accuracy()}\n\n### Among many titles\n\n{latency()}")


if __name__ == "__main__":
    main()

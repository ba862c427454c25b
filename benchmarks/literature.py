"""Other public protocols, for parity with what is printed elsewhere.

    python benchmarks/literature.py DATA_FOLDER

amazon-book, the split that came with KGAT (it is not the amazon-book of LightGCN's paper): random, so time
leaks, as in all papers on it; every item the person has not in training is ranked, history without fading.
Hyper-parameters are chosen by NDCG@20 of 2,000 people on a fifth of the training pairs, held out at random.
Published on this split: LightGCN .1398 / .0736, KGIN .1436 / .0748, DARec .1572 / .0920 (table of the DARec
paper).

ml-100k, u1.base and u1.test: stars predicted from the other stars of the person and of everybody in u1.base;
`ratings` with the settings it comes with, which were chosen inside u1.base.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from numbers_page import publish, table
from wellread.catalogue import Catalogue
from wellread.data.source import open_source
from wellread.domain import Item
from wellread.evaluation.baselines.item_knn import ItemKNN
from wellread.evaluation.bootstrap import interval
from wellread.evaluation.contenders import ModelContender
from wellread.evaluation.metrics.mae import absolute_errors
from wellread.evaluation.metrics.ndcg import ndcg
from wellread.evaluation.metrics.recall import recall
from wellread.evaluation.metrics.rmse import squared_errors
from wellread.evaluation.run import hits
from wellread.evaluation.split import Split
from wellread.language.lexical import LexicalEncoder
from wellread.models.base import Interactions, Ints, Profile
from wellread.models.graph import Graph as GraphModel
from wellread.models.item_to_item import ItemToItem
from wellread.models.ratings import Ratings
from wellread.models.user_to_user import UserToUser as UserToUserModel
from wellread.settings import Content, Graph, Language, Neighbourhood, UserToUser

K, TUNED_ON = 20, 2_000
WHOLE = {"fade": 0.0, "window": 100_000}
TRIED: dict[str, tuple[Any, list[dict[str, Any]]]] = {
    "item_knn": (ItemKNN, [{"neighbours": 100, "shrink": 10.0}, {"neighbours": 400, "shrink": 20.0}]),
    "item_to_item": (
        lambda **own: ItemToItem(Neighbourhood(**own, **WHOLE), Content()),
        [{"neighbours": 100, "ridge": 50}, {"neighbours": 200, "ridge": 100}],
    ),
    "user_to_user": (
        lambda **own: UserToUserModel(UserToUser(**own, **WHOLE)),
        [{"neighbours": 400, "damping": 0.3}, {"neighbours": 800, "damping": 0.3}],
    ),
    "graph": (
        lambda **own: GraphModel(Graph(**own, **WHOLE), Content()),
        [{"shrink": 20, "low_pass": 0.1}, {"shrink": 20, "low_pass": 0.1, "rank": 256}],
    ),
}


class Pairs(NamedTuple):
    """Who chose what, cut into what is known and what is asked."""

    known: list[Ints]
    asked: list[Ints]


def lists_of(path: Path) -> list[Ints]:
    """A file with one person a line: their number, then the items."""
    return [np.array(line.split()[1:], np.int64) for line in path.read_text().splitlines()]


def held_out(histories: Sequence[Ints]) -> Pairs:
    """A fifth of each person's items, at random."""
    rng = np.random.default_rng(0)
    known, asked = [], []
    for history in histories:
        mixed = rng.permutation(history)
        cut = len(mixed) // 5
        asked.append(mixed[:cut])
        known.append(mixed[cut:])
    return Pairs(known, asked)


def split_of(pairs: Pairs, most: int | None = None) -> Split:
    """The people of whom something is asked, as a split."""
    people = [i for i, (a, b) in enumerate(zip(pairs.known, pairs.asked, strict=True)) if len(a) and len(b)]
    if most is not None and len(people) > most:
        people = sorted(np.random.default_rng(0).choice(people, most, replace=False).tolist())
    train = Interactions.of_histories(pairs.known)
    now = float(len(train) + 1)
    return Split(
        "given",
        "Random split as published.",
        train,
        np.array(people, np.int64),
        np.full(len(people), now),
        [Profile(pairs.known[i], np.ones(len(pairs.known[i]), np.float32), now=now) for i in people],
        [pairs.known[i] for i in people],
        [np.setdiff1d(pairs.asked[i], pairs.known[i]) for i in people],
    )


def judged(model: Any, split: Split) -> tuple[np.ndarray, np.ndarray]:
    """Recall@20 and NDCG@20 of every person."""
    contender = ModelContender("", lambda: model)
    contender.model = model
    found = hits(contender.lists(split, K, lambda done: None), split.targets)
    relevant = np.array([len(own) for own in split.targets], np.int64)
    return recall(found, relevant, K), ndcg(found, relevant, K)


def books(folder: Path) -> str:
    """The table of amazon-book."""
    place = folder / "lightgcn-splits" / "amazon-book-kgat"
    train, test = lists_of(place / "train.txt"), lists_of(place / "test.txt")
    asked = {int(line.split()[0]): own for line, own in zip((place / "test.txt").open(), test, strict=True)}
    n = int(max(own.max() for own in (*train, *test) if len(own))) + 1
    catalogue = Catalogue.of([Item(id=str(i)) for i in range(n)], LexicalEncoder(Language()))
    names = [int(line.split()[0]) for line in (place / "train.txt").open()]
    none = np.zeros(0, np.int64)
    final = split_of(Pairs(train, [asked.get(name, none) for name in names]))
    trial = split_of(held_out(train), TUNED_ON)
    rows = []
    for name, (make, tried) in TRIED.items():
        best = max(tried, key=lambda own: judged(make(**own).fit(trial.train, catalogue), trial)[1].mean())
        begin = time.perf_counter()
        model = make(**best).fit(final.train, catalogue)
        took = time.perf_counter() - begin
        recalls, ndcgs = judged(model, final)
        low, high = interval(ndcgs, final.users)[1:]
        said = ", ".join(f"{key} {value:g}" for key, value in best.items())
        rows.append(
            [
                name,
                f"{recalls.mean():.4f}",
                f"{ndcgs.mean():.4f}",
                f"{low:.4f}-{high:.4f}",
                f"{took:.1f}",
                said,
            ]
        )
        print(*rows[-1], file=sys.stderr, flush=True)
    head = ["amazon-book", "R@20", "NDCG@20", "95 %", "fit s", "chosen"]
    return f"{len(final):,} people, split {final.hash}.\n\n{table(head, rows)}"


def stars(folder: Path) -> str:
    """The table of ml-100k."""
    place = folder / "ml-100k"
    items = [
        item for batch in open_source(place) if batch.kind == "items" for item in batch.records
        if isinstance(item, Item)
    ]  # fmt: skip
    catalogue = Catalogue.of(items, LexicalEncoder(Language()))
    base, test = (np.loadtxt(place / name, np.int64) for name in ("u1.base", "u1.test"))

    def rows_of(table_: np.ndarray) -> tuple[Ints, Ints, np.ndarray]:
        return table_[:, 0], catalogue.rows([str(i) for i in table_[:, 1]]), table_[:, 2].astype(float)

    (users, rows, values), (asked, wanted, actual) = rows_of(base), rows_of(test)
    begin = time.perf_counter()
    model = Ratings().fit(users, rows, values, catalogue)
    took = time.perf_counter() - begin
    mean = np.bincount(rows, values, len(items)) / np.maximum(np.bincount(rows, minlength=len(items)), 1)
    found = {
        "mean of all": np.full(len(actual), values.mean()),
        "mean of the item": np.where(mean[wanted] > 0, mean[wanted], values.mean()),
        "ratings": model.predict_many(users, rows, values, asked, wanted),
    }
    lines = []
    for name, predicted in found.items():
        squared, absolute = squared_errors(predicted, actual), absolute_errors(predicted, actual)
        one, two = interval(squared, asked), interval(absolute, asked)
        lines.append(
            [name, f"{one[0] ** 0.5:.4f} ({one[1] ** 0.5:.4f}-{one[2] ** 0.5:.4f})",
             f"{two[0]:.4f} ({two[1]:.4f}-{two[2]:.4f})", f"{took:.1f}" if name == "ratings" else ""]
        )  # fmt: skip
    return table(["ml-100k u1", "RMSE (95 %)", "MAE (95 %)", "fit s"], lines)


def main(folder: Path) -> None:
    """Measure both and publish one section."""
    about = (__doc__ or "").split("DATA_FOLDER")[1].strip()
    publish("Literature", f"{about}\n\n{stars(folder)}\n\n{books(folder)}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python benchmarks/literature.py DATA_FOLDER")
    main(Path(sys.argv[1]))

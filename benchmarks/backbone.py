"""The backbone (item_to_item + next_item) on public sequences, against the best published values.

    python benchmarks/backbone.py DATA_FOLDER

Leave-one-out, full ranking, seen items filtered (see leave_one_out.py). Hyper-parameters are chosen on the
validation item alone: lambda of both models and the weight of item_to_item in the sum of the two scores, and
on the set with texts mu of the text prior, warm and cold, by the mean of NDCG@10 on the validation items of
all users and on those of held-out items.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from leave_one_out import Split, interval, ndcg, ranks, recall, split
from numbers_page import publish, table
from wellread.catalogue import Catalogue
from wellread.domain import Item
from wellread.language.lexical import LexicalEncoder
from wellread.models.base import Floats, Interactions, Ints, Profile
from wellread.models.item_to_item import ItemToItem
from wellread.models.next_item import NextItemModel
from wellread.settings import Content, Language, Neighbourhood, NextItem

PUBLISHED = {
    "Beauty": "R@10 .0928 (eSASRec), NDCG@10 .0547 (BARGE)",
    "Toys_and_Games": "R@10 .0970, NDCG@10 .0580 (SASRec, sampled softmax)",
    "Sports_and_Outdoors": "R@10 .0569 (SASRec, sampled softmax), NDCG@10 .0323 (eSASRec)",
}
RIDGES = list(itertools.product((20.0, 50.0, 100.0), (10.0, 20.0, 40.0)))
SHARES = (0.5, 0.7, 1.0)
PRIORS = [((w, 2 * w / 3), (c, c / 2)) for w in (1.5, 3.0, 6.0) for c in (6.0, 10.0, 20.0)]
COLD_SHARE = 0.15


class Backbone:
    """The two models of the backbone and the weight of the first."""

    def __init__(self, first: ItemToItem, second: NextItemModel, share: float) -> None:
        self.first, self.second, self.share = first, second, share

    def score(self, profiles: Sequence[Profile]) -> Floats:
        """The sum: (n_profiles, n_items)."""
        return np.float32(self.share) * self.first.score(profiles) + self.second.score(profiles)


def fitted(
    histories: Sequence[Ints], catalogue: Catalogue, first: Neighbourhood, second: NextItem
) -> tuple[ItemToItem, NextItemModel, float]:
    """Both models fitted, and the seconds it took."""
    log, begin = Interactions.of_histories(histories), time.perf_counter()
    models = (
        ItemToItem(first, Content()).fit(log, catalogue),
        NextItemModel(second, Content()).fit(log, catalogue),
    )
    return *models, time.perf_counter() - begin


def sequences_of(path: Path) -> tuple[list[Ints], int]:
    """The sequences of a file with one user a line (user, then items from 1), and the number of items."""
    rows = [np.array(line.split()[1:], np.int64) - 1 for line in path.read_text().splitlines()]
    return rows, int(max(row.max() for row in rows)) + 1


def fingerprint(cut: Split) -> str:
    """Hash of the test cases, to tell whether two tables speak of the same split."""
    return hashlib.sha256(np.array([target for _, target in cut.test]).tobytes()).hexdigest()[:12]


def line(name: str, found: np.ndarray, seconds: float, note: str) -> list[str]:
    """One row of the table."""
    low, high = interval(ndcg(found))
    return [
        name, f"{recall(found).mean():.4f}", f"{ndcg(found).mean():.4f}", f"{low:.4f}-{high:.4f}",
        f"{seconds:.1f}", note,
    ]  # fmt: skip


def without_text(name: str, folder: Path) -> list[list[str]]:
    """One set of sequences, ids only."""
    sequences, n = sequences_of(folder / "seqrec-txt" / f"{name}.txt")
    cut = split(sequences)
    catalogue = Catalogue.of([Item(id=str(i)) for i in range(n)], LexicalEncoder(Language()))
    firsts = {r: fitted(cut.train, catalogue, Neighbourhood(ridge=r), NextItem())[0] for r, _ in RIDGES}
    seconds = {s: fitted(cut.train, catalogue, Neighbourhood(), NextItem(ridge=s))[1] for _, s in RIDGES}
    best = max(
        ((r, s, share) for r, s in RIDGES for share in SHARES),
        key=lambda p: ndcg(ranks(Backbone(firsts[p[0]], seconds[p[1]], p[2]).score, cut.validation)).mean(),
    )
    ridge, ridge_next, share = best
    first, second, took = fitted(cut.train, catalogue, Neighbourhood(ridge=ridge), NextItem(ridge=ridge_next))
    note = f"lambda {ridge:g} / {ridge_next:g}, share {share:g}; split {fingerprint(cut)}"
    return [
        line(f"{name}: item_to_item", ranks(first.score, cut.test), took, ""),
        line(f"{name}: next_item", ranks(second.score, cut.test), took, ""),
        line(f"{name}: both", ranks(Backbone(first, second, share).score, cut.test), took, note),
        [f"{name}: best published", "", "", "", "", PUBLISHED[name]],
    ]


def office(folder: Path) -> tuple[list[Ints], list[Item]]:
    """Sequences and items (title, description) of the Amazon office set."""
    import pyarrow.parquet as parquet

    rows = parquet.read_table(
        folder / "amazon-office" / "Office_Products_sequences_reconstructed.parquet"
    ).to_pydict()
    users: dict[str, list[tuple[int, int]]] = {}
    for user, item, position in zip(rows["user_id"], rows["item_id"], rows["position"], strict=True):
        users.setdefault(user, []).append((position, int(item)))
    texts = json.loads((folder / "amazon-office" / "Office_Products.item.json").read_text("utf-8"))
    items = [
        Item(id=str(i), title=texts[str(i)].get("title", ""), text=texts[str(i)].get("description", ""))
        for i in range(len(texts))
    ]
    return [np.array([item for _, item in sorted(own)], np.int64) for own in users.values()], items


def with_text(folder: Path) -> list[list[str]]:
    """The set with texts: warm, without texts, and with 15 % of the items held out of all behaviour."""
    sequences, items = office(folder)
    cut = split(sequences)
    catalogue = Catalogue.of(items, LexicalEncoder(Language()))
    cold = np.zeros(len(items), bool)
    cold[np.random.default_rng(0).choice(len(items), int(COLD_SHARE * len(items)), replace=False)] = True
    train = [s[~cold[s]] for s in cut.train]
    held_out = [
        [(q[~cold[q]], t) for q, t in cases if cold[t] and (~cold[q]).any()]
        for cases in (cut.validation, cut.test)
    ]

    def backbone(
        histories: Sequence[Ints], prior: tuple[tuple[float, float], tuple[float, float]]
    ) -> tuple[Backbone, float]:
        (warm1, warm2), (cold1, cold2) = prior
        first, second, took = fitted(
            histories,
            catalogue,
            Neighbourhood(text_prior=warm1, text_prior_cold=cold1),
            NextItem(text_prior=warm2, text_prior_cold=cold2),
        )
        return Backbone(first, second, 1.0), took

    def quality(prior: tuple[tuple[float, float], tuple[float, float]]) -> float:
        warm = ndcg(ranks(backbone(cut.train, prior)[0].score, cut.validation)).mean()
        return float(warm + ndcg(ranks(backbone(train, prior)[0].score, held_out[0])).mean())

    best = max(PRIORS, key=quality)
    none = ((0.0, 0.0), (0.0, 0.0))
    (with_texts, took), (without, took_without) = backbone(cut.train, best), backbone(cut.train, none)
    (cold_texts, took_cold), (cold_without, _) = backbone(train, best), backbone(train, none)
    note = (
        f"mu {best[0][0]:g} / {best[0][1]:g}, cold {best[1][0]:g} / {best[1][1]:g}; split {fingerprint(cut)}"
    )
    cases = held_out[1]
    return [
        line("amazon-office, warm, with texts", ranks(with_texts.score, cut.test), took, note),
        line("amazon-office, warm, without texts", ranks(without.score, cut.test), took_without, "mu 0"),
        line(
            "amazon-office, cold, with texts",
            ranks(cold_texts.score, cases),
            took_cold,
            f"{len(cases)} cases",
        ),
        line("amazon-office, cold, without", ranks(cold_without.score, cases), took_cold, "mu 0"),
    ]


def main(folder: Path) -> None:
    """Measure every set that is there and print one table."""
    rows: list[list[str]] = []
    for name in PUBLISHED:
        rows += without_text(name, folder)
        print(*rows[-4:], sep="\n", file=sys.stderr)
    rows += with_text(folder)
    head = ["set: model", "R@10", "NDCG@10", "95 % interval", "fit s", "chosen on validation / published"]
    publish("Backbone", f"{(__doc__ or '').split('DATA_FOLDER')[1].strip()}\n\n{table(head, rows)}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python benchmarks/backbone.py DATA_FOLDER")
    main(Path(sys.argv[1]))

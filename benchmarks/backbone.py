"""The backbone (item_to_item + next_item) on public sequences, against the best published values.

    python benchmarks/backbone.py DATA_FOLDER

Leave-one-out, full ranking, seen items filtered (see leave_one_out.py). Hyper-parameters are chosen on the
validation item alone, by 25 trials of Optuna on half of the users: of both models lambda, the neighbourhood
and how histories fade, of next_item the decay and the weight of backward transitions, and how the two scores
are added (weight, saturation). On the set with texts mu (warm, cold), then the fading are chosen, by the
mean of NDCG@10 on the validation items of all users and on those of held-out items.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import optuna
from optuna.trial import BaseTrial, FixedTrial, Trial

from leave_one_out import Split, interval, ndcg, profile, ranks, recall, split
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
TRIALS = 25
PRIORS = [((w, 2 * w / 3), (c, c / 2)) for w in (1.5, 3.0, 6.0) for c in (6.0, 10.0, 20.0)]
COLD_SHARE = 0.15
Prior = tuple[tuple[float, float], tuple[float, float]]


class Chosen(NamedTuple):
    """What is chosen on the validation items."""

    first: Neighbourhood
    second: NextItem
    share: float = 0.5
    """Weight of item_to_item beside next_item."""
    bend: float = 0.0
    """c of log(1 + c s) / c, the score as it is added; 0: s itself."""

    def __str__(self) -> str:
        one, two = self.first, self.second
        return (
            f"lambda {one.ridge:g} / {two.ridge:g}, m {one.neighbours}, "
            f"fade {one.fade:.2f} / {two.fade:.2f}, decay {two.decay:g}, "
            f"backward {two.backward:g}, share {self.share:.2f}, bend {self.bend:g}"
        )


class Backbone:
    """Both models fitted.

    Args:
        histories: Those to fit on.
        catalogue: The items.
        chosen: Hyper-parameters.
    """

    def __init__(self, histories: Sequence[Ints], catalogue: Catalogue, chosen: Chosen) -> None:
        log, begin = Interactions.of_histories(histories), time.perf_counter()
        self.first = ItemToItem(chosen.first, Content()).fit(log, catalogue)
        self.second = NextItemModel(chosen.second, Content()).fit(log, catalogue)
        self.seconds = time.perf_counter() - begin
        self.chosen = chosen
        people = [profile(history) for history in histories[:200]]
        self.spreads = self.first.score(people).std(), self.second.score(people).std()

    def score(self, profiles: Sequence[Profile]) -> Floats:
        """The weighted sum, (n_profiles, n_items)."""
        one, two = self.first.score(profiles) / self.spreads[0], self.second.score(profiles) / self.spreads[1]
        if bend := np.float32(self.chosen.bend):
            one, two = np.log1p(bend * np.maximum(one, 0)) / bend, np.log1p(bend * np.maximum(two, 0)) / bend
        return np.asarray(np.float32(self.chosen.share) * one + two, np.float32)


def suggested(trial: BaseTrial) -> Chosen:
    """The search space."""
    near, most = trial.suggest_categorical("neighbours", [50, 100]), trial.suggest_categorical
    return Chosen(
        Neighbourhood(
            ridge=most("ridge", [20.0, 50.0, 100.0, 200.0]),
            neighbours=near,
            fade=trial.suggest_float("fade", 0.2, 1.2),
        ),
        NextItem(
            ridge=most("next ridge", [20.0, 40.0, 80.0, 160.0]),
            neighbours=near,
            fade=trial.suggest_float("next fade", 0.3, 1.5),
            decay=most("decay", [0.5, 0.65, 0.8]),
            backward=most("backward", [0.0, 0.1, 0.2]),
        ),
        trial.suggest_float("share", 0.2, 2.0, log=True),
        most("bend", [0.0, 0.2, 0.8, 4.0]),
    )


OFFICE = Chosen(
    Neighbourhood(ridge=50, neighbours=50),
    NextItem(ridge=20, neighbours=50, decay=0.5, backward=0),
    1.0,
)
"""For the set with texts: fixed but for mu and how histories fade, so that the texts are what differs."""
OFFICE_FADES = [(one, two) for one in (0.5, 0.75, 1.0) for two in (0.5, 0.75, 1.0)]


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
    asked = cut.validation[::2]
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=0))

    def quality(trial: Trial) -> float:
        found = ranks(Backbone(cut.train, catalogue, suggested(trial)).score, asked)
        return float(ndcg(found).mean() + 0.5 * recall(found).mean())

    study.optimize(quality, TRIALS)
    both = Backbone(cut.train, catalogue, suggested(FixedTrial(study.best_params)))
    note, took = f"{both.chosen}; split {fingerprint(cut)}", both.seconds
    return [
        line(f"{name}: item_to_item", ranks(both.first.score, cut.test), took, ""),
        line(f"{name}: next_item", ranks(both.second.score, cut.test), took, ""),
        line(f"{name}: both", ranks(both.score, cut.test), took, note),
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
        histories: Sequence[Ints], prior: Prior, fades: tuple[float, float] = (0.75, 0.75)
    ) -> Backbone:
        (warm1, warm2), (cold1, cold2) = prior
        one = {"text_prior": warm1, "text_prior_cold": cold1, "fade": fades[0]}
        two = {"text_prior": warm2, "text_prior_cold": cold2, "fade": fades[1]}
        chosen = Chosen(
            OFFICE.first.model_copy(update=one), OFFICE.second.model_copy(update=two), OFFICE.share
        )
        return Backbone(histories, catalogue, chosen)

    def quality(prior: Prior, fades: tuple[float, float] = (0.75, 0.75)) -> float:
        warm = ndcg(ranks(backbone(cut.train, prior, fades).score, cut.validation)).mean()
        return float(warm + ndcg(ranks(backbone(train, prior, fades).score, held_out[0])).mean())

    best = max(PRIORS, key=quality)
    none = ((0.0, 0.0), (0.0, 0.0))
    fades = max(OFFICE_FADES, key=lambda pair: quality(best, pair))
    with_texts, without = backbone(cut.train, best, fades), backbone(cut.train, none, fades)
    cold_texts, cold_without = backbone(train, best, fades), backbone(train, none, fades)
    note = (
        f"mu {best[0][0]:g} / {best[0][1]:g}, cold {best[1][0]:g} / {best[1][1]:g}, "
        f"fade {fades[0]:g} / {fades[1]:g}; split {fingerprint(cut)}"
    )
    cases = held_out[1]
    return [
        line("amazon-office, warm, with texts", ranks(with_texts.score, cut.test), with_texts.seconds, note),
        line("amazon-office, warm, without texts", ranks(without.score, cut.test), without.seconds, "mu 0"),
        line(
            "amazon-office, cold, with texts",
            ranks(cold_texts.score, cases),
            cold_texts.seconds,
            f"{len(cases)} cases",
        ),
        line("amazon-office, cold, without", ranks(cold_without.score, cases), cold_without.seconds, "mu 0"),
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

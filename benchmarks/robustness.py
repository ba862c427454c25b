"""Robustness: how much accuracy random events cost, for the default pipeline and for the usual baselines.

    python benchmarks/robustness.py DATA_FOLDER

Replay of two sets of film ratings: models are fitted on the first 80 % of the events in time, then a sample
of 3,000 later choices by people with a history, of films seen in training, is predicted. Into the training
log go random events, 5 to 40 for every 100 real ones, with weights drawn from the real positive ones:

- strangers' taste: a random person of the training log, a film drawn from all alike that the person never
  rated, a random moment of the person's own time in the training log. Whoever was hit is also answered by the
  history so disturbed; the films asked for stay the real ones.
- machines: new accounts, each with 200 films drawn from all alike within one day.

The loss is 1 - NDCG@10 with random events / NDCG@10 without, on the same cases, with a 95 % interval over
people; a negative one is a gain. The last column says by how many points of loss at 20 % the baseline loses
more than `home` as it ships, its interval with the accuracies without random events taken as given.
Hyper-parameters are fixed: item_knn 100 neighbours, shrink 10, decay .8; dense_ease ridge 300, decay .9; als
rank 64, ridge .01, decay .9; user_to_user, ours, by its defaults.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from accuracy import opened, warm
from numbers_page import publish, table
from wellread.catalogue import Catalogue
from wellread.engine.belief import Belief
from wellread.engine.histories import Histories
from wellread.evaluation.baselines.als import ALS
from wellread.evaluation.baselines.dense_ease import DenseEASE
from wellread.evaluation.baselines.item_knn import ItemKNN
from wellread.evaluation.baselines.popular import popular
from wellread.evaluation.bootstrap import interval, paired
from wellread.evaluation.contenders import Contender, ModelContender, PipelineContender
from wellread.evaluation.learning import joined
from wellread.evaluation.metrics.ndcg import ndcg
from wellread.evaluation.run import hits
from wellread.evaluation.split import Split
from wellread.evaluation.splits.replay import replay
from wellread.models.base import Doubles, Floats, Interactions, Ints
from wellread.models.user_to_user import UserToUser
from wellread.settings import Events, Noise, Settings
from wellread.settings import UserToUser as UserToUserSettings

SETS = ("ml-100k", "ml-latest-small")
SHARES = (0.05, 0.1, 0.2, 0.4)
AIM = 0.2
CASES = 3_000
MACHINE = 200
"""Events of a machine."""
DAY = 86_400.0
HOME, PLAIN = "home", "home, every event believed"

Make = Callable[[], Contender]
Inject = Callable[[Interactions, Interactions, int, int], Interactions]
"""Whole log, training log, number of items, number of events -> the events to put in."""


def contenders(settings: Settings) -> dict[str, Make]:
    """Who is measured."""
    noise = Noise(weigh=False)
    plain = settings.model_copy(update={"events": settings.events.model_copy(update={"noise": noise})})
    return {
        HOME: lambda: PipelineContender("home", settings, HOME),
        PLAIN: lambda: PipelineContender("home", plain, PLAIN),
        "item_knn": lambda: ModelContender("item_knn", lambda: ItemKNN(decay=0.8)),
        "dense_ease": lambda: ModelContender("dense_ease", lambda: DenseEASE(ridge=300, decay=0.9)),
        "als": lambda: ModelContender("als", lambda: ALS(decay=0.9)),
        "user_to_user": lambda: ModelContender("user_to_user", lambda: UserToUser(UserToUserSettings())),
        "popular": lambda: ModelContender("popular", popular),
    }


def strangers(log: Interactions, train: Interactions, n_items: int, n: int) -> Interactions:
    """Random people, random films that they never rated, random moments of their own time."""
    rng = np.random.default_rng(0)
    people, begins = np.unique(train.users, return_index=True)
    ends = np.append(begins[1:], len(train)) - 1
    drawn = rng.integers(len(people), size=2 * n)
    items = rng.integers(n_items, size=2 * n)
    pairs = people[drawn] * n_items + items
    fresh = np.sort(np.unique(pairs, return_index=True)[1])
    fresh = fresh[~np.isin(pairs[fresh], log.users * n_items + log.items)][:n]
    first, last = train.times[begins[drawn[fresh]]], train.times[ends[drawn[fresh]]]
    times = first + rng.random(len(fresh)) * (last - first)
    return Interactions(people[drawn[fresh]], items[fresh], _weights(train, len(fresh), rng), times)


def machines(log: Interactions, train: Interactions, n_items: int, n: int) -> Interactions:
    """New accounts of MACHINE random films each, within a day of the training log's time."""
    rng = np.random.default_rng(0)
    account = np.arange(n) // MACHINE
    items = np.concatenate([rng.permutation(n_items)[:MACHINE] for _ in range(int(account[-1]) + 1)])[:n]
    days = train.times.min() + rng.random(int(account[-1]) + 1) * (np.ptp(train.times) - DAY)
    times = days[account] + rng.random(n) * DAY
    return Interactions(log.n_users + account, items, _weights(train, n, rng), times)


def _weights(train: Interactions, n: int, rng: np.random.Generator) -> Floats:
    return np.asarray(rng.choice(train.weights[train.weights > 0], n), np.float32)


def disturbed(log: Interactions, split: Split, inject: Inject, n_items: int, n: int, own: Events) -> Split:
    """The same cases after a training log with `n` random events, and with histories that hold them."""
    odd = inject(log, split.train, n_items, n)
    train, known = joined(split.train, odd), Histories(joined(log, odd), own)
    ends = [known.before(u, t) for u, t in zip(split.users.tolist(), split.times.tolist(), strict=True)]
    who = list(zip(split.users.tolist(), ends, split.times.tolist(), strict=True))
    return replace(
        split, train=train, profiles=[known.profile(*one) for one in who],
        seen=[known.seen(user, end) for user, end, _ in who],
    )  # fmt: skip


def accuracy(make: Make, split: Split, catalogue: Catalogue) -> Doubles:
    """(n_cases,) NDCG@10."""
    shown: Ints = make().fit(split.train, catalogue).lists(split, 10, lambda done: None)
    return ndcg(hits(shown, split.targets), np.ones(len(split), np.int64), 10)


def rows_of(clean: dict[str, Doubles], noisy: list[dict[str, Doubles]], users: Ints) -> list[list[str]]:
    """The table of one kind of random events."""
    rows = []
    at = noisy[SHARES.index(AIM)]
    ours = (at[HOME] - clean[HOME]) / clean[HOME].mean()
    for name, own in clean.items():
        losses = []
        for found in noisy:
            ratio = paired(found[name], own, users).ratio
            losses.append(f"{_pc(1 - ratio.mean)} ({_pc(1 - ratio.high)} to {_pc(1 - ratio.low)})")
        more = interval(ours - (at[name] - own) / own.mean(), users)
        beside = "" if name == HOME else f"{_pc(more.mean)} ({_pc(more.low)} to {_pc(more.high)})"
        rows.append([name, f"{own.mean():.4f}", *losses, beside])
    return rows


def _pc(share: float) -> str:
    return f"{100 * share:+.1f}"


def measure(folder: Path, name: str) -> str:
    """Everything of one set."""
    settings, log, catalogue = opened(folder, name)
    begin, own = time.perf_counter(), settings.events
    split = replay(log, own)
    split = split.where(warm(split, len(catalogue))).sample(CASES)
    made = contenders(settings)
    clean = {one: accuracy(make, split, catalogue) for one, make in made.items()}
    parts = []
    for title, inject in (("Strangers' taste", strangers), ("Machines", machines)):
        noisy, caught = [], []
        for share in SHARES:
            n = round(share * len(split.train))
            now = disturbed(log, split, inject, len(catalogue), n, own)
            noisy.append({one: accuracy(make, now, catalogue) for one, make in made.items()})
            weighed = Belief.of(now.train, len(catalogue), own.noise).weighed(now.train)[1]
            caught.append(f"{sum(cause['events'] for cause in weighed.values()):,} of {n:,}")
            print(name, title, share, {one: round(v.mean(), 4) for one, v in noisy[-1].items()}, caught[-1],
                  file=sys.stderr, flush=True)  # fmt: skip
        head = [
            "model",
            "NDCG@10, none",
            *(f"loss % at {s:.0%}" for s in SHARES),
            f"more than home, {AIM:.0%}",
        ]
        lines = rows_of(clean, noisy, split.users)
        told = f"Events believed less, of any cause, and random ones: {'; '.join(caught)}."
        parts.append(f"{title}\n\n{table(head, lines)}\n\n{told}")
    plain = Belief.of(split.train, len(catalogue), own.noise).weighed(split.train)[1]
    without = sum(cause["events"] for cause in plain.values())
    facts = (
        f"{len(split.train):,} events of {len(np.unique(split.train.users)):,} people to fit on, of which"
        f" {without:,} are believed less as they are; {len(split):,} cases of {len(np.unique(split.users)):,}"
        f" people, {len(catalogue):,} films, split {split.hash}; {time.perf_counter() - begin:.0f} s."
    )
    return f"### {name}\n\n{facts}\n\n" + "\n\n".join(parts)


def main(folder: Path) -> None:
    """Measure both sets and publish."""
    parts = [measure(folder, name) for name in SETS]
    said = (__doc__ or "").split("DATA_FOLDER")[1].strip()
    publish("Robustness", "\n\n".join([said, *parts]))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python benchmarks/robustness.py DATA_FOLDER")
    main(Path(sys.argv[1]))

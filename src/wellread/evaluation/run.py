"""The evaluation itself: every contender answers every case, and what it answered is judged."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import numpy as np

from wellread.catalogue.catalogue import Catalogue
from wellread.errors import InvalidInput
from wellread.evaluation.answering import Answers, answer
from wellread.evaluation.beyond import PLACES, Surroundings, beyond, surroundings
from wellread.evaluation.bootstrap import holm, interval, paired
from wellread.evaluation.contenders import Contender
from wellread.evaluation.describe import describe
from wellread.evaluation.learning import check
from wellread.evaluation.metrics import ACCURACY, parse
from wellread.evaluation.results import Against, Results, Row
from wellread.evaluation.split import Split
from wellread.evaluation.tables import bucketings, table
from wellread.models.base import Ints, Mask

METRICS = ("ndcg@10", "recall@10", "mrr@100")
EXPECTED = "popular"
"""The contender whose lists nobody is surprised by: serendipity is measured against them."""

Tell = Callable[[str, int, int], None]
"""Called with what is being done, how many cases are done and how many there are, of all contenders."""


def _silent(step: str, done: int, total: int) -> None:
    """Nobody listens."""


def evaluate(
    contenders: Sequence[Contender],
    split: Split,
    catalogue: Catalogue,
    metrics: Sequence[str] = METRICS,
    learning: int = 0,
    tell: Tell = _silent,
    seed: int = 0,
) -> Results:
    """Fit every contender on the split's log, have it answer every case, and judge the answers.

    Cases weigh equally; intervals draw people. Every row is compared with the first, p-values are corrected
    for the number of rows (Holm) metric by metric.

    Args:
        contenders: Who is evaluated, at least one, of different names.
        split: What is asked.
        catalogue: The items.
        metrics: Metrics of accuracy such as "ndcg@10"; the first one is that of the tables.
        learning: 0: nobody learns from what comes after the split's log. n: the cases are cut into n blocks
            in time, and before each everything that happened before it is learnt.
        tell: Told of the progress.
        seed: Of the intervals.

    Raises:
        InvalidInput: no contender, two of one name, a metric that is unknown or asks for more places than
            there are items, a split out of order, or a contender that gives scores which are no numbers.
    """
    wanted = _parsed(metrics, len(catalogue))
    _check(contenders, split)
    check(split, learning)
    k = max([min(PLACES, len(catalogue)), *(k for _, k in wanted.values())])
    around, found, total = surroundings(split, catalogue), dict[str, Row](), len(contenders) * len(split)
    for place, one in enumerate(sorted(contenders, key=lambda one: one.name != EXPECTED)):
        answers = answer(one, split, catalogue, k, learning, _from(tell, place * len(split), total))
        if one.name == EXPECTED:
            around = around._replace(expected=answers.shown[:, :PLACES].copy())
        found[one.name] = _judged(one, answers, split, around, wanted, seed)
    rows = tuple(found[contender.name] for contender in contenders)
    tell("comparing", total, total)
    return Results(
        split=split.name, protocol=split.protocol, hash=split.hash, cases=len(split),
        people=len(np.unique(split.users)), items=len(catalogue), events=len(split.train), k=k,
        metrics=tuple(wanted), learning=learning, seed=seed,
        date=datetime.now(UTC).isoformat(timespec="seconds"), machine=machine(), rows=rows,
        against=_against(rows, split.users, tuple(wanted), seed),
        tables=tuple(
            table(one, rows, next(iter(wanted)), split.users, seed)
            for one in bucketings(split, catalogue, around.counts)
        ),
    )  # fmt: skip


def _from(tell: Tell, start: int, total: int) -> Callable[[str, int], None]:
    """Cases of all contenders, counted from those of the ones before."""
    return lambda step, done: tell(step, start + done, total)


def machine() -> str:
    """What it was measured on."""
    versions = f"Python {platform.python_version()}, NumPy {np.__version__}"
    return f"{os.cpu_count()} cores, {platform.machine()}, {versions}"


def hits(shown: Ints, targets: Sequence[Ints]) -> Mask:
    """Which places hold a target of their case.

    Args:
        shown: (n_cases, k) catalogue rows, -1 beyond the end of a shorter list.
        targets: (n_cases) rows of each case.

    Returns:
        (n_cases, k) bool.
    """
    rows = np.concatenate([np.zeros(0, np.int64), *targets])
    # A key for every pair (case, row): all cases are looked up in one sorted pass.
    stride = max(int(rows.max(initial=0)), int(shown.max(initial=0))) + 2
    cases = np.arange(len(shown)) * stride
    wanted = np.repeat(cases, [len(own) for own in targets]) + rows
    return np.isin(shown + cases[:, None], wanted) & (shown >= 0)


def _parsed(metrics: Sequence[str], n_items: int) -> dict[str, tuple[str, int]]:
    """Metric, in its usual spelling -> its name and its cutoff."""
    found = {f"{name}@{k}": (name, k) for name, k in map(parse, metrics)}
    if not found:
        raise InvalidInput("no metric", "at least one, such as ndcg@10", "Name one.")
    for text, (_, k) in found.items():
        if k > n_items:
            raise InvalidInput(
                f"the metric {text} of {n_items} items",
                f"at most as many places as there are items, {n_items}",
                "Judge shorter lists.",
            )
    return found


def _check(contenders: Sequence[Contender], split: Split) -> None:
    names = [contender.name for contender in contenders]
    if not names or len(set(names)) < len(names):
        raise InvalidInput(
            f"contenders named {', '.join(names)}" if names else "nobody to evaluate",
            "at least one contender, each with a name of its own",
            "Name them apart.",
        )
    log = split.train
    unsorted = (np.diff(log.users) < 0).any() or (np.diff(log.times)[np.diff(log.users) == 0] < 0).any()
    if unsorted or (np.diff(split.times) < 0).any():
        raise InvalidInput(
            f"the split '{split.name}', in which time goes backwards",
            "events in order of person and time, and cases in order of time",
            "Sort the log with `Interactions.of`, and the cases by their times.",
        )


def _judged(
    contender: Contender, found: Answers, split: Split, around: Surroundings,
    wanted: dict[str, tuple[str, int]], seed: int,
) -> Row:  # fmt: skip
    right = hits(found.shown, split.targets)
    relevant = np.array([len(own) for own in split.targets], np.int64)
    cases = {text: ACCURACY[name](right, relevant, k) for text, (name, k) in wanted.items()}
    values, deciles = beyond(found.shown, right, around)
    intervals = {text: interval(own, split.users, seed=seed) for text, own in cases.items()}
    shares = tuple(float(share) for share in deciles)
    return Row(
        contender.name, describe(contender), intervals, values, shares, found.seconds, found.peak, cases
    )


def _against(rows: Sequence[Row], users: Ints, metrics: Sequence[str], seed: int) -> tuple[Against, ...]:
    """Every row but the first beside the first, metric by metric."""
    found = []
    for metric in metrics:
        pairs = [paired(row.cases[metric], rows[0].cases[metric], users, seed=seed) for row in rows[1:]]
        adjusted = holm([pair.p for pair in pairs])
        found += [
            Against(metric, row.name, pair, float(p))
            for row, pair, p in zip(rows[1:], pairs, adjusted, strict=True)
        ]
    return tuple(found)

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self, overload

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.evaluation import topics

import wellread
from wellread.catalogue.catalogue import Catalogue
from wellread.domain import Event
from wellread.engine.fitting import interactions
from wellread.engine.histories import Histories
from wellread.errors import InvalidInput
from wellread.evaluation.baselines.markov import Markov
from wellread.evaluation.contenders import BATCH, ModelContender, PipelineContender
from wellread.evaluation.split import Split
from wellread.evaluation.splits import replay
from wellread.models.base import Floats, Interactions, Ints, Profile
from wellread.models.item_to_item import ItemToItem
from wellread.settings import Content, Events, Neighbourhood, Settings

CATALOGUE = topics.catalogue()
LOG = topics.log()
NOW = 2e9


class Given:
    """Scores of a table: those of the row that the profile's moment numbers."""

    def __init__(self, table: Floats) -> None:
        self.table = table

    def fit(self, log: Interactions, catalogue: Catalogue) -> Self:
        return self

    @overload
    def score(self, profiles: Profile) -> Floats: ...
    @overload
    def score(self, profiles: Sequence[Profile]) -> Floats: ...
    def score(self, profiles: Profile | Sequence[Profile]) -> Floats:
        if isinstance(profiles, Profile):
            return np.asarray(self.table[int(profiles.now)])
        return np.stack([self.score(profile) for profile in profiles])


def asked(seen: list[list[int]]) -> Split:
    """A case for each list of rows seen, its number for the time."""
    n = len(seen)
    return Split(
        "x", "", LOG, np.arange(n), np.arange(n, dtype=np.float64), [Profile(now=i) for i in range(n)],
        [np.array(rows, np.int64) for rows in seen], [np.array([0])] * n,
    )  # fmt: skip


def brute(scores: Floats, seen: Ints, k: int) -> list[int]:
    """Unseen items with a score, best first, ties by row, -1 beyond."""
    rows = [row for row in range(len(scores)) if scores[row] != 0 and row not in seen]
    found = sorted(rows, key=lambda row: (-scores[row], row))[:k]
    return found + [-1] * (k - len(found))


@given(st.integers(0, 2**32), st.integers(1, 14))
def test_lists_are_the_best_unseen_items(seed: int, k: int) -> None:
    rng = np.random.default_rng(seed)
    table = rng.integers(-2, 4, (5, 12)).astype(np.float32)
    split = asked([rng.choice(12, rng.integers(0, 12), replace=True).tolist() for _ in range(5)])
    found = ModelContender("given", lambda: Given(table)).lists(split, k, lambda done: None)
    assert found.shape == (5, k)
    expected = [brute(row, seen, k) for row, seen in zip(table, split.seen, strict=True)]
    assert found.tolist() == expected


def test_more_cases_than_a_batch_and_who_is_told() -> None:
    n = BATCH + 44
    table = np.random.default_rng(0).random((n, 12)).astype(np.float32)
    split, told = asked([[case % 12] for case in range(n)]), list[int]()
    found = ModelContender("given", lambda: Given(table)).lists(split, 3, told.append)
    assert found.tolist() == [brute(row, seen, 3) for row, seen in zip(table, split.seen, strict=True)]
    assert told == [BATCH, n]


@pytest.mark.parametrize("score", [np.nan, np.inf, -np.inf])
def test_a_score_that_is_no_number_is_refused(score: float) -> None:
    table = np.array([[1, score, 0]], np.float32)
    with pytest.raises(InvalidInput, match="a score of 'given' that is no finite number"):
        ModelContender("given", lambda: Given(table)).lists(asked([[1]]), 2, lambda done: None)


def test_learning_on_is_fitting_on_both() -> None:
    split = replay(LOG, Events())
    learnt, whole = (
        ModelContender("item_to_item", lambda: ItemToItem(Neighbourhood(), Content())) for _ in range(2)
    )
    learnt.fit(split.train, CATALOGUE).learn(split.train, LOG, CATALOGUE)
    whole.fit(LOG, CATALOGUE)
    some = split.profiles[:20]
    np.testing.assert_allclose(learnt.model.score(some), whole.model.score(some), atol=1e-5)


def test_a_model_that_cannot_learn_on() -> None:
    with pytest.raises(InvalidInput, match="'markov', which cannot learn on"):
        ModelContender("markov", Markov).learn(LOG, LOG, CATALOGUE)


def test_a_pipeline_answers_as_a_request_does(tmp_path: Path) -> None:
    """The lists of the evaluation are those of a workspace in which the same people did the same."""
    log, kinds = topics.log(people=40), ("like", "view", "dislike", "save")
    events = [
        Event(id=str(at), user=f"u{user}", item=f"i{row}", kind=kinds[(user + row) % 4], time=time)
        for at, (user, row, time) in enumerate(zip(log.users, log.items, log.times.tolist(), strict=True))
    ]
    with wellread.open(tmp_path / "shop") as shop:
        shop.put_items(topics.items())
        shop.add_events(events)
        shop.fit()
        known, settings = interactions(shop.store, shop.settings), shop.settings
        histories, users = Histories(known, settings.events), np.arange(known.n_users)
        ends = [histories.before(user, NOW) for user in users.tolist()]
        split = Split(
            "now", "", known, users, np.full(len(users), NOW),
            [histories.profile(user, end, NOW) for user, end in zip(users.tolist(), ends, strict=True)],
            [histories.seen(user, end) for user, end in zip(users.tolist(), ends, strict=True)],
            [np.array([0])] * len(users),
        )  # fmt: skip
        contender = PipelineContender("home", settings).fit(known, shop.engine.catalogue)
        found = contender.lists(split, 10, lambda done: None)
        for user, shown in zip(users.tolist(), found, strict=True):
            answer = shop.recommend(user=f"u{user}", k=10, now=NOW)
            assert [item.id for item in answer.items] == [f"i{row}" for row in shown]


def test_only_the_pipeline_that_is_evaluated_is_fitted() -> None:
    contender = PipelineContender("similar", Settings(), called="alike")
    assert (contender.name, list(contender.settings.pipelines)) == ("alike", ["similar"])

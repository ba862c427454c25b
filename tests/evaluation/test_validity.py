from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.evaluation import topics

from wellread.catalogue.catalogue import Catalogue
from wellread.errors import InvalidInput
from wellread.evaluation.contenders import ModelContender
from wellread.evaluation.metrics.ndcg import ndcg
from wellread.evaluation.split import Split
from wellread.evaluation.splits import SPLITS, cold_items, leave_one_out, replay
from wellread.evaluation.validity import (
    check_no_future,
    partial_rank_correlation,
    shuffled_labels,
    shuffled_texts,
)
from wellread.models.base import Doubles, Interactions, Profile
from wellread.models.item_to_item import ItemToItem
from wellread.settings import Content, Events, Neighbourhood

LOG = topics.log()
CATALOGUE = topics.catalogue()
SPLIT = replay(LOG, Events())
CHANCE = float((1 / np.log2(np.arange(2, 12))).sum() / topics.N_ITEMS)
"""NDCG@10 of any list of ten that knows nothing of one target."""


def quality(split: Split, catalogue: Catalogue) -> float:
    """Mean NDCG@10 of `item_to_item`."""
    model = ModelContender("item_to_item", lambda: ItemToItem(Neighbourhood(), Content()))
    shown = model.fit(split.train, catalogue).lists(split, 10, lambda done: None)
    hits = np.array([np.isin(rows, targets) for rows, targets in zip(shown, split.targets, strict=True)])
    return float(ndcg(hits, np.array([len(rows) for rows in split.targets]), 10).mean())


# ---- controls


def test_with_shuffled_labels_a_sound_model_falls_to_chance() -> None:
    assert quality(SPLIT, CATALOGUE) > 3 * CHANCE
    falls = [quality(shuffled_labels(SPLIT, seed), CATALOGUE) for seed in range(20)]
    unseen = topics.N_ITEMS - np.mean([len(seen) for seen in SPLIT.seen])
    assert np.mean(falls) == pytest.approx(CHANCE * topics.N_ITEMS / unseen, rel=0.15)


def test_with_shuffled_labels_a_model_that_saw_the_answers_is_found_out() -> None:
    """Whoever is fitted on the future finds even labels that mean nothing."""
    shuffled = shuffled_labels(SPLIT)
    targets = Interactions.of(
        np.repeat(np.arange(len(shuffled)), 2),
        np.stack([[p.rows[0] if len(p.rows) else t[0] for p, t in zip(shuffled.profiles, shuffled.targets,
                  strict=True)], np.concatenate(list(shuffled.targets))], axis=1).ravel(),
        np.ones(2 * len(shuffled), np.float32),
        np.arange(2.0 * len(shuffled)),
    )  # fmt: skip
    assert quality(replace(shuffled, train=targets), CATALOGUE) > 2 * CHANCE


def test_shuffled_labels_are_the_same_answers_elsewhere() -> None:
    shuffled = shuffled_labels(SPLIT, seed=1)
    assert shuffled.name == "replay, labels shuffled"
    assert shuffled.hash == shuffled_labels(SPLIT, seed=1).hash != shuffled_labels(SPLIT, seed=2).hash
    for seen, targets in zip(shuffled.seen, shuffled.targets, strict=True):
        assert len(targets)
        assert not np.isin(targets, seen).any()
    assert 0.7 * len(SPLIT) < len(shuffled) < len(SPLIT)
    before, after = (np.sort(np.concatenate(list(split.targets))) for split in (SPLIT, shuffled))
    assert (np.bincount(after, minlength=200) <= np.bincount(before, minlength=200)).all()


def test_with_shuffled_texts_the_gain_on_cold_items_vanishes() -> None:
    split = cold_items(LOG, Events(), 0.4, items=0.3)
    with_texts = quality(split, CATALOGUE)
    without = np.mean([quality(split, shuffled_texts(CATALOGUE, seed)) for seed in range(3)])
    assert with_texts > 3 * CHANCE
    assert without < 1.2 * CHANCE


def test_shuffled_texts_leave_the_catalogue_as_it_is() -> None:
    similar = CATALOGUE.similar("cosine", 5).toarray()
    shuffled = shuffled_texts(CATALOGUE, seed=1)
    assert shuffled.ids == CATALOGUE.ids
    assert shuffled.encoder is CATALOGUE.encoder
    np.testing.assert_array_equal(CATALOGUE.similar("cosine", 5).toarray(), similar)
    assert (shuffled.similar("cosine", 5).toarray() != similar).any()
    own, other = (np.sort(held.vectors.toarray(), axis=0) for held in (CATALOGUE, shuffled))
    np.testing.assert_array_equal(own, other)


# ---- the future


@pytest.mark.parametrize("name", SPLITS)
def test_our_own_splits_know_no_future(name: str) -> None:
    late = np.where(LOG.users % 8, 0, 2e6)
    log = Interactions(LOG.users, LOG.items, LOG.weights, LOG.times + late)
    check_no_future(SPLITS[name](log, Events()), log, CATALOGUE)


def test_an_event_of_the_first_cases_time_in_the_log_to_fit_on() -> None:
    with pytest.raises(InvalidInput, match="models fitted on events before every case"):
        check_no_future(replace(SPLIT, train=LOG), LOG, CATALOGUE)
    touching = LOG.where(LOG.times <= SPLIT.times[0])
    with pytest.raises(InvalidInput, match="models fitted on events before every case"):
        check_no_future(replace(SPLIT, train=touching), LOG, CATALOGUE)


def test_a_profile_that_holds_what_was_asked_for_later() -> None:
    user = int(SPLIT.users[3])
    future = LOG.items[(LOG.users == user) & (LOG.times > SPLIT.times[3])]
    profiles = [*SPLIT.profiles]
    profiles[3] = Profile(future[:1], np.ones(1, np.float32), now=float(SPLIT.times[3]))
    with pytest.raises(InvalidInput, match=rf"case 3 \(user {user}.*whose profile holds row {future[0]}"):
        check_no_future(replace(SPLIT, profiles=profiles), LOG, CATALOGUE)


def test_a_profile_of_a_later_moment() -> None:
    profiles = [replace(profile, now=profile.now + 1) for profile in SPLIT.profiles]
    with pytest.raises(InvalidInput, match="whose profile holds a moment of"):
        check_no_future(replace(SPLIT, profiles=profiles), LOG, CATALOGUE)


def test_in_time_events_of_one_moment_know_nothing_of_each_other_else_the_order_decides() -> None:
    log = Interactions.of_histories([[0, 1, 2, 3]])
    log = Interactions(log.users, log.items, log.weights, np.array([1.0, 2, 5, 5]))
    split = leave_one_out(log, Events())
    check_no_future(split, log, CATALOGUE)
    with pytest.raises(InvalidInput, match="whose profile holds row 2"):
        check_no_future(replace(split, later=log.where(log.times > 4)), log, CATALOGUE)


def test_a_target_that_is_known() -> None:
    seen = [*SPLIT.seen]
    seen[5] = np.append(seen[5], SPLIT.targets[5])
    with pytest.raises(InvalidInput, match=f"case 5 .* row {SPLIT.targets[5][0]}, is known already"):
        check_no_future(replace(SPLIT, seen=seen), LOG, CATALOGUE)


def test_a_log_out_of_order() -> None:
    backwards = Interactions(LOG.users, LOG.items, LOG.weights, LOG.times[::-1])
    with pytest.raises(InvalidInput, match="out of order"):
        check_no_future(SPLIT, backwards, CATALOGUE)


# ---- columns computed later


def counts(log: Interactions) -> Doubles:
    return np.bincount(log.items, minlength=topics.N_ITEMS).astype(np.float64)


@pytest.mark.parametrize("name", ["replay", "time", "cold-items"])
def test_a_column_of_the_future_is_refused(name: str) -> None:
    split = SPLITS[name](LOG, Events())
    noise = np.random.default_rng(0).lognormal(0, 0.2, topics.N_ITEMS)
    later = counts(LOG.where(LOG.times >= split.times.min()))
    for planted in (later, later * noise, counts(LOG), -later):
        with pytest.raises(InvalidInput, match=r"the column 'rated', .*rank correlation"):
            check_no_future(split, LOG, topics.catalogue(planted))


def test_columns_of_the_past_are_fine() -> None:
    before = LOG.where(LOG.times < SPLIT.times[0])
    times = np.zeros(topics.N_ITEMS)
    times[before.items] = before.times
    random = np.random.default_rng(0).random(topics.N_ITEMS)
    for honest in (counts(before), np.log1p(counts(before)), times, random, np.ones(topics.N_ITEMS)):
        check_no_future(SPLIT, LOG, topics.catalogue(honest))


def test_what_goes_together_beyond_a_third() -> None:
    rng = np.random.default_rng(0)
    third, x, y = rng.normal(size=(3, 500))
    assert abs(partial_rank_correlation(x + 3 * third, y + 3 * third, third[:, None])) < 0.1
    assert partial_rank_correlation(x + third, np.exp(x), third[:, None]) > 0.9
    assert partial_rank_correlation(third, np.exp(third), third[:, None]) == 0
    assert partial_rank_correlation(np.ones(500), x, third[:, None]) == 0

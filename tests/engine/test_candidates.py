from __future__ import annotations

import numpy as np
import pytest
from tests.conformance import worlds

from wellread.engine.candidates import Source, find
from wellread.models import create, leaders
from wellread.models.base import Profile, top
from wellread.settings import SOURCES, Models

LOG, CATALOGUE = worlds.log(), worlds.catalogue()
N = len(CATALOGUE)
MODELS = {name: model.fit(LOG, CATALOGUE) for name, model in create(Models(), SOURCES).items()}
ALL = [Source(name, model, 1.0, 1.0) for name, model in MODELS.items()]
PERSON = Profile(
    rows=np.array([2, 5, 8]), weights=np.array([1, -0.5, 0.7], np.float32), now=1e9,
    words=CATALOGUE.encoder.encode(["storms and word6"]),
)  # fmt: skip


def mask(*hidden: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.array([row not in hidden for row in range(N)])


@pytest.mark.parametrize("head", [3, 10_000])
@pytest.mark.parametrize("now", [0.0, 1e9])
def test_the_union_of_every_sources_best(head: int, now: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the best are known beforehand or not."""
    monkeypatch.setattr(leaders, "HEAD", head)
    person = Profile(PERSON.rows, PERSON.weights, PERSON.words, now=now)
    models = {name: model.fit(LOG, CATALOGUE) for name, model in create(Models(), SOURCES).items()}
    sources = [Source(name, model, 1.0, 1.0) for name, model in models.items()]
    allowed = mask(2, 5, 8)
    found = find(sources, 4, person, allowed)
    own = [set(top(model.score(person), 4, allowed).rows.tolist()) for model in models.values()]
    assert [set(rows.tolist()) for rows in found.own] == own
    assert found.rows.tolist() == sorted(set().union(*own))
    for column, model in zip(found.columns.T, models.values(), strict=True):
        np.testing.assert_allclose(column, model.score(person)[found.rows], rtol=1e-6)
    for column, rows in zip(found.proposed.T, own, strict=True):
        assert set(found.rows[column].tolist()) == rows


def test_what_is_wanted_is_a_candidate_whoever_proposes_it() -> None:
    wanted = ~mask(11)
    assert find([], 4, PERSON, mask(), wanted).rows.tolist() == [11]
    assert 11 in find(ALL, 1, PERSON, mask(), wanted).rows
    assert wanted.sum() == 1


def test_models_know_nothing_of_items_newer_than_themselves() -> None:
    larger, wanted = np.ones(N + 3, bool), np.zeros(N + 3, bool)
    wanted[N + 1] = True
    found = find(ALL, 4, PERSON, larger, wanted)
    assert found.rows[-1] == N + 1
    assert not found.columns[-1].any()
    assert found.columns[:-1].any()

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, cast

import numpy as np
import pytest

from wellread.domain import Event, Item
from wellread.errors import NotFound
from wellread.evaluation import experiments
from wellread.evaluation.experiments import ExperimentReport, report
from wellread.settings import Experiment, Settings
from wellread.store import Store
from wellread.store.answers import Answer
from wellread.store.experiments import Part, Response

SETTINGS = Settings(experiments={"x": Experiment(arms={"similar": 1, "home": 1})})


class Played(NamedTuple):
    """A record that knows nothing but the experiment."""

    parts: list[Part]
    responses: list[Response]

    def experiment(self, name: str, since: float) -> tuple[list[Part], list[Response]]:
        return self.parts, self.responses


def played(seed: int, rates: tuple[float, float], n_users: int = 300, skew: float = 0.5) -> ExperimentReport:
    """Users with levels of their own, who see answers as often as they like and choose from some."""
    rng = np.random.default_rng(seed)
    arms = np.where(rng.random(n_users) < skew, "home", "similar")
    answers = rng.integers(1, 30, n_users)
    level = np.where(arms == "home", *rates) * rng.gamma(2, 0.5, n_users)
    outcomes = rng.binomial(answers, np.minimum(level, 1))
    parts = [
        Part(str(arm), at, int(n), 10 * int(n)) for at, (arm, n) in enumerate(zip(arms, answers, strict=True))
    ]
    responses = [
        Response(str(arm), at, "like", None, int(n))
        for at, (arm, n) in enumerate(zip(arms, outcomes, strict=True))
    ]
    return report(cast(Store, Played(parts, responses)), SETTINGS, "x")


def covers(found: experiments.Estimate | None, value: float) -> bool:
    assert found is not None
    assert found.low is not None
    assert found.high is not None
    return found.low <= value <= found.high


@pytest.mark.slow
def test_of_a_hundred_experiments_on_nothing_about_five_find_something(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The standard error of the share is .022."""
    per_answer, per_user, divided = 0, 0, 0
    for seed in range(100):
        found = played(seed, (0.1, 0.1))
        other = found.arms[1]
        per_answer += covers(other.difference_per_answer, 0)
        per_user += covers(other.difference_per_user, 0)
        assert found.division is not None
        divided += found.division >= 0.05
    assert 88 <= per_answer <= 100
    assert 88 <= per_user <= 100
    assert 88 <= divided <= 100


def test_a_real_difference_is_found() -> None:
    found = played(1, (0.1, 0.2), n_users=2000)
    first, other = found.arms
    assert (first.pipeline, other.pipeline) == ("home", "similar")
    assert (first.difference_per_answer, first.difference_per_user) == (None, None)
    assert covers(first.per_answer, 0.1)
    assert covers(other.per_answer, 0.2)
    assert covers(other.difference_per_answer, 0.1)
    assert not covers(other.difference_per_answer, 0)
    assert not covers(other.difference_per_user, 0)
    assert found.notes == []


def test_users_that_are_not_divided_as_they_should_be_are_noticed() -> None:
    found = played(0, (0.1, 0.1), n_users=2000, skew=0.58)
    assert found.division is not None
    assert found.division < 0.001
    assert "not divided as the shares say" in found.notes[0]


# ---- from the record


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "wellread.db") as opened:
        opened.put_items([Item(id="a"), Item(id="b")])
        yield opened


def show(store: Store, request: str, user: str, arm: str, at: float = 10.0) -> None:
    store.add_answers([Answer(request, user, at, arm, "1", "x", 0, [("a", 0.0, 1.0), ("b", 0.0, 1.0)])])


def test_by_hand(store: Store) -> None:
    for number, (user, arm) in enumerate([("u", "home"), ("u", "home"), ("v", "home"), ("w", "similar")]):
        show(store, f"r{number}", user, arm)
    kinds = {"r0": "like", "r1": "hide", "r2": "click", "r3": "dislike"}
    people = {"r0": "u", "r1": "u", "r2": "v", "r3": "w"}
    store.add_events(
        [Event(user=people[r], item="a", kind=kind, request=r, time=20) for r, kind in kinds.items()]
    )
    store.add_events([Event(user="u", item="b", kind="rate", value=v, request="r0", time=20) for v in (5, 1)])
    found = report(store, SETTINGS, "x")
    home, similar = found.arms
    assert (home.users, home.answers, home.impressions, home.outcomes) == (2, 3, 6, 3)
    assert (similar.users, similar.answers, similar.impressions, similar.outcomes) == (1, 1, 2, 0)
    assert home.per_answer is not None
    assert (home.per_answer.mean, home.per_answer.low, home.per_answer.high) == (1, 1, 1)
    assert home.per_user is not None
    assert home.per_user.mean == 1.5
    assert similar.per_user is not None
    assert (similar.per_user.mean, similar.per_user.low) == (0, None)
    assert similar.difference_per_user is not None
    assert (similar.difference_per_user.mean, similar.difference_per_user.high) == (-1.5, None)
    assert any("'similar' has too few to judge by: users 1, outcomes 0 " in note for note in found.notes)
    assert ExperimentReport.model_validate_json(found.model_dump_json()) == found


def test_an_experiment_that_nobody_has_seen(store: Store) -> None:
    found = report(store, SETTINGS, "x")
    assert [arm.users for arm in found.arms] == [0, 0]
    assert (found.arms[0].per_answer, found.division) == (None, None)
    assert found.notes == ["nobody has been shown an answer of this experiment yet"]
    show(store, "r", "u", "home")
    assert report(store, SETTINGS, "x").arms[1].difference_per_user is None
    assert report(store, SETTINGS, "x", since=11).arms[0].users == 0


def test_arms_that_were_changed_on_the_way(store: Store) -> None:
    show(store, "r0", "u", "home")
    show(store, "r1", "u", "similar")
    show(store, "r2", "u", "gone")
    notes = report(store, SETTINGS, "x").notes
    assert notes[0].startswith("1 users were in several arms")
    assert notes[1].startswith("answers by gone, which are no arms now")


def test_an_unknown_experiment(store: Store) -> None:
    with pytest.raises(NotFound, match=r"'y'.*expected one of x"):
        report(store, SETTINGS, "y")
    with pytest.raises(NotFound, match=r"expected \[experiments.y\]"):
        report(store, Settings(), "y")

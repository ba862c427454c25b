from __future__ import annotations

import sys

import numpy as np
import pytest
from tests.evaluation.hand_made import LATER, PAST, N, Scripted, catalogue, world

from wellread.errors import InvalidInput, MissingExtra, NotFound
from wellread.evaluation import tuning
from wellread.evaluation.contenders import ModelContender
from wellread.evaluation.learning import joined
from wellread.evaluation.space import Suggest
from wellread.evaluation.split import Split
from wellread.models.base import Floats, Profile
from wellread.settings import Settings


def shifted(suggest: Suggest) -> Scripted:
    """Puts what was to be found at the place that is suggested: the first is best."""
    place = suggest.suggest_int("place", 0, 9)

    def answer(split: Split, case: int) -> list[int]:
        others = [row for row in range(N) if row not in split.targets[case]]
        return [*others[:place], int(split.targets[case][0]), *others[place:]]

    return Scripted("shifted", answer)


def test_the_best_value_is_found_and_the_seed_decides() -> None:
    first, second = (tuning.tune(shifted, world(), catalogue(), trials=25, seed=3) for _ in range(2))

    assert first == second
    assert first.parameters == {"place": 0}
    assert first.value == 1
    assert len(first.trials) == 25
    assert first.value == max(trial.value for trial in first.trials)


def test_the_first_values_are_tried_first() -> None:
    told: list[int] = []
    found = tuning.tune(
        shifted, world(), catalogue(), trials=3, first={"place": 7}, tell=lambda done, best: told.append(done)
    )

    assert found.trials[0].parameters == {"place": 7}
    assert found.trials[0].value == pytest.approx(1 / np.log2(9))
    assert told == [1, 2, 3]


def test_time_runs_out_after_one_trial() -> None:
    assert len(tuning.tune(shifted, world(), catalogue(), trials=50, minutes=0).trials) == 1


class Broken:
    """No number."""

    def fit(self, log: object, catalogue: object) -> Broken:
        return self

    def score(self, profiles: list[Profile]) -> Floats:
        return np.full((len(profiles), N), np.nan, np.float32)


def test_trials_that_all_fail_are_an_error() -> None:
    def make(suggest: Suggest) -> ModelContender:
        suggest.suggest_float("x", 0, 1)
        return ModelContender("broken", Broken)  # type: ignore[arg-type]

    with pytest.raises(InvalidInput, match="2 trials, each of which failed"):
        tuning.tune(make, world(), catalogue(), trials=2)
    with pytest.raises(InvalidInput, match="0 trials"):
        tuning.tune(shifted, world(), catalogue(), trials=0)


def test_the_last_part_is_not_looked_at() -> None:
    whole = joined(PAST, LATER)
    found = tuning.validation(whole, Settings(), "replay", 0.4)

    assert max(found.times) < 1000
    assert found.later.times.max() < 1000


def test_a_pipeline_is_tuned_from_its_own_settings() -> None:
    found = tuning.tune_pipeline("similar", Settings(), world(), catalogue(), trials=2)

    assert found.trials[0].parameters["item_to_item.ridge"] == Settings().models.item_to_item.ridge
    with pytest.raises(NotFound, match="did you mean 'home'"):
        tuning.tune_pipeline("hme", Settings(), world(), catalogue())


def test_without_optuna_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "optuna", None)
    with pytest.raises(MissingExtra, match=r"wellread\[tune\]"):
        tuning.tune(shifted, world(), catalogue())

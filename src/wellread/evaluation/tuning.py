"""Hyper-parameters by search: what foretells best what came later, on a part of the past kept for it.

Source of the search: tree-structured Parzen estimators, Bergstra et al., "Algorithms for Hyper-Parameter
Optimization", NIPS 2011, as Optuna has them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from wellread.catalogue.catalogue import Catalogue
from wellread.errors import InvalidInput, MissingExtra, NotFound, nearest
from wellread.evaluation import named, space
from wellread.evaluation.contenders import Contender, PipelineContender
from wellread.evaluation.metrics.ndcg import ndcg
from wellread.evaluation.run import hits
from wellread.evaluation.space import Number, Suggest
from wellread.evaluation.split import Split
from wellread.evaluation.splits.cuts import cut_time
from wellread.models.base import Interactions
from wellread.settings import Pipeline, Settings

if TYPE_CHECKING:
    import optuna

K = 10
"""Places of the lists that are judged."""
CASES = 2000
"""Cases that every trial answers, at most."""


class Trial(NamedTuple):
    """One set of values."""

    value: float
    """Mean NDCG@10 over cases."""
    parameters: dict[str, Number]


class Best(NamedTuple):
    """The best trial, and all of them in order."""

    value: float
    parameters: dict[str, Number]
    trials: tuple[Trial, ...]


def tune(
    make: Callable[[Suggest], Contender],
    split: Split,
    catalogue: Catalogue,
    trials: int = 30,
    seed: int = 0,
    minutes: float | None = None,
    first: Mapping[str, Number] | None = None,
    tell: Callable[[int, float], None] = lambda done, best: None,
) -> Best:
    """Try values that look better and better. The same seed tries the same ones, unless time runs out.

    Args:
        make: Makes a contender, not fitted, of the values that it has suggested to itself.
        split: Of the validation part alone; every trial fits and answers all of it.
        catalogue: The items.
        trials: How many.
        seed: Another seed, other trials.
        minutes: After so many no new trial begins; at least one is made.
        first: Values by name that are tried first, such as those in use.
        tell: Told how many trials are done, and the best value yet (nan before there is one).

    Raises:
        MissingExtra: Optuna is not installed.
        InvalidInput: fewer than one trial, or every one of them failed.
    """
    if trials < 1:
        raise InvalidInput(f"{trials} trials", "at least one", "Choose, say, 30.")
    study, end = _study(seed), time.monotonic() + 60 * (minutes or 0)
    if first:
        study.enqueue_trial(dict(first))

    def told(study: optuna.Study, trial: optuna.trial.FrozenTrial) -> None:
        done = _done(study)
        tell(trial.number + 1, max((one.value for one in done), default=float("nan")))
        if minutes is not None and time.monotonic() > end:
            study.stop()

    study.optimize(
        lambda trial: _mean(make(trial), split, catalogue), n_trials=trials, catch=(InvalidInput,),
        callbacks=[told],
    )  # fmt: skip
    done = _done(study)
    if not done:
        raise InvalidInput(
            f"{len(study.trials)} trials, each of which failed",
            "a contender that can be fitted and whose scores are numbers",
            "Evaluate it once by itself to see the error.",
        )
    best = max(done, key=lambda trial: trial.value)
    return Best(best.value, best.parameters, tuple(done))


def tune_pipeline(
    name: str,
    settings: Settings,
    split: Split,
    catalogue: Catalogue,
    trials: int = 30,
    seed: int = 0,
    minutes: float | None = None,
    tell: Callable[[int, float], None] = lambda done, best: None,
) -> Best:
    """`tune` for the sources of a pipeline; the settings' own values are tried first.

    Raises:
        NotFound: there is no such pipeline.
        InvalidInput: see `tune`.
        MissingExtra: see `tune`.
    """
    wanted = space.ranges(pipeline(name, settings))

    def make(suggest: Suggest) -> Contender:
        return PipelineContender(name, space.applied(settings, space.suggested(suggest, wanted)))

    first = space.present(settings, wanted)
    return tune(make, split, catalogue, trials, seed, minutes, first, tell)


def pipeline(name: str, settings: Settings) -> Pipeline:
    """The pipeline called `name`.

    Raises:
        NotFound: there is none.
    """
    found, known = settings.pipeline(name), settings.pipeline_names()
    if found is None:
        raise NotFound(
            f"no pipeline is called '{name}'{nearest(name, known)}",
            f"one of {', '.join(known)}",
            "Name another.",
        )
    return found


def validation(log: Interactions, settings: Settings, split: str, share: float, seed: int = 0) -> Split:
    """Cases of a time before the last `share` of the log, which is not looked at.

    Raises:
        NotFound: there is no such split.
        InvalidInput: the log cannot be cut so.
    """
    rest = log.where(log.times < cut_time(log, share))
    return named.split(split, rest, settings.events, share).sample(CASES, seed)


def _mean(contender: Contender, split: Split, catalogue: Catalogue) -> float:
    contender.fit(split.train, catalogue)
    shown = contender.lists(split, min(K, len(catalogue)), lambda done: None)
    relevant = np.array([len(own) for own in split.targets], np.int64)
    return float(ndcg(hits(shown, split.targets), relevant, shown.shape[1]).mean())


def _study(seed: int) -> optuna.Study:
    try:
        import optuna
    except ModuleNotFoundError:
        raise MissingExtra("tune", "a search for hyper-parameters") from None
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    return optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=seed))


def _done(study: optuna.Study) -> list[Trial]:
    return [
        Trial(float(trial.value), {name: space.rounded(value) for name, value in trial.params.items()})
        for trial in study.trials
        if trial.value is not None
    ]

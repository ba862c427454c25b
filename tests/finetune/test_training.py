from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.finetune.quiet import QUIET

from wellread.errors import InvalidInput
from wellread.finetune.training import CHECKPOINT, Schedule, Training, demand_free

torch = pytest.importorskip("torch")
pytestmark = [pytest.mark.filterwarnings(line) for line in QUIET]

PLAN = [[float(n % 7), float(n % 3)] for n in range(40)]
"""Batches: an input and how noisy its answer is."""


class Interrupted(Exception):
    pass


class Run:
    """A line to be learnt, y = 2 x, with dropout, so that random numbers matter."""

    def __init__(self, folder: Path, patience: int = 100, seed: int = 0) -> None:
        torch.manual_seed(5)
        self.model = torch.nn.Sequential(torch.nn.Linear(1, 4), torch.nn.Dropout(0.2), torch.nn.Linear(4, 1))
        self.training = Training(self.model, folder, Schedule(0.05, 5, patience, seed), ["line"])
        self.kept = 0

    def loss(self, batch: list[float]) -> Any:
        value = torch.tensor([[batch[0]]])
        return ((self.model(value) - 2 * value - 0.1 * batch[1]) ** 2).mean()

    def validate(self) -> float:
        self.model.eval()
        with torch.no_grad():
            return -sum(float(self.loss([float(x), 0.0])) for x in range(7)) / 7

    def keep(self) -> None:
        self.kept += 1

    def run(self, stop: int = 0) -> Any:
        def tell(said: str, done: int, total: int) -> None:
            if done == stop:
                raise Interrupted

        return self.training.run(PLAN, self.loss, self.validate, self.keep, tell)


def test_learning_lowers_the_loss_and_keeps_the_best(tmp_path: Path) -> None:
    run = Run(tmp_path)
    done = run.run()
    assert done.step == len(PLAN) and len(done.values) == 1 + len(PLAN) // 5
    assert done.values[done.best] == max(done.values) > done.values[0]
    assert done.losses[-1] < done.losses[0]
    assert run.kept >= 2
    assert not (tmp_path / CHECKPOINT).exists()


@pytest.mark.parametrize("stop", [3, 10, 13])
def test_an_interrupted_tuning_ends_as_if_it_had_not_been(tmp_path: Path, stop: int) -> None:
    whole = Run(tmp_path / "whole")
    (tmp_path / "whole").mkdir()
    expected = whole.run()
    (tmp_path / "cut").mkdir()
    with pytest.raises(Interrupted):
        Run(tmp_path / "cut").run(stop)
    later = Run(tmp_path / "cut")
    assert later.training.resume()
    assert later.training.progress.step == stop // 5 * 5
    assert later.run() == expected
    for one, other in zip(whole.model.parameters(), later.model.parameters(), strict=True):
        assert torch.equal(one, other)


def test_no_checkpoint_no_resume(tmp_path: Path) -> None:
    assert not Run(tmp_path).training.resume()


def test_a_checkpoint_of_another_tuning_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Interrupted):
        Run(tmp_path).run(10)
    with pytest.raises(InvalidInput, match="another tuning"):
        Run(tmp_path, seed=1).training.resume()


def test_validations_without_a_better_one_end_it(tmp_path: Path) -> None:
    run = Run(tmp_path, patience=2)
    values = iter([0.5, 0.4, 0.6, 0.3, 0.2, 0.9])
    done = run.training.run(PLAN, run.loss, lambda: next(values), run.keep)
    assert done.values == [0.5, 0.4, 0.6, 0.3, 0.2]
    assert done.best == 2 and run.kept == 2 and done.step == 20


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    demand_free(tmp_path / "new")
    demand_free(tmp_path)
    (tmp_path / "thesis.txt").touch()
    with pytest.raises(InvalidInput, match="not empty"):
        demand_free(tmp_path)
    (tmp_path / CHECKPOINT).touch()
    demand_free(tmp_path)

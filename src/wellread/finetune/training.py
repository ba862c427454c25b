"""The loop of every tuning: steps, validation, early stop, and a checkpoint to go on from."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from wellread.errors import InvalidInput
from wellread.finetune.extra import library

T = TypeVar("T")
WARM_UP = 0.05
"""Share of the steps over which the rate rises; from there it falls in a line to nothing."""
CHECKPOINT = "checkpoint.safetensors"
REPORT = "tuning.json"
"""What was done, beside the tuned model."""

Tell = Callable[[str, int, int], None]
"""Called with how it goes, how many steps are done and how many there are."""


def silent(said: str, done: int, total: int) -> None:
    """Nobody listens."""


@dataclass(frozen=True)
class Schedule:
    """How long and how fast is learnt."""

    rate: float
    """The highest step size of AdamW."""
    every: int
    """Steps between validations; a checkpoint is written at each."""
    patience: int
    """So many validations in a row without a better one end the tuning."""
    seed: int = 0


@dataclass
class Progress:
    """How far a tuning has come."""

    step: int = 0
    losses: list[float] = field(default_factory=list)
    """Mean loss of the steps before each validation but the first."""
    values: list[float] = field(default_factory=list)
    """What each validation found, higher is better; the first is of the model untuned."""
    best: int = 0
    """Index of the best in `values`."""
    since: float = 0.0
    """Sum of the losses since the last validation."""


def demand_free(out: Path) -> None:
    """Refuse a folder that holds anything but what an interrupted tuning left.

    Raises:
        InvalidInput: it does.
    """
    if out.exists() and any(out.iterdir()) and not (out / CHECKPOINT).exists():
        raise InvalidInput(
            f"'{out}', which is not empty",
            "a new or empty folder for the tuned model",
            "Name another with --out, or empty it.",
        )


def _digest(parts: Sequence[object]) -> str:
    found = hashlib.sha256()
    for part in parts:
        found.update(repr(part).encode())
    return found.hexdigest()


class Training:
    """One tuning.

    Args:
        model: A torch module; those of its parameters that require a gradient are learnt.
        folder: Where the checkpoint is kept.
        schedule: How long and how fast.
        identity: All that the outcome depends on; a checkpoint of another tuning is not gone on from.
    """

    def __init__(self, model: Any, folder: Path, schedule: Schedule, identity: Sequence[object]) -> None:
        self._torch = library("torch", "tuning")
        self._files = library("safetensors.torch", "tuning")
        self.model = model
        self.schedule = schedule
        self.path = folder / CHECKPOINT
        self.identity = _digest([schedule, *identity])
        self.learnt = {name: p for name, p in model.named_parameters() if p.requires_grad}
        self.optimizer = self._torch.optim.AdamW(self.learnt.values(), lr=schedule.rate, weight_decay=0.01)
        self.progress = Progress()

    def run(
        self,
        plan: Sequence[T],
        loss: Callable[[T], Any],
        validate: Callable[[], float],
        keep: Callable[[], None],
        tell: Tell = silent,
    ) -> Progress:
        """Take the steps of `plan` that are not taken yet, until it ends or validation gets no better.

        Args:
            plan: A batch for each step.
            loss: Works out the loss of a batch, a scalar tensor.
            validate: How good the model is, higher is better.
            keep: Called whenever it is better than ever before.
            tell: Told of the progress.
        """
        now = self.progress
        if not now.values:
            self._validated(validate(), keep)
            self._save()
        while now.step < len(plan) and not self._over():
            self._step(plan[now.step], loss, now.step, len(plan))
            if now.step % self.schedule.every == 0 or now.step == len(plan):
                steps = (now.step - 1) % self.schedule.every + 1
                now.losses.append(now.since / steps)
                now.since = 0.0
                self._validated(validate(), keep)
                self._save()
            tell(f"best {now.values[now.best]:.4f}", now.step, len(plan))
        self.path.unlink(missing_ok=True)
        return now

    def resume(self) -> bool:
        """Go on from the checkpoint, where there is one.

        Raises:
            InvalidInput: it is of another tuning.
        """
        if not self.path.exists():
            return False
        library("safetensors", "tuning")
        with self._files.safe_open(self.path, "pt") as file:
            told = json.loads(file.metadata()["tuning"])
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
        if told["identity"] != self.identity:
            raise InvalidInput(
                f"the checkpoint {self.path} of another tuning",
                "the same model, data and settings as when it was begun",
                "Go on with those, or leave out --resume to begin anew.",
            )
        self.progress = Progress(**told["progress"])
        with self._torch.no_grad():
            for name, p in self.learnt.items():
                p.copy_(tensors[f"model.{name}"])
        state: dict[int, dict[str, Any]] = {}
        for name, tensor in tensors.items():
            kind, _, rest = name.partition(".")
            if kind == "adam":
                index, _, what = rest.partition(".")
                state.setdefault(int(index), {})[what] = tensor
        self.optimizer.load_state_dict(self.optimizer.state_dict() | {"state": state})
        return True

    def _step(self, batch: T, loss: Callable[[T], Any], step: int, steps: int) -> None:
        own = self.schedule
        self._torch.manual_seed(own.seed * 1_000_003 + step)  # so that dropout is the same after a resume
        rising = (step + 1) / max(1, round(WARM_UP * steps))
        for group in self.optimizer.param_groups:
            group["lr"] = own.rate * min(rising, 1 - step / steps)
        self.model.train()
        self.optimizer.zero_grad()
        value = loss(batch)
        value.backward()
        self._torch.nn.utils.clip_grad_norm_(self.learnt.values(), 1.0)
        self.optimizer.step()
        self.progress.step += 1
        self.progress.since += float(value.detach())

    def _validated(self, value: float, keep: Callable[[], None]) -> None:
        now = self.progress
        best = max(now.values, default=-math.inf)
        now.values.append(value)
        if value > best:
            now.best = len(now.values) - 1
            keep()

    def _over(self) -> bool:
        now = self.progress
        return len(now.values) - 1 - now.best >= self.schedule.patience

    def _save(self) -> None:
        tensors = {f"model.{name}": p.detach().cpu().contiguous() for name, p in self.learnt.items()}
        for index, state in self.optimizer.state_dict()["state"].items():
            tensors |= {f"adam.{index}.{what}": value.cpu().contiguous() for what, value in state.items()}
        told = json.dumps({"identity": self.identity, "progress": asdict(self.progress)})
        new = self.path.with_suffix(".new")
        self._files.save_file(tensors, new, {"tuning": told})
        new.replace(self.path)

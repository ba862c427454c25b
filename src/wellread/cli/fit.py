"""`wellread fit`."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from wellread.cli.opening import opened
from wellread.cli.options import Folder, Json
from wellread.cli.output import print_json, show, talk
from wellread.cli.progress import step_bar

FALLBACK = "too little behaviour to learn weights from; those of the settings are used"

LEAST = 0.01
"""Smaller weights are not told."""


class Steps:
    """Tells each step's seconds once the next begins.

    Args:
        bar: Is told the same steps.
    """

    def __init__(self, bar: Callable[[str, int, int], None]) -> None:
        self.seconds: dict[str, float] = {}
        self._bar = bar
        self._name = ""
        self._begin = time.perf_counter()

    def __call__(self, name: str, done: int, total: int) -> None:
        """A step begins."""
        self.end()
        self._name = name
        self._bar(name, done, total)

    def end(self) -> None:
        """The present step is done."""
        now = time.perf_counter()
        if self._name:
            self.seconds[self._name] = round(now - self._begin, 3)
            talk(f"{now - self._begin:8.2f} s  {self._name}")
        self._begin = now


def fit(
    rollback: Annotated[bool, typer.Option("--rollback", help="Go back to the models of before.")] = False,
    workspace: Folder = Path(),
    json: Json = False,
) -> None:
    """Fit all models on the whole record. A running server takes them up within seconds."""
    with opened(workspace) as there:
        if rollback:
            version = there.rollback()
            if json:
                print_json({"snapshot": version})
            else:
                show(f"answers come from snapshot {version} now")
            return
        with step_bar() as bar:
            steps = Steps(bar)
            version = there.fit(steps).version
            steps.end()
        manifest, rankers = there.snapshots.read(version)[1], there.status()["rankers"]
    found = {name: manifest[name] for name in ("items", "users", "events")} | {"snapshot": version}
    if json:
        learnt = {name: _without_trees(saved) for name, saved in manifest["rankers"].items()}
        kept = {name: manifest[name] for name in ("dropped", "noise")}
        print_json(found | kept | {"rankers": learnt, "seconds": steps.seconds})
    else:
        counted = ", ".join(f"{found[name]:,} {name}" for name in ("items", "users", "events"))
        show(f"fitted on {counted}: snapshot {version}, {sum(steps.seconds.values()):.1f} s")
        for name in rankers:
            saved = manifest["rankers"].get(name)
            show(f"{name}: {_weights(saved) if saved else FALLBACK}")
    for cause, n in manifest["noise"].items():
        talk(f"believed less: {n['events']:,} events of {n['people']:,} people ({cause})")
    for name, share in manifest["dropped"].items():
        talk(f"{name}: {share:.0%} of the sums were left out; raise `models.{name}.memory` to keep more")
    if not manifest["events"]:
        talk("there are no events yet: lists follow what items say, and what is new")


def _weights(saved: dict[str, Any]) -> str:
    """What a ranker learnt, the largest weights first."""
    if saved["kind"] == "trees":
        return f"trees over {', '.join([*saved['sources'], *saved['features']])}"
    weights = saved["sources"] | saved["features"]
    largest = sorted(weights, key=lambda name: -weights[name])
    return ", ".join(f"{name} {weights[name]:.2f}" for name in largest if weights[name] >= LEAST)


def _without_trees(saved: dict[str, Any]) -> dict[str, Any]:
    """A ranker as people can read it: the trees themselves are megabytes."""
    return {key: value for key, value in saved.items() if key != "model"}

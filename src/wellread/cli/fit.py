"""`wellread fit`."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from wellread.cli.opening import opened
from wellread.cli.options import Folder, Json
from wellread.cli.output import print_json, show, talk
from wellread.cli.progress import step_bar


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
        manifest = there.snapshots.read(version)[1]
    found = {name: manifest[name] for name in ("items", "users", "events")} | {"snapshot": version}
    if json:
        kept = {name: manifest[name] for name in ("dropped", "noise")}
        print_json(found | kept | {"seconds": steps.seconds})
    else:
        counted = ", ".join(f"{found[name]:,} {name}" for name in ("items", "users", "events"))
        show(f"fitted on {counted}: snapshot {version}, {sum(steps.seconds.values()):.1f} s")
    for cause, n in manifest["noise"].items():
        talk(f"believed less: {n['events']:,} events of {n['people']:,} people ({cause})")
    for name, share in manifest["dropped"].items():
        talk(f"{name}: {share:.0%} of the sums were left out; raise `models.{name}.memory` to keep more")
    if not manifest["events"]:
        talk("there are no events yet: lists follow what items say, and what is new")

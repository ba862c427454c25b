"""`wellread learn`."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wellread.cli.opening import opened
from wellread.cli.options import Folder, Json
from wellread.cli.output import print_json, show, talk
from wellread.errors import LearnerBusy

if TYPE_CHECKING:
    from wellread.engine.learner import Learnt


def learn(
    follow: Annotated[bool, typer.Option("--follow", help="Go on until interrupted.")] = False,
    reset_rankers: Annotated[
        bool, typer.Option("--reset-rankers", help="Rankers forget what they learnt since the fit.")
    ] = False,
    workspace: Folder = Path(),
    json: Json = False,
) -> None:
    """Have the models learn what happened since they were fitted. `wellread serve` does so by itself."""
    with opened(workspace) as there:
        if reset_rankers:
            there.reset_rankers()
            talk("rankers go back to their fitted weights at the next step of whoever learns")
        if not follow:
            try:
                learnt = there.learn()
            except LearnerBusy:
                if reset_rankers:
                    return  # the other one sees to it
                raise
            if json:
                print_json(learnt._asdict())
            else:
                show(f"everything up to event {learnt.seq:,} is learnt: snapshot {learnt.version}")
            return
    _follow(workspace)


def _follow(workspace: Path) -> None:
    from wellread.engine.learner import Learner

    stop, learner = threading.Event(), Learner(workspace)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: threading.Thread(target=stop.set).start())
    talk(f"learning from what happens in '{workspace}', until interrupted")
    try:
        learner.run(stop, _tell)
    finally:
        learner.close()


def _tell(learnt: Learnt) -> None:
    if learnt.events or learnt.solved:
        told = f"{learnt.events:,} events, {learnt.solved:,} rows solved in {learnt.seconds:.2f} s"
        talk(f"{learnt.version}: {told}; {learnt.behind:,} events and {learnt.waiting:,} rows wait")

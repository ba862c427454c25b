"""The workspace of the demo: real films, simulated people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wellread.cli.fit import Steps
from wellread.cli.output import talk
from wellread.cli.progress import step_bar
from wellread.errors import InvalidInput

if TYPE_CHECKING:
    from wellread.engine.workspace import Workspace

PEOPLE, SEED = 1500, 7
SETTINGS = """\
# Simulated people know films by genre, country and decade only, so here the texts weigh more than by default.
[pipelines.home]
sources = { item_to_item = 1.0, next_item = 0.5, content = 1.5, words = 4.0, popular = 0.5, latest = 0.02 }
diversity = 0.1
"""
MARK = "demo"
"""Key in the store's meta: "begun", then "done"."""


def demo_workspace(folder: Path) -> Workspace:
    """The demo's workspace in `folder`; filled and fitted where that was not done before.

    Raises:
        InvalidInput: `folder` is a workspace of somebody's own.
    """
    from wellread.engine.workspace import Workspace
    from wellread.settings import FILE

    if not folder.exists():
        folder.mkdir(parents=True)
        (folder / FILE).write_text(SETTINGS, "utf-8")
    workspace = Workspace(folder)
    try:
        mark = workspace.store.get_meta(MARK)
        if mark is None and workspace.store.counts()["items"]:
            raise InvalidInput(
                f"'{folder}' holds another workspace",
                "a free folder: simulated people do not belong among real ones",
                "Name another with --folder.",
            )
        if mark != "done":
            _fill(workspace)
    except BaseException:
        workspace.close()
        raise
    return workspace


def _fill(workspace: Workspace) -> None:
    """Ids are fixed, so that a second attempt adds what a first one could not."""
    from wellread.data import Simulator, demo_films

    workspace.store.set_meta(MARK, "begun")
    films = demo_films()
    people = Simulator(films, seed=SEED, n_users=PEOPLE)
    workspace.put_items(films)
    workspace.put_users(people.users())
    workspace.add_events(people.events())
    counts = workspace.store.counts()
    talk(f"made '{workspace.folder}': {counts['items']} films; {counts['users']} simulated people "
         f"and {counts['events']:,} simulated events")  # fmt: skip
    with step_bar() as bar:
        steps = Steps(bar)
        workspace.fit(steps)
        steps.end()
    workspace.store.set_meta(MARK, "done")

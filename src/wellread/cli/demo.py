"""`wellread demo`."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from wellread.cli.answer import table, understood
from wellread.cli.demo_workspace import demo_workspace
from wellread.cli.options import Port
from wellread.cli.output import console, show, talk
from wellread.cli.serve import answer_over_http
from wellread.cli.side_by_side import side_by_side
from wellread.errors import NotFound

if TYPE_CHECKING:
    from wellread.engine.workspace import Workspace

SENTENCES = (
    "我喜欢的电影是《肖申克的救赎》和《阿甘正传》。",
    "My favourite films are The Shawshank Redemption and Forrest Gump.",
    "a quiet science fiction film about loneliness",
)
PERSON = "p007"
VISITOR = "visitor"
SHOWN, HISTORY = 5, 6


def demo(
    once: Annotated[bool, typer.Option("--once", help="Print the lists and end; start no server.")] = False,
    folder: Annotated[Path, typer.Option(help="Where the demo's workspace is, or is made.")] = Path(
        "demo-films"
    ),
    port: Port = None,
) -> None:
    """Recommend films to sentences and to simulated people, then serve them over HTTP."""
    with demo_workspace(folder) as workspace:
        show("All people here are simulated; the films are real.")
        for sentence in SENTENCES:
            _sentence(workspace, sentence)
        _person(workspace)
        _click(workspace)
    if not once:
        answer_over_http(folder, port=port)


def _heading(text: str) -> None:
    console().rule(text, align="left", characters="-")


def _sentence(workspace: Workspace, sentence: str) -> None:
    _heading(f"Somebody says: {sentence}")
    answer = workspace.recommend(text=sentence, k=SHOWN)
    if answer.wish is not None:
        show(f"understood {understood(answer.wish)}")
    show(table(answer))


def _person(workspace: Workspace) -> None:
    _heading(f"Simulated person {PERSON}")
    catalogue = workspace.engine.catalogue
    show("latest events:")
    for event in workspace.store.history(PERSON, HISTORY):
        stars = f" {event.value:g}" if event.value is not None else ""
        show(f"  {event.kind}{stars}: {catalogue.title(event.row)}")
    show(table(workspace.recommend(user=PERSON, k=SHOWN)))


def _click(workspace: Workspace) -> None:
    """Somebody new gets a list, likes one film of it, and gets the next list."""
    from wellread.domain import Event

    with suppress(NotFound):
        workspace.delete_user(VISITOR)  # of an earlier run
    before = workspace.recommend(user=VISITOR, k=2 * SHOWN)
    chosen = before.items[2]
    begin = time.perf_counter()
    workspace.add_events([Event(user=VISITOR, item=chosen.id, kind="like", synthetic=True)])
    after = workspace.recommend(user=VISITOR, k=2 * SHOWN)
    ms = (time.perf_counter() - begin) * 1e3
    _heading(f"Somebody new, simulated, likes “{chosen.title}”")
    show(side_by_side(before, after, ("before", "after")))
    show(table(after, title="the list after, with reasons"))
    show(f"{ms:.1f} ms from the event to the new list, the event on disk")
    talk(f"the workspace is '{workspace.folder}': try `wellread recommend -w {workspace.folder} --text ...`")

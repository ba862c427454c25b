"""A workspace of events that nobody simulated: evaluations take no others."""

from __future__ import annotations

from pathlib import Path

from tests.conformance import worlds

from wellread.domain import Event
from wellread.engine.workspace import Workspace


def people(folder: Path) -> Path:
    """The checkerboard of 60 people, each event a rating and later than the one before."""
    with Workspace(folder) as workspace:
        workspace.put_items(worlds.items())
        workspace.add_events(
            [
                Event(
                    user=f"u{user}", item=f"i{row}", kind="rate", value=3 + row % 3,
                    time=1e9 + 100_000.0 * place + user,
                )
                for user, rows in enumerate(worlds.histories())
                for place, row in enumerate(rows)
            ]
        )  # fmt: skip
    return folder

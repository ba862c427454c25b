from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wellread.domain import Event, Item
from wellread.engine.workspace import Workspace
from wellread.errors import InvalidInput
from wellread.evaluation import record
from wellread.settings import Models, Settings


def events(n: int = 4, **more: Any) -> list[Event]:
    return [
        Event(user="u", item=f"i{i}", kind="review", time=float(i), text="kraken", **more) for i in range(n)
    ]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    found = Workspace(tmp_path / "shop")
    found.put_items([Item(id=f"i{i}", title=f"Title {i}", text="boats") for i in range(4)])
    return found


def test_simulated_events_are_no_evidence(workspace: Workspace) -> None:
    with pytest.raises(InvalidInput, match="without events"):
        record.read(workspace.store, workspace.settings)
    workspace.add_events(events(synthetic=True))
    with pytest.raises(InvalidInput, match="4 events, all simulated"):
        record.read(workspace.store, workspace.settings)
    workspace.add_events([Event(user="v", item="i1", kind="like", time=9.0)])
    log, _ = record.read(workspace.store, workspace.settings)
    assert log.times.tolist() == [9.0]
    workspace.close()


def test_histories_are_whole_and_reviews_are_not_read(workspace: Workspace) -> None:
    workspace.add_events(events())
    log, catalogue = record.read(workspace.store, Settings(models=Models(max_history=2)))

    assert len(log) == 4
    assert len(catalogue) == 4
    words = catalogue.encoder.encode(["kraken"])
    assert not np.asarray((catalogue.vectors @ words.T).sum())
    workspace.close()

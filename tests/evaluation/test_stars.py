from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from tests.evaluation.hand_made import catalogue

from wellread.domain import Event, Item
from wellread.engine.workspace import Workspace
from wellread.errors import InvalidInput
from wellread.evaluation import stars
from wellread.evaluation.stars import Stars


def world(n: int = 40) -> Stars:
    """Everybody gives what they give: person p, who likes even items if p is even, 5 or 1 stars."""
    users = np.repeat(np.arange(n), 12)
    items = np.tile(np.arange(12), n)
    times = np.asarray(np.tile(np.arange(12), n) * 100 + users, np.float64)
    values = 1.0 + 4.0 * ((users + items) % 2 == 0)
    return Stars(users, items, times=times, stars=np.asarray(values, np.float64))


def test_stars_of_a_person_tell_what_means_cannot() -> None:
    found = stars.evaluate(world(), catalogue())
    own = {row.name: row for row in found.rows}

    assert (found.ratings, found.people, found.fitted) == (96, 40, 384)
    assert own["global mean"].mae.mean == pytest.approx(2)
    assert own["item mean"].rmse.mean == pytest.approx(2)
    assert own["ratings"].rmse.mean < 1.3
    assert own["item mean"].p < 0.01
    assert json.dumps(found.saved(), allow_nan=False)


def test_only_what_came_before_is_known() -> None:
    """Two ratings at one time know nothing of each other."""
    stars_given = np.array([1.0, 5.0, 5.0, 2.0])
    given = Stars(np.array([0, 0, 0, 1]), np.arange(4), stars_given, np.array([1.0, 2.0, 2.0, 4.0]))
    found = stars._earlier(given, np.array([1, 2, 3]), np.array([0, 0, 3]))

    assert found.tolist() == [1, 1, 0]


def test_ratings_are_read_in_order_and_simulated_ones_left(tmp_path: Path) -> None:
    with Workspace(tmp_path / "w") as workspace:
        workspace.put_items([Item(id="a"), Item(id="b")])
        with pytest.raises(InvalidInput, match="without ratings"):
            stars.read(workspace.store)
        workspace.add_events([
            Event(user="u", item="b", kind="rate", value=4, time=20.0),
            Event(user="u", item="a", kind="rate", value=2, time=10.0),
            Event(user="u", item="a", kind="like", time=11.0),
            Event(user="u", item="a", kind="rate", value=5, time=12.0, synthetic=True),
        ])  # fmt: skip
        found = stars.read(workspace.store)

    assert found.stars.tolist() == [2, 4]
    assert found.times.tolist() == [10, 20]

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import wellread
from wellread.data import Simulator, demo_films
from wellread.engine.engine import Engine
from wellread.engine.workspace import Workspace
from wellread.settings import FILE

SETTINGS = """
[pipelines.ranks]
sources = { item_to_item = 1.0, next_item = 0.5, content = 0.2, words = 3.0, popular = 0.3, latest = 0.02 }
ranker = "reciprocal_rank"

[pipelines.capped]
sources = { popular = 1.0, item_to_item = 1.0 }
cap = [{ field = "country", most = 2 }]
diversity = 0.5

[pipelines.words]
sources = { words = 1.0 }

[pipelines.old]
sources = { popular = 1.0, latest = 0.1 }
filter = { year = { lt = 1960 } }

[pipelines.nothing]
sources = {}
"""


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fitted workspace: the demo films and what sixty simulated people did. Nobody has it open."""
    folder = tmp_path_factory.mktemp("pristine") / "shop"
    folder.mkdir()
    (folder / FILE).write_text(SETTINGS, "utf-8")
    people = Simulator(demo_films(), seed=3, n_users=60)
    with wellread.open(folder) as shop:
        shop.put_items(demo_films())
        shop.put_users(people.users())
        shop.add_events(people.events())
        shop.fit()
    return folder


@pytest.fixture(scope="session")
def shop(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The same for all tests that only ask."""
    folder = tmp_path_factory.mktemp("shared") / "shop"
    shutil.copytree(pristine, folder)
    with wellread.open(folder) as opened:
        yield opened


@pytest.fixture(scope="session")
def engine(shop: Workspace) -> Engine:
    return shop.engine


@pytest.fixture
def folder(pristine: Path, tmp_path: Path) -> Path:
    """A copy for a test that changes it."""
    shutil.copytree(pristine, tmp_path / "shop")
    return tmp_path / "shop"


@pytest.fixture
def own(folder: Path) -> Iterator[Workspace]:
    with wellread.open(folder) as opened:
        yield opened

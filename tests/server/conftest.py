from __future__ import annotations

import shutil
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from wellread.data import Simulator, demo_films
from wellread.domain import Item
from wellread.engine.workspace import Workspace
from wellread.server.app import create_app

with warnings.catch_warnings():
    # Starlette has begun to prefer httpx2; its client is the same with httpx, which the tests need anyway.
    warnings.simplefilter("ignore")
    from fastapi.testclient import TestClient

Starter = Callable[[Path], TestClient]

BOOKS = [
    Item(id=id, title=title, text=text, tags=tags)
    for id, title, text, tags in (
        ("dune", "Dune", "A desert planet, spice and giant worms.", ["sf"]),
        ("emma", "Emma", "A matchmaker in an English village.", ["romance"]),
        ("ubik", "Ubik", "Half-life, telepaths and a spray can.", ["sf"]),
        ("三体", "三体", "三颗太阳的行星与地球的对话，科幻小说。", ["sf"]),
        ("a/b", "Slash", "A book whose id has a slash.", []),
    )
]


@pytest.fixture(scope="session")
def fitted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fitted workspace of films; copy it before changing it."""
    folder = tmp_path_factory.mktemp("fitted") / "films"
    films = demo_films()
    people = Simulator(films, seed=1, n_users=80)
    with Workspace(folder) as workspace:
        workspace.put_items(films)
        workspace.put_users(people.users())
        workspace.add_events(people.events())
        workspace.fit()
    return folder


@pytest.fixture
def start() -> Iterator[Starter]:
    """Starts the application on a folder; stopped at the end of the test."""
    with ExitStack() as running:

        def started(folder: Path) -> TestClient:
            return running.enter_context(TestClient(create_app(Workspace(folder))))

        yield started


@pytest.fixture(scope="session")
def films(fitted: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The films over HTTP, for tests that change nothing."""
    folder = tmp_path_factory.mktemp("shared") / "films"
    shutil.copytree(fitted, folder)
    with TestClient(create_app(Workspace(folder))) as client:
        yield client


@pytest.fixture
def own_films(fitted: Path, tmp_path: Path) -> Path:
    """A copy of the fitted films for one test."""
    return shutil.copytree(fitted, tmp_path / "films")


@pytest.fixture
def shop(tmp_path: Path, start: Starter) -> TestClient:
    """A few books, no events."""
    with Workspace(tmp_path / "shop") as workspace:
        workspace.put_items(BOOKS)
    return start(tmp_path / "shop")

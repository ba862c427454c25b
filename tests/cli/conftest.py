from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from wellread.cli.main import app
from wellread.data import Simulator, demo_films
from wellread.engine.workspace import Workspace

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs the command line; whatever is given becomes an argument."""
    monkeypatch.delenv("WELLREAD_WORKSPACE", raising=False)

    def ran(*arguments: object, input: str | None = None, code: int = 0) -> Result:
        result = CliRunner().invoke(app, [str(argument) for argument in arguments], input=input)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        return result

    return ran


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fitted workspace of films, for tests that change nothing but impressions."""
    folder = tmp_path_factory.mktemp("fitted") / "films"
    catalogue = demo_films()
    people = Simulator(catalogue, seed=1, n_users=80)
    with Workspace(folder) as workspace:
        workspace.put_items(catalogue)
        workspace.put_users(people.users())
        workspace.add_events(people.events())
        workspace.fit()
    return folder


@pytest.fixture
def own_films(films: Path, tmp_path: Path) -> Path:
    """A copy of the fitted films for one test."""
    return shutil.copytree(films, tmp_path / "films")


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """A folder of items and events as CSV; one row is bad."""
    folder = tmp_path / "books"
    folder.mkdir()
    (folder / "items.csv").write_text(
        "id,title,text\ndune,Dune,A desert planet\n三体,三体,三颗太阳的行星\nemma,Emma,A matchmaker\n",
        "utf-8",
    )
    (folder / "events.csv").write_text(
        "user,item,kind,time\nu1,dune,like,1700000000\nu1,三体,view,1700000100\n,dune,like,1700000200\n",
        "utf-8",
    )
    return folder

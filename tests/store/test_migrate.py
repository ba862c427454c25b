import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text
from tests.postgres import Cluster

from wellread.domain import Event
from wellread.errors import StoreError
from wellread.store import Store
from wellread.store.database import Database
from wellread.store.migrate import HEAD
from wellread.store.schema import metadata


def ddl(place: Path) -> set[str]:
    with closing(sqlite3.connect(place)) as raw:
        return {
            sql for (sql,) in raw.execute("select sql from sqlite_master") if sql and "alembic" not in sql
        }


def test_the_steps_lead_to_the_schema(database: Database) -> None:
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def columns(place: Path) -> set[tuple[object, ...]]:
    with closing(sqlite3.connect(place)) as raw:
        return set(
            raw.execute(
                "select t.name, c.* from sqlite_master t join pragma_table_info(t.name) c"
                " where t.name != 'alembic_version'"
            )
        )


def test_the_steps_make_the_very_same_tables(file_shop: Store, file: Path, tmp_path: Path) -> None:
    direct = tmp_path / "direct.db"
    engine = create_engine(f"sqlite:///{direct}")
    metadata.create_all(engine)
    engine.dispose()
    # A column that a step added stands elsewhere in the text of its table.
    assert {sql for sql in ddl(file) ^ ddl(direct) if "TABLE impressions" not in sql} == set()
    assert columns(file) == columns(direct)


def test_head_is_the_last_step() -> None:
    config = Config()
    config.set_main_option("script_location", "wellread.store:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_database_of_a_newer_version_is_refused(database: Database, place: Path | str) -> None:
    with database.write() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(StoreError, match=r"schema 9999.*newer Wellread"):
        Store.open(place)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database without tables, as a URL of SQLAlchemy."""
    if request.param == "sqlite":
        yield f"sqlite:///{request.getfixturevalue('file')}"
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    url = cluster.create()
    yield url.replace("postgresql:", "postgresql+psycopg:")
    cluster.drop(url)


def test_the_database_of_another_program_is_left_alone(empty: str) -> None:
    engine = create_engine(empty)
    with engine.begin() as connection:
        connection.execute(text("create table items (x int)"))
    with pytest.raises(StoreError, match=r"another program \(items\)"):
        Store.open(empty)
    assert inspect(engine).get_table_names() == ["items"]
    engine.dispose()


def test_a_database_of_the_first_version_is_upgraded(empty: str) -> None:
    engine = create_engine(empty)
    with engine.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", "wellread.store:migrations")
        command.upgrade(config, "0001")
        for statement in OF_THE_FIRST:
            connection.execute(text(statement))
    engine.dispose()
    with Store.open(empty) as store:
        assert [shown.experiment for shown in store.impressions("r")] == [""]
        assert store.keys() == []
        assert store.tail(0).log.seqs.tolist() == [1]
        if empty.startswith("sqlite"):
            assert store.last_seq() == 2  # of an event erased before
        assert store.add_events([Event(user="u", item="i", kind="k")]).seq == 3


OF_THE_FIRST = (
    "insert into items (row, id, body, available, version) values (0, 'i', '{}', true, 1)",
    "insert into users (row, id, body) values (0, 'u', '{}')",
    "insert into kinds (row, id) values (0, 'k')",
    *(
        "insert into events (id, user_row, item_row, kind, time, text, session, context, synthetic)"
        f" values ('{id}', 0, 0, 0, 1.5, '', '', '', false)"
        for id in ("e", "f")
    ),
    "delete from events where id = 'f'",
    "insert into impressions"
    " (request, position, item_row, user_row, time, pipeline, version, score, propensity)"
    " values ('r', 0, 0, 0, 1.5, 'home', '1', 0.5, 1)",
)

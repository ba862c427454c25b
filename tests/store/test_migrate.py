import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from wellread.errors import StoreError
from wellread.store import Store
from wellread.store.migrate import HEAD
from wellread.store.schema import metadata


def ddl(place: Path) -> set[str]:
    with closing(sqlite3.connect(place)) as raw:
        return {
            sql for (sql,) in raw.execute("select sql from sqlite_master") if sql and "alembic" not in sql
        }


def test_the_steps_lead_to_the_schema(store: Store, place: Path) -> None:
    engine = create_engine(f"sqlite:///{place}")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def columns(place: Path) -> set[tuple[object, ...]]:
    with closing(sqlite3.connect(place)) as raw:
        return set(
            raw.execute(
                "select t.name, c.* from sqlite_master t join pragma_table_info(t.name) c"
                " where t.name != 'alembic_version'"
            )
        )


def test_the_steps_make_the_very_same_tables(store: Store, place: Path, tmp_path: Path) -> None:
    direct = tmp_path / "direct.db"
    engine = create_engine(f"sqlite:///{direct}")
    metadata.create_all(engine)
    engine.dispose()
    # A column that a step added stands elsewhere in the text of its table.
    assert {sql for sql in ddl(place) ^ ddl(direct) if "TABLE impressions" not in sql} == set()
    assert columns(place) == columns(direct)


def test_head_is_the_last_step() -> None:
    config = Config()
    config.set_main_option("script_location", "wellread.store:migrations")
    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_a_database_of_a_newer_version_is_refused(store: Store, place: Path) -> None:
    store.close()
    with closing(sqlite3.connect(place)) as raw, raw:
        raw.execute("update alembic_version set version_num = '9999'")
    with pytest.raises(StoreError, match=r"schema 9999.*newer Wellread"):
        Store.open(place)


def test_the_database_of_another_program_is_left_alone(place: Path) -> None:
    with closing(sqlite3.connect(place)) as raw, raw:
        raw.execute("create table items (x)")
    with pytest.raises(StoreError, match=r"another program \(items\)"):
        Store.open(place)
    assert ddl(place) == {"CREATE TABLE items (x)"}

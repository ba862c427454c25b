"""Brings the schema of an open database to the version that this code knows."""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from wellread.errors import StoreError

HEAD = "0003"
"""The newest step in `migrations/versions`."""


def at_head(connection: Connection, place: str) -> bool:
    """Whether there is nothing to do, which needs no lock to know.

    Raises:
        StoreError: Another program made this database.
    """
    return _revision(connection, place) == HEAD


def to_head(connection: Connection, place: str) -> None:
    """Makes or upgrades the tables, in the transaction that the caller has begun.

    Args:
        connection: In a write transaction, so that two processes cannot both upgrade.
        place: The database, for the words of errors.

    Raises:
        StoreError: A newer Wellread, or another program, made this database.
    """
    found = _revision(connection, place)
    if found == HEAD:  # another process was quicker
        return
    # Alembic takes a third of a second to import; a database at head never pays for it.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "wellread.store:migrations")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise StoreError(
            f"'{place}' has schema {found}",
            f"schema {HEAD} or older",
            "A newer Wellread wrote it: upgrade with `pip install -U wellread`, or open another database.",
        )
    command.upgrade(config, HEAD)


def _revision(connection: Connection, place: str) -> str | None:
    """The schema's version; None for an empty database."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        found: str | None = connection.scalar(text("select version_num from alembic_version"))
        return found
    if tables:
        raise StoreError(
            f"'{place}' holds tables of another program ({', '.join(sorted(tables)[:3])})",
            "a database of Wellread, or none",
            "Name another file in `database.url`; nothing was changed in this one.",
        )
    return None

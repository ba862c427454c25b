"""Descriptions of items as rows: functions on a connection. Only verified texts come here."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from wellread.errors import NotFound
from wellread.store import items
from wellread.store.schema import descriptions
from wellread.store.schema import items as item_table


class Description(NamedTuple):
    """One text about one item."""

    item: str
    language: str
    """ISO 639-1."""
    tone: str
    text: str
    origin: str
    """`model` or `template`."""
    model: str
    """What the ledger calls the model; "" for a template."""
    prompt: str
    """Hash of how it was asked for."""
    facts: str
    """Hash of the facts that bear it out."""
    time: float
    """Seconds since 1970."""
    approved: bool | None = None
    """Whether a person approved of it; None: nobody has looked."""


def of(connection: Connection, item: str) -> list[Description]:
    """The descriptions of one item, by language and tone; none for an unknown item."""
    wanted = item_table.c.id == item
    return _read(connection, wanted)


def every(connection: Connection) -> list[Description]:
    """All descriptions, by item, language and tone."""
    return _read(connection, item_table.c.row >= 0)


def put(connection: Connection, given: Description) -> None:
    """Makes or replaces the item's description in that language and tone.

    Raises:
        NotFound: No item has this id.
    """
    row = items.expect(connection, [given.item])[given.item]
    connection.execute(delete(descriptions).where(*_at(row, given.language, given.tone)))
    values = {"item_row": row, **{k: v for k, v in given._asdict().items() if k != "item"}}
    connection.execute(insert(descriptions).values(values))


def approve(connection: Connection, item: str, language: str, tone: str, approved: bool | None) -> None:
    """Says what a person thinks of a description.

    Raises:
        NotFound: There is none.
    """
    row = items.find(connection, [item]).get(item, -1)
    where = _at(row, language, tone)
    if not connection.execute(update(descriptions).where(*where).values(approved=approved)).rowcount:
        raise missing(item, language, tone)


def forget(connection: Connection, item: str) -> None:
    """Deletes the descriptions of an item."""
    row = items.find(connection, [item]).get(item, -1)
    connection.execute(delete(descriptions).where(descriptions.c.item_row == row))


def missing(item: str, language: str, tone: str) -> NotFound:
    """The error of a description that is not there."""
    return NotFound(
        f"a {tone} description of '{item}' in '{language}'",
        "one that was written, and not refused or outdated since",
        f"Write it: wellread describe {item} --language {language} --tone {tone}.",
    )


def _at(row: int, language: str, tone: str) -> tuple[ColumnElement[bool], ...]:
    at = descriptions.c
    return at.item_row == row, at.language == language, at.tone == tone


def _read(connection: Connection, wanted: ColumnElement[bool]) -> list[Description]:
    told = [descriptions.c[name] for name in Description._fields if name != "item"]
    query = (
        select(item_table.c.id, *told)
        .select_from(descriptions.join(item_table, item_table.c.row == descriptions.c.item_row))
        .where(wanted)
        .order_by(descriptions.c.item_row, descriptions.c.language, descriptions.c.tone)
    )
    return [Description(*row) for row in connection.execute(query)]

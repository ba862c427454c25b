"""Answers of language models about items as rows: functions on a connection."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from wellread.store.schema import completions


def get(connection: Connection, digest: str) -> str | None:
    """The answer that was kept under a digest; None where none was."""
    return connection.scalar(select(completions.c.body).where(completions.c.digest == digest))


def put(connection: Connection, digest: str, body: str, time: float) -> None:
    """Keeps an answer; takes the place of one before."""
    connection.execute(delete(completions).where(completions.c.digest == digest))
    connection.execute(insert(completions).values(digest=digest, body=body, time=time))

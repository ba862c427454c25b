"""The tables.

Rows of items, users and kinds are dense integers from 0, given out once and never taken back:
arrays in memory are indexed by them. So nothing here is declared a foreign key: what an event
points at cannot go away, and the check would cost every insert two look-ups.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    text,
)

from wellread.store.sqlite import NEVER_REUSED, SEQ

metadata = MetaData()

_GIVEN = text("request IS NOT NULL")

items = Table(
    "items",
    metadata,
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("available", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Index("items_id", "id", unique=True),
    Index("items_version", "version"),
)
"""`body`: JSON of what is not a column of its own. `version`: that of its last change."""

users = Table(
    "users",
    metadata,
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("id", Text),
    Column("body", Text, nullable=False),
    Index("users_id", "id", unique=True),
)
"""`id` is NULL once the user is erased."""

kinds = Table(
    "kinds",
    metadata,
    Column("row", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False),
    Index("kinds_id", "id", unique=True),
)

events = Table(
    "events",
    metadata,
    Column("seq", SEQ, primary_key=True),
    Column("id", Text, nullable=False),
    Column("user_row", Integer, nullable=False),
    Column("item_row", Integer),
    Column("kind", Integer, nullable=False),
    Column("value", Float),
    Column("time", Float, nullable=False),
    Column("text", Text, nullable=False),
    Column("session", Text, nullable=False),
    Column("context", Text, nullable=False),
    Column("request", Text),
    Column("synthetic", Boolean, nullable=False),
    Index("events_id", "id", unique=True),
    Index("events_history", "user_row", "time", "seq"),
    Index("events_request", "request", sqlite_where=_GIVEN, postgresql_where=_GIVEN),
    **NEVER_REUSED,
)
"""Only ever appended to, but for the erasure of a user. `kind` is a row of `kinds`."""

impressions = Table(
    "impressions",
    metadata,
    Column("request", Text, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("item_row", Integer, nullable=False),
    Column("user_row", Integer),
    Column("time", Float, nullable=False),
    Column("pipeline", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("propensity", Float, nullable=False),
    Column("experiment", Text, nullable=False, server_default=""),
    Index("impressions_user", "user_row"),
)

erasures = Table(
    "erasures",
    metadata,
    Column("number", SEQ, primary_key=True),
    Column("body", Text, nullable=False),
    **NEVER_REUSED,
)
"""Events of erased users that were counted and are to be subtracted: `body` is what `erasures.py` writes."""

keys = Table(
    "keys",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("created", Float, nullable=False),
    Column("expires", Float),
)
"""API keys: hashed. `scopes` are words with a space between."""

vectors = Table(
    "vectors",
    metadata,
    Column("encoder", Text, primary_key=True),
    Column("digest", Text, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)
"""What encoders said of texts, by hash of the text: `vector` is little-endian float16."""

ledger = Table(
    "ledger",
    metadata,
    Column("number", SEQ, primary_key=True),
    Column("time", Float, nullable=False),
    Column("day", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("input", Integer, nullable=False),
    Column("cached_input", Integer, nullable=False),
    Column("output", Integer, nullable=False),
    Column("cost", BigInteger, nullable=False),
    Column("ms", Float, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("calls", Integer, nullable=False),
    Index("ledger_day", "day", "purpose", "cost"),
    **NEVER_REUSED,
)
"""Calls of language models. `day`: UTC, "2026-01-31". `cost`: in billionths of the budget's currency.
`calls`: how many a row stands for; those that were not sent share one."""

completions = Table(
    "completions",
    metadata,
    Column("digest", Text, primary_key=True),
    Column("time", Float, nullable=False),
    Column("body", Text, nullable=False),
)
"""Answers of language models about items, by hash of all that they depend on; nothing about people."""

descriptions = Table(
    "descriptions",
    metadata,
    Column("item_row", Integer, primary_key=True, autoincrement=False),
    Column("language", Text, primary_key=True),
    Column("tone", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("prompt", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("time", Float, nullable=False),
    Column("approved", Boolean),
)
"""Texts written about items and verified. `origin`: model or template; `prompt`, `facts`: hashes of these."""

summaries = Table(
    "summaries",
    metadata,
    Column("user_row", Integer, primary_key=True, autoincrement=False),
    Column("seq", SEQ, nullable=False),
    Column("time", Float, nullable=False),
    Column("text", Text, nullable=False),
    Column("origin", Text, nullable=False),
)
"""What people's histories say in a few words; `seq`: the last event read. Goes when the user is erased."""

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

"""The record: items, users, kinds, events, impressions, meta."""

import sqlalchemy as sa
from alembic import op

from wellread.store.sqlite import NEVER_REUSED, SEQ

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the tables of an empty database."""
    op.create_table(
        "items",
        sa.Column("row", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("available", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Index("items_id", "id", unique=True),
        sa.Index("items_version", "version"),
    )
    op.create_table(
        "users",
        sa.Column("row", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text),
        sa.Column("body", sa.Text, nullable=False),
        sa.Index("users_id", "id", unique=True),
    )
    op.create_table(
        "kinds",
        sa.Column("row", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Index("kinds_id", "id", unique=True),
    )
    _create_events()
    op.create_table(
        "impressions",
        sa.Column("request", sa.Text, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("item_row", sa.Integer, nullable=False),
        sa.Column("user_row", sa.Integer),
        sa.Column("time", sa.Float, nullable=False),
        sa.Column("pipeline", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("propensity", sa.Float, nullable=False),
        sa.Index("impressions_user", "user_row"),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column("seq", SEQ, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("user_row", sa.Integer, nullable=False),
        sa.Column("item_row", sa.Integer),
        sa.Column("kind", sa.Integer, nullable=False),
        sa.Column("value", sa.Float),
        sa.Column("time", sa.Float, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("session", sa.Text, nullable=False),
        sa.Column("context", sa.Text, nullable=False),
        sa.Column("request", sa.Text),
        sa.Column("synthetic", sa.Boolean, nullable=False),
        sa.Index("events_id", "id", unique=True),
        sa.Index("events_history", "user_row", "time", "seq"),
        **NEVER_REUSED,
    )

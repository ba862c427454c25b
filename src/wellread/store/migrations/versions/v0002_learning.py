"""What learning from a growing log needs: experiments, joined requests, erasures to follow; and API keys."""

import sqlalchemy as sa
from alembic import op

from wellread.store.sqlite import NEVER_REUSED, SEQ

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Adds what the record did not have."""
    op.add_column("impressions", sa.Column("experiment", sa.Text, nullable=False, server_default=""))
    given = sa.text("request IS NOT NULL")
    op.create_index("events_request", "events", ["request"], sqlite_where=given, postgresql_where=given)
    op.create_table(
        "erasures",
        sa.Column("number", SEQ, primary_key=True),
        sa.Column("body", sa.Text, nullable=False),
        **NEVER_REUSED,
    )
    op.create_table(
        "keys",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("created", sa.Float, nullable=False),
        sa.Column("expires", sa.Float),
    )
    if op.get_bind().dialect.name == "sqlite":
        # The highest seq ever given out, where its event was erased: from now on it stands in `meta`.
        op.execute(
            "insert into meta (key, value)"
            " select 'erased_seq', seq from sqlite_sequence where name = 'events'"
        )

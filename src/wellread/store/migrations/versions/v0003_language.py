"""What language models need: vectors and answers that are kept, the ledger, descriptions, summaries."""

import sqlalchemy as sa
from alembic import op

from wellread.store.sqlite import NEVER_REUSED, SEQ

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds what the record did not have."""
    op.create_table(
        "vectors",
        sa.Column("encoder", sa.Text, primary_key=True),
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("vector", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "ledger",
        sa.Column("number", SEQ, primary_key=True),
        sa.Column("time", sa.Float, nullable=False),
        sa.Column("day", sa.Text, nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("input", sa.Integer, nullable=False),
        sa.Column("cached_input", sa.Integer, nullable=False),
        sa.Column("output", sa.Integer, nullable=False),
        sa.Column("cost", sa.BigInteger, nullable=False),
        sa.Column("ms", sa.Float, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("calls", sa.Integer, nullable=False),
        **NEVER_REUSED,
    )
    op.create_index("ledger_day", "ledger", ["day", "purpose", "cost"])
    op.create_table(
        "completions",
        sa.Column("digest", sa.Text, primary_key=True),
        sa.Column("time", sa.Float, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "descriptions",
        sa.Column("item_row", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("language", sa.Text, primary_key=True),
        sa.Column("tone", sa.Text, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("model", sa.Text, nullable=False),
        sa.Column("prompt", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("time", sa.Float, nullable=False),
        sa.Column("approved", sa.Boolean),
    )
    op.create_table(
        "summaries",
        sa.Column("user_row", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("seq", SEQ, nullable=False),
        sa.Column("time", sa.Float, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
    )

"""Runs the steps on the connection that `wellread.store.migrate` holds, inside its transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()

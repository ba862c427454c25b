"""Alembic's folder: the schema, step by step. Run by `wellread.store.migrate`, never by hand."""

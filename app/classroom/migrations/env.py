"""Alembic runs this; the connection, already in a transaction, comes from `migrate.py`."""

from alembic import context

from app.classroom.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()

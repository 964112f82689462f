"""Alembic's entry: runs the migrations on the connection that the book hands over; there is no alembic.ini."""

from alembic import context

from duty.book.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()

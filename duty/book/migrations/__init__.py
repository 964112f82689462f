"""The book's tables, step by step: one file a step, never changed once it has been released."""

REVISIONS = ("0001", "0002")
"""All, oldest first: a book at the last one is opened without loading Alembic, one at another is a newer program's."""

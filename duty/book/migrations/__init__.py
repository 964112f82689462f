"""The book's tables, step by step: one file a step, never changed once it has been released."""

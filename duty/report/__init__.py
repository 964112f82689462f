"""The shift's report: figures read from the book, as HTML and CSV. Words come from whoever shows it."""

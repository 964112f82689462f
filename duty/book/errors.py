"""What can go wrong with the book, as one sentence each."""

from base.errors import PersonError


class BookError(PersonError):
    """The book cannot be opened, read or written at the moment: try again later. The sentence says what and why."""


class RowRefused(BookError):  # noqa: N818  a word of the book, like Receipt.REFUSED
    """A row that the book will never take, however often it is tried: it names something that is not there, or lacks
    what it must have. Nothing of its batch was written."""

    def __init__(self, row_uuid: str, table: str, why: str) -> None:
        self.row_uuid = row_uuid
        super().__init__(f"The book refuses a row of {table} for good: {why}")

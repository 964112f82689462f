"""A ledger that keeps what is written, and never says that it is in a book."""

from duty.book.rows import Receipt, Row


class Kept:
    """duty.book.rows.Ledger."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def write(self, *rows: Row) -> None:
        self.rows += rows

    def receipt(self, row_uuid: str) -> Receipt:
        return Receipt.WAITING

    def trouble(self) -> str:
        return ""

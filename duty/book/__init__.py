"""The duty book: rows that are added and never changed, chained by hash, in SQLite or PostgreSQL.

It knows no domain: who wants something written makes Rows, who wants to read gets a connection (store.Book).
"""

"""How long the book waits for a server. Whoever appends never waits more than some five seconds."""

CONNECT_S = 3
PING_S = 2.0
"""Whether the connection that was kept still answers; if not, CONNECT_S more for a new one."""
WRITE_S = 5.0
"""For one answer while appending."""
LOCK_S = 4.0
"""For the lock on the head of the chain, while others append."""
READ_S = 60.0
"""For one answer to a reader: a report over a month must not be cut short by a busy server."""
MIGRATE_S = 600.0
OPEN_S = 30.0
"""For whoever makes a file's tables on a slow disk; then one is told."""
IDLE_S = 15
"""A program that stops between its lock on the head and its commit loses both, so that the others go on."""

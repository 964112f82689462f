"""Incidents as people deal with them: the list, one in full, opening, sending, closing, and the card to print."""

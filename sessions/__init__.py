"""Everything that happened, on one clock: the World that is live now, and later its record and replay."""

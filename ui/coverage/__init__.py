"""Coverage seen: the map coloured by time since last seen, blind spots, and on-time shares over weeks."""

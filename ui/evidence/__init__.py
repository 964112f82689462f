"""Where a person chooses what leaves the house as evidence, and watches it being made."""

"""A recorded session as a World of its own: its clock is the deck's, and nothing in it can transmit."""

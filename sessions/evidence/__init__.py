"""A clip that others can check: what is taken out of the house, signed."""

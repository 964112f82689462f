"""A tiny scene kit: a pinhole camera over a world in metres (x east, y north, z up) and things to put into it."""

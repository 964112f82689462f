"""The camera wall: pictures from the workers' shared memory, tiled on one paint surface, and the bar above it."""

"""Training in the window: scripts, the run itself in a window of its own, and its debrief."""

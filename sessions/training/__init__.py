"""A script on top of a session or of the simulator, the reactions of who is trained, and what they score."""

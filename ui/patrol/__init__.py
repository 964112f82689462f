"""The Patrol workspace: the round and its step, what is due, coverage, plans and reports as pages."""

"""The recorder: what is recorded when, into which session, and what must go."""

"""Recorded packets cut out untouched, and clips drawn from them with time and masks: in a child process."""

"""Shift reports seen: choosing one, its words in both languages, and its PDF."""

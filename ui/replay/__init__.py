"""Replay: the library of sessions, the deck on which one is played, its timeline, and live and replay side by side."""

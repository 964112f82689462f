"""Coverage: which cameras were seen how long ago, which streets no healthy camera sees, and how it was over weeks."""

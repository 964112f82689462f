"""Recording as the window shows it: the field at the foot, start, stop and bookmark, and what the layout was."""

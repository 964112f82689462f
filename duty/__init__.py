"""The shift: the precinct's configuration, incidents, what needs attention, and the book they are written in.

Knows cameras and drones by their facts only, and nothing of windows.
"""

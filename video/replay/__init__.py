"""Recorded video through the same door as live: segments and foreign clips to slots, at the playhead's time."""

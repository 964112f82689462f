"""Cameras to frames: sources, decoding, freshness facts, masks, shared-memory slots, and the supervisor of the workers.

Decoding runs in processes of its own; what the wall sees of it is `video.feed`.
"""

"""The demo's camera clips: streets that the program draws in perspective and encodes once, in processes of their own.

`clips` is for the calling process and imports neither OpenCV nor FFmpeg; `kit` draws, `places` says what is where.
"""

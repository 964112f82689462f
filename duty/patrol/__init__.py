"""Mouse patrol: plans and shifts, what is due, rounds of steps, and honest sightings. Pure: no thread, no Qt, no book.

Whoever runs it tells it the time, what the screen really shows and what the officer does; it answers with a view and
with rows to be written.
"""

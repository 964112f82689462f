"""The ground floor: clock, workers, back-off, geodesy, errors, secrets, the log.

Knows no domain: nothing here has heard of a camera, a drone or a shift.
"""

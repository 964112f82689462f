"""The fleet workspace: every drone, dock and link at a glance, with the age of every value.

`rows` is the table model that the lists of the airspace workspace use too.
"""

"""MAVLink to fleet, docks and airspace: links, decoding, state, zones, tracks, verdicts, and a simulator.

What the rooms above see of it is `drones.picture`: one immutable snapshot.
"""

"""A fleet that speaks real MAVLink over loopback UDP, for the demo and for training.

`flight`, `dock` and `guests` are pure steps of simulated time, `speech` turns states into messages, `fleet` keeps the
beat; only `run` has a socket, and it sends, never receives.
"""

"""The airspace workspace: a quiet map in local metres with cameras, docks, drones, zones and what else flies.

Only `workspace` may be imported before the workspace is shown: the rest pulls in pyqtgraph, half a second of it.
"""

"""The book's tables after the newest migration. Rows are added, never changed; every one of CHAINED is in the chain.

All texts are storable UTF-8, all *_wall_ns UTC nanoseconds since 1970, all angles WGS84 degrees.
"""

import sqlalchemy as sa

METADATA = sa.MetaData()


def _chained(name: str, *columns: sa.Column[object] | sa.Index) -> sa.Table:
    return sa.Table(
        name,
        METADATA,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("uuid", sa.String(32), nullable=False, unique=True),
        sa.Column("at_wall_ns", sa.BigInteger, nullable=False),
        sa.Column("operator", sa.String(40), nullable=False),
        sa.Column("personal_hmac", sa.String(64)),
        *columns,
    )


act = _chained(
    "act",
    sa.Column("kind", sa.String(40), nullable=False),
    sa.Column("subject", sa.String(120), nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Index("ix_act_kind_at", "kind", "at_wall_ns"),
)
"""Every act that matters and has no table of its own: sign-in, plan, round, purge, hand-over … `detail` is JSON."""

sighting = _chained(
    "sighting",
    sa.Column("round_uuid", sa.String(32), nullable=False),
    sa.Column("step", sa.Integer, nullable=False),
    sa.Column("camera_id", sa.String(40), nullable=False),
    sa.Column("area_id", sa.String(80), nullable=False),
    sa.Column("tier", sa.String(20), nullable=False),
    sa.Column("plan", sa.String(20), nullable=False),
    sa.Column("shift", sa.String(60), nullable=False),
    sa.Column("stream", sa.String(10), nullable=False),
    sa.Column("width_px", sa.Integer, nullable=False),
    sa.Column("height_px", sa.Integer, nullable=False),
    sa.Column("dwell_ms", sa.Integer, nullable=False),
    sa.Column("displayed_ms", sa.Integer, nullable=False),
    sa.Column("displayed", sa.Boolean, nullable=False),
    sa.Column("looked", sa.Boolean, nullable=False),
    sa.Column("answer", sa.String(20), nullable=False),
    sa.Column("credited", sa.Boolean, nullable=False),
    sa.Column("due_wall_ns", sa.BigInteger),
    sa.Column("interval_s", sa.Integer),
    sa.Column("note", sa.String(500), nullable=False),
    sa.Index("ix_sighting_camera", "camera_id", "credited", "at_wall_ns"),
    sa.Index("ix_sighting_at", "at_wall_ns"),
    sa.Index("ix_sighting_round", "round_uuid"),
)
"""at_wall_ns: when it was answered. displayed_ms: how long a fresh, healthy, large enough picture was on screen without
a gap; dwell_ms: how long it had to be. due_wall_ns: the deadline that it met or missed; interval_s: of its tier."""

ticket = _chained(
    "ticket", sa.Column("camera_id", sa.String(40), nullable=False), sa.Column("note", sa.String(500), nullable=False)
)
"""A camera that cannot be seen: for repair."""

ticket_act = _chained(
    "ticket_act",
    sa.Column("ticket_uuid", sa.String(32), sa.ForeignKey("ticket.uuid"), nullable=False, index=True),
    sa.Column("act", sa.String(20), nullable=False),
    sa.Column("note", sa.String(500), nullable=False),
)

incident = _chained(
    "incident",
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("subject", sa.String(80), nullable=False),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("camera_id", sa.String(40), nullable=False),
    sa.Column("area_id", sa.String(80), nullable=False),
    sa.Column("zone_id", sa.String(80), nullable=False),
    sa.Column("zone_name", sa.String(200), nullable=False),
    sa.Column("latitude", sa.Float),
    sa.Column("longitude", sa.Float),
    sa.Column("reasons", sa.String(200), nullable=False),
)

incident_act = _chained(
    "incident_act",
    sa.Column("incident_uuid", sa.String(32), sa.ForeignKey("incident.uuid"), nullable=False, index=True),
    sa.Column("act", sa.String(20), nullable=False),
    sa.Column("responder_id", sa.String(40), nullable=False),
    sa.Column("channel", sa.String(80), nullable=False),
    sa.Column("told", sa.String(120), nullable=False),
    sa.Column("read_back", sa.String(500), nullable=False),
    sa.Column("distance_m", sa.Float),
    sa.Column("how", sa.String(300), nullable=False),
    sa.Column("disposition", sa.String(20), nullable=False),
    sa.Column("note", sa.String(2000), nullable=False),
)

still = _chained(
    "still",
    sa.Column("purpose", sa.String(20), nullable=False),
    sa.Column("incident_uuid", sa.String(32), nullable=False, index=True),
    sa.Column("camera_id", sa.String(40), nullable=False, index=True),
    sa.Column("path", sa.String(300), nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("width_px", sa.Integer, nullable=False),
    sa.Column("height_px", sa.Integer, nullable=False),
)
"""A picture that was kept, masks and all: `purpose` finding | reference; `path` below the data folder."""

CHAINED: dict[str, sa.Table] = {
    table.name: table for table in (act, sighting, ticket, ticket_act, incident, incident_act, still)
}

personal = sa.Table(
    "personal",
    METADATA,
    sa.Column("row_uuid", sa.String(32), primary_key=True),
    sa.Column("row_table", sa.String(20), nullable=False),
    sa.Column("at_wall_ns", sa.BigInteger, nullable=False, index=True),
    sa.Column("content", sa.Text),
    sa.Column("key", sa.String(64)),
)
"""Purged by setting content and key to NULL; the purge is an act whose subject is the row's uuid."""

chain = sa.Table(
    "chain",
    METADATA,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("row_table", sa.String(20), nullable=False),
    sa.Column("row_id", sa.Integer, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
    sa.Index("ix_chain_row", "row_table", "row_id", unique=True),
)

head = sa.Table(
    "head",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)
"""One row (id 1): locked by whoever appends, so that appends to the chain serialise."""

operator = sa.Table(
    "operator",
    METADATA,
    sa.Column("login", sa.String(40), primary_key=True),
    sa.Column("name", sa.String(80), nullable=False),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("password_hash", sa.String(200), nullable=False),
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("failed", sa.Integer, nullable=False),
    sa.Column("locked_until_wall_ns", sa.BigInteger, nullable=False),
)
"""The one table whose rows change; every change is an act in the chain as well."""

"""The book's tables after the newest migration. Rows are added, never changed: an act is a row of its own."""

import sqlalchemy as sa

METADATA = sa.MetaData()

incident = sa.Table(
    "incident",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("subject", sa.String(80), nullable=False),
    sa.Column("zone_id", sa.String(80), nullable=False),
    sa.Column("zone_name", sa.String(200), nullable=False),
    sa.Column("latitude", sa.Float),
    sa.Column("longitude", sa.Float),
    sa.Column("reasons", sa.String(200), nullable=False),
    sa.Column("raised_wall_ns", sa.BigInteger, nullable=False),
)

incident_act = sa.Table(
    "incident_act",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("incident_id", sa.Integer, sa.ForeignKey("incident.id"), nullable=False, index=True),
    sa.Column("act", sa.String(20), nullable=False),
    sa.Column("at_wall_ns", sa.BigInteger, nullable=False),
    sa.Column("disposition", sa.String(20)),
    sa.Column("note", sa.String(2000), nullable=False),
)

"""Incidents, and what people did with them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "incident",
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
    op.create_table(
        "incident_act",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("incident_id", sa.Integer, sa.ForeignKey("incident.id"), nullable=False),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("at_wall_ns", sa.BigInteger, nullable=False),
        sa.Column("disposition", sa.String(20)),
        sa.Column("note", sa.String(2000), nullable=False),
    )
    op.create_index("ix_incident_act_incident_id", "incident_act", ["incident_id"])

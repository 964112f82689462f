"""The hash chain, sightings, repair tickets, stills, operators; incidents of 0001 move into chained rows."""

import uuid

import sqlalchemy as sa
from alembic import op

from duty.book import chain as links

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    connection = op.get_bind()
    old_incidents = list(connection.execute(sa.text("SELECT * FROM incident ORDER BY id")).mappings())
    old_acts = list(connection.execute(sa.text("SELECT * FROM incident_act ORDER BY id")).mappings())
    op.drop_index("ix_incident_act_incident_id", "incident_act")
    op.drop_table("incident_act")
    op.drop_table("incident")
    _create()
    chain = _Chain(connection)
    uuids: dict[int, str] = {}
    for row in old_incidents:
        uuids[row["id"]] = chain.append(
            "incident",
            at_wall_ns=row["raised_wall_ns"],
            kind=row["kind"],
            subject=row["subject"],
            title="",
            camera_id="",
            area_id="",
            zone_id=row["zone_id"],
            zone_name=row["zone_name"],
            latitude=row["latitude"],
            longitude=row["longitude"],
            reasons=row["reasons"],
        )
    for row in old_acts:
        chain.append(
            "incident_act",
            at_wall_ns=row["at_wall_ns"],
            incident_uuid=uuids[row["incident_id"]],
            act=row["act"],
            responder_id="",
            channel="",
            told="",
            read_back="",
            distance_m=None,
            how="",
            disposition=row["disposition"] or "",
            note=row["note"],
        )
    chain.close()


class _Chain:
    """What Book.append does, as it was when this migration was written."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._seq, self._hash = 0, links.GENESIS

    def append(self, table: str, **values: object) -> str:
        row_uuid = uuid.uuid4().hex
        columns = {"uuid": row_uuid, "operator": "", "personal_hmac": None, **values}
        target = sa.Table(table, sa.MetaData(), autoload_with=self._connection)
        key = self._connection.execute(sa.insert(target).values(columns)).inserted_primary_key
        assert key is not None
        digest = links.digest(table, {"id": key[0], **columns})  # type: ignore[dict-item]
        self._seq += 1
        self._hash = links.link(self._hash, self._seq, table, key[0], digest)
        self._connection.execute(
            sa.text("INSERT INTO chain (seq, row_table, row_id, digest, hash) VALUES (:s, :t, :r, :d, :h)"),
            {"s": self._seq, "t": table, "r": key[0], "d": digest, "h": self._hash},
        )
        return row_uuid

    def close(self) -> None:
        self._connection.execute(
            sa.text("INSERT INTO head (id, seq, hash) VALUES (1, :s, :h)"), {"s": self._seq, "h": self._hash}
        )


def _chained(name: str, *columns: sa.Column[object]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("uuid", sa.String(32), nullable=False, unique=True),
        sa.Column("at_wall_ns", sa.BigInteger, nullable=False),
        sa.Column("operator", sa.String(40), nullable=False),
        sa.Column("personal_hmac", sa.String(64)),
        *columns,
    )


def _text(name: str, length: int) -> sa.Column[object]:
    return sa.Column(name, sa.String(length), nullable=False)


def _whole(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Integer, nullable=False)


def _flag(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Boolean, nullable=False)


def _create() -> None:
    _chained("act", _text("kind", 40), _text("subject", 120), sa.Column("detail", sa.Text, nullable=False))
    op.create_index("ix_act_kind_at", "act", ["kind", "at_wall_ns"])
    _chained(
        "sighting",
        _text("round_uuid", 32),
        _whole("step"),
        _text("camera_id", 40),
        _text("area_id", 80),
        _text("tier", 20),
        _text("plan", 20),
        _text("shift", 60),
        _text("stream", 10),
        _whole("width_px"),
        _whole("height_px"),
        _whole("dwell_ms"),
        _whole("displayed_ms"),
        _flag("displayed"),
        _flag("looked"),
        _text("answer", 20),
        _flag("credited"),
        sa.Column("due_wall_ns", sa.BigInteger),
        sa.Column("interval_s", sa.Integer),
        _text("note", 500),
    )
    op.create_index("ix_sighting_camera", "sighting", ["camera_id", "credited", "at_wall_ns"])
    op.create_index("ix_sighting_at", "sighting", ["at_wall_ns"])
    op.create_index("ix_sighting_round", "sighting", ["round_uuid"])
    _chained("ticket", _text("camera_id", 40), _text("note", 500))
    _chained(
        "ticket_act",
        sa.Column("ticket_uuid", sa.String(32), sa.ForeignKey("ticket.uuid"), nullable=False),
        _text("act", 20),
        _text("note", 500),
    )
    op.create_index("ix_ticket_act_ticket_uuid", "ticket_act", ["ticket_uuid"])
    _chained(
        "incident",
        _text("kind", 20),
        _text("subject", 80),
        _text("title", 200),
        _text("camera_id", 40),
        _text("area_id", 80),
        _text("zone_id", 80),
        _text("zone_name", 200),
        sa.Column("latitude", sa.Float),
        sa.Column("longitude", sa.Float),
        _text("reasons", 200),
    )
    _chained(
        "incident_act",
        sa.Column("incident_uuid", sa.String(32), sa.ForeignKey("incident.uuid"), nullable=False),
        _text("act", 20),
        _text("responder_id", 40),
        _text("channel", 80),
        _text("told", 120),
        _text("read_back", 500),
        sa.Column("distance_m", sa.Float),
        _text("how", 300),
        _text("disposition", 20),
        _text("note", 2000),
    )
    op.create_index("ix_incident_act_incident_uuid", "incident_act", ["incident_uuid"])
    _chained(
        "still",
        _text("purpose", 20),
        _text("incident_uuid", 32),
        _text("camera_id", 40),
        _text("path", 300),
        _text("sha256", 64),
        _whole("width_px"),
        _whole("height_px"),
    )
    op.create_index("ix_still_incident_uuid", "still", ["incident_uuid"])
    op.create_index("ix_still_camera_id", "still", ["camera_id"])
    op.create_table(
        "personal",
        sa.Column("row_uuid", sa.String(32), primary_key=True),
        _text("row_table", 20),
        sa.Column("at_wall_ns", sa.BigInteger, nullable=False),
        sa.Column("content", sa.Text),
        sa.Column("key", sa.String(64)),
    )
    op.create_index("ix_personal_at_wall_ns", "personal", ["at_wall_ns"])
    op.create_table(
        "chain",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        _text("row_table", 20),
        _whole("row_id"),
        _text("digest", 64),
        _text("hash", 64),
    )
    op.create_index("ix_chain_row", "chain", ["row_table", "row_id"], unique=True)
    op.create_table(
        "head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        _whole("seq"),
        _text("hash", 64),
    )
    op.create_table(
        "operator",
        sa.Column("login", sa.String(40), primary_key=True),
        _text("name", 80),
        _text("role", 20),
        _text("password_hash", 200),
        _flag("active"),
        _whole("failed"),
        sa.Column("locked_until_wall_ns", sa.BigInteger, nullable=False),
    )

"""Books of a few days, made at random: everything that a report counts, in any order that a book may hold."""

import random
from datetime import UTC, datetime

from base.clock import NS_PER_S
from duty.acts import ActKind, act
from duty.book.rows import Row, Value
from duty.config import PrecinctConfig
from duty.patrol.config import AreaConfig, PatrolConfig, PlanConfig, PlanLevel, ShiftConfig
from duty.precinct import Precinct
from video.config import CameraConfig

HOUR_NS = 3600 * NS_PER_S
ZONES = (
    "Asia/Shanghai",
    "Europe/Berlin",  # sets its clocks back on 2026-10-25
    "America/St_Johns",
    "Australia/Lord_Howe",  # by half an hour
    "Asia/Kathmandu",
)
MIDDLE_NS = int(datetime(2026, 10, 25, 1, 0, tzinfo=UTC).timestamp()) * NS_PER_S
AREAS = ("market", "old-town")
PEOPLE = ("wang", "li", "zhao")
WORDS = ("lamp post fell", "灯柱倒下", "=1+1", "<b>smoke</b>", "")


def precinct(zone: str = "Asia/Shanghai", cameras: int = 6) -> Precinct:
    """Two areas and a camera without one; the first camera is a key camera, in the highest plan the market's are."""
    area_of = ("Market", "Old town", "Market", "Old town", None, "Market")
    return Precinct(
        precinct=PrecinctConfig(name="Willow Bank", time_zone=zone, centre=(31.2, 121.5)),
        cameras=tuple(
            CameraConfig(id=f"c{i:02d}", name=f"摄像头 {i}", address=f"c{i}.mp4", area=area_of[i % len(area_of)])
            for i in range(cameras)
        ),
        areas=(AreaConfig(id="market", name="Market"), AreaConfig(id="old-town", name="Old town")),
        plans=(PlanConfig(level=PlanLevel.HIGHEST, key_every_min=7, ordinary_every_min=50, key_areas=("market",)),),
        shifts=(
            ShiftConfig(id="early", name="Early", start="06:15", end="14:15"),
            ShiftConfig(id="late", name="Late", start="14:15", end="22:00"),
            ShiftConfig(id="night", name="Night", start="22:00", end="06:15"),
        ),
        patrol=PatrolConfig(key_cameras=("c00",)),
    )


class RandomBook:
    """`rows` in the order in which they are appended; times are all different, and mostly in order."""

    def __init__(self, seed: int, *, days: float = 2.5, sightings: int = 120) -> None:
        self._chance = random.Random(seed)
        self._start_ns = MIDDLE_NS - round(days * 12) * HOUR_NS
        self._length_ns = round(days * 24) * HOUR_NS
        self._taken: set[int] = set()
        self.rows: list[Row] = []
        self._sightings(sightings)
        for _ in range(self._chance.randrange(12)):
            self._incident()
        for _ in range(self._chance.randrange(8)):
            self._ticket()
        for _ in range(self._chance.randrange(40)):
            self._act()
        if self._chance.random() < 0.8:
            self.rows.sort(key=lambda row: row.at_wall_ns)

    def period(self) -> tuple[int, int]:
        a, b = sorted(self._at() for _ in range(2))
        return a, b

    def _at(self) -> int:
        while True:
            at = self._start_ns + self._chance.randrange(self._length_ns // NS_PER_S) * NS_PER_S
            at += self._chance.choice((0, 0, 250_000_000))
            if at not in self._taken:
                self._taken.add(at)
                return at

    def _uuid(self) -> str:
        return f"{self._chance.getrandbits(128):032x}"

    def _camera(self) -> str:
        return f"c{self._chance.randrange(7):02d}"  # the last is not in the configuration any more

    def _sightings(self, count: int) -> None:
        chance = self._chance
        rounds = [(self._uuid(), chance.choice(PEOPLE)) for _ in range(4)]
        for uuid, who in rounds[:3]:
            self._add_act(ActKind.ROUND_STARTED, uuid, who)
            if chance.random() < 0.7:
                self._add_act(ActKind.ROUND_ENDED, uuid, who)
        for _ in range(chance.randrange(count)):
            at, camera = self._at(), self._camera()
            answer = chance.choices(("normal", "abnormal", "cannot_see"), (8, 1, 1))[0]
            every = chance.choice((None, 420, 1_800, 3_000))
            due = None if chance.random() < 0.1 else at + chance.randrange(-5 * 3600, 3600) * NS_PER_S
            if every is None and due is not None:
                due = self._start_ns + chance.randrange(1, 9) * 8 * HOUR_NS
            round_uuid, who = chance.choice(rounds)
            displayed = answer != "cannot_see" or chance.random() < 0.3
            word = chance.choice(WORDS)
            row = self._sighting(at, camera, answer, every, due, round_uuid, who, word, displayed)
            self.rows.append(row)
            if answer == "abnormal" and chance.random() < 0.8:
                self._finding(at, camera, who, word)

    def _sighting(
        self,
        at: int,
        camera: str,
        answer: str,
        every: int | None,
        due: int | None,
        round_uuid: str,
        who: str,
        word: str,
        displayed: bool,
    ) -> Row:
        chance = self._chance
        values: dict[str, Value] = {
            "round_uuid": round_uuid,
            "step": 1,
            "camera_id": camera,
            "area_id": chance.choice((*AREAS, "")),
            "tier": chance.choice(("key", "ordinary")),
            "plan": chance.choice(tuple(PlanLevel)).value,
            "shift": "",
            "stream": "sub",
            "width_px": 640,
            "height_px": 360,
            "dwell_ms": 8_000,
            "displayed_ms": 9_000 if displayed else 0,
            "displayed": displayed,
            "looked": chance.random() < 0.9,
            "answer": answer,
            "credited": displayed and answer != "cannot_see",
            "due_wall_ns": due,
            "interval_s": every,
            "note": "" if answer == "normal" else word,
        }
        return Row("sighting", values, at_wall_ns=at, operator=who, uuid=self._uuid())

    def _finding(self, at: int, camera: str, who: str, word: str) -> None:
        row = self._raise("finding", at, camera, who, word)
        if self._chance.random() < 0.7:
            values: dict[str, Value] = {
                "purpose": "finding",
                "incident_uuid": row.uuid,
                "camera_id": camera,
                "path": f"stills/{row.uuid}.jpg",
                "sha256": "0" * 64,
                "width_px": 960,
                "height_px": 540,
            }
            self.rows.append(Row("still", values, at_wall_ns=at, operator=who, uuid=self._uuid()))

    def _incident(self) -> None:
        chance = self._chance
        kind = chance.choice(("airspace", "finding", "call", "other"))
        row = self._raise(kind, self._at(), self._camera() if kind == "finding" else "", "", chance.choice(WORDS))
        for name in chance.sample(("acknowledged", "dispatched", "dispatched", "note", "closed"), chance.randrange(6)):
            at = row.at_wall_ns + chance.randrange(-100, 40_000) * NS_PER_S + 1
            values: dict[str, Value] = {
                "incident_uuid": row.uuid,
                "act": name,
                "responder_id": chance.choice(("t1", "t2")),
                "channel": "",
                "told": "",
                "read_back": "",
                "distance_m": None,
                "how": "",
                "disposition": chance.choice(("settled", "false_alarm")) if name == "closed" else "",
                "note": "",
            }
            self.rows.append(
                Row("incident_act", values, at_wall_ns=at, operator=chance.choice(PEOPLE), uuid=self._uuid())
            )

    def _raise(self, kind: str, at: int, camera: str, who: str, title: str) -> Row:
        values: dict[str, Value] = {
            "kind": kind,
            "subject": "1581F5",
            "title": title,
            "camera_id": camera,
            "area_id": "",
            "zone_id": "Z1",
            "zone_name": "Hall",
            "latitude": 31.2,
            "longitude": 121.5,
            "reasons": "",
        }
        row = Row("incident", values, at_wall_ns=at, operator=who, uuid=self._uuid())
        self.rows.append(row)
        return row

    def _ticket(self) -> None:
        at = self._at()
        row = Row(
            "ticket", {"camera_id": self._camera(), "note": "dark"}, at_wall_ns=at, operator="li", uuid=self._uuid()
        )
        self.rows.append(row)
        if self._chance.random() < 0.6:
            closed = at + self._chance.randrange(1, 30 * 3600) * NS_PER_S + 7
            values: dict[str, Value] = {"ticket_uuid": row.uuid, "act": "closed", "note": ""}
            self.rows.append(Row("ticket_act", values, at_wall_ns=closed, operator="zhao", uuid=self._uuid()))

    def _act(self) -> None:
        chance = self._chance
        kind = chance.choice(
            (
                ActKind.NOBODY,
                ActKind.SOMEBODY,
                ActKind.CAMERA_OUT,
                ActKind.CAMERA_BACK,
                ActKind.DRONE_ARMED,
                ActKind.DRONE_DISARMED,
                ActKind.PLAN_SWITCHED,
                ActKind.PROGRAM_STARTED,
                ActKind.SIGNED_IN,
            )
        )
        subject = ""
        if kind in (ActKind.CAMERA_OUT, ActKind.CAMERA_BACK):
            subject = chance.choice(("c00", "c01"))
        elif kind in (ActKind.DRONE_ARMED, ActKind.DRONE_DISARMED):
            subject = chance.choice(("d01", "d02"))
        elif kind is ActKind.PLAN_SWITCHED:
            subject = chance.choice(tuple(PlanLevel)).value
        self._add_act(kind, subject, chance.choice(PEOPLE))

    def _add_act(self, kind: ActKind, subject: str, who: str) -> None:
        at = self._at()
        detail: dict[str, Value | list[str]] = {}
        if kind is ActKind.NOBODY:
            detail["since_wall_ns"] = at - self._chance.randrange(600, 1_200) * NS_PER_S
        self.rows.append(act(kind, subject, at_wall_ns=at, operator=who, detail=detail, uuid=self._uuid()))


def ordered(rows: list[Row]) -> list[Row]:
    """With what others refer to first, as a book demands."""
    first = ("incident", "ticket")
    return sorted(rows, key=lambda row: row.table not in first)

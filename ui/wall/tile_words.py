"""The words on a tile, made from the camera's facts. Equal words need no new painting."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from base.clock import NS_PER_S
from ui.wall.states import TileState
from ui.words import cameras as words
from ui.words import duty, sessions
from video.feed import CameraFacts, CameraState, Reason, StreamKind


@dataclass(frozen=True, slots=True)
class Caption:
    state: CameraState
    number: str
    name: str
    aside: str
    """At the right: the state's word where it is not live, and the age of the picture."""
    aside_first: bool = field(default=False, kw_only=True)
    """The aside must be read: where it is narrow the name gives way to it."""


@dataclass(frozen=True, slots=True)
class Body:
    """What a tile without a picture says, and what lies over a stale one."""

    state: CameraState
    headline: str
    advice: str
    since: str
    next_try: str
    veiled: bool = True
    """A stale picture is dimmed; a frozen one is not: it is what the camera sends, and stillness may be the truth."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment on both clocks, in nanoseconds."""

    monotonic_ns: int
    wall_ns: int


def caption_for(number: str, name: str, tile: TileState, facts: CameraFacts, *, hovered: bool) -> Caption:
    age = "" if tile.age_s is None else words.age_text(tile.age_s)
    unkept = sessions.not_recorded(facts.recording, whole=hovered)
    match tile.state:
        case CameraState.STALE if tile.frozen_s is not None:
            aside = f"{words.frozen_word()} {words.age_text(tile.frozen_s)}"
        case CameraState.LIVE:
            aside = "  ".join([*_particulars(facts), age]) if hovered else age
        case CameraState.STALE | CameraState.OFFLINE if age:
            aside = f"{words.state_word(tile.state)} {age}"
        case _:
            aside = words.state_word(tile.state)
    return Caption(tile.state, number, name, f"{unkept}  {aside}" if unkept else aside)


def replayed_caption(
    number: str, name: str, tile: TileState, facts: CameraFacts, *, now: Moment, zone: tzinfo, hovered: bool
) -> Caption:
    """The time of the tape at which the picture was taken, which is not always where the tape stands; `now` is where it
    stands. To the millisecond, and with what the camera sent, while the mouse is on it."""
    word = (
        words.not_recorded() if tile.reason is Reason.ENDED and not tile.shows_picture else words.state_word(tile.state)
    )
    said = [] if tile.state is CameraState.LIVE else [word]
    if facts.picture_at_ns is not None and tile.shows_picture:
        wall_ns = now.wall_ns + facts.picture_at_ns - now.monotonic_ns
        at = duty.local(wall_ns, zone)
        clock = at.strftime("%H:%M:%S")
        said.append(f"{clock}.{at.microsecond // 1000:03d}" if hovered else clock)
    if hovered and tile.state is CameraState.LIVE:
        said = [*_particulars(facts), *said]
    if facts.keys_only:
        said.insert(0, words.stream_word(StreamKind.KEY))
    return Caption(tile.state, number, name, "  ".join(dict.fromkeys(said)), aside_first=True)


def body_for(tile: TileState, facts: CameraFacts, now: Moment, zone: tzinfo) -> Body:
    if tile.state is CameraState.LIVE:
        return Body(tile.state, "", "", "", "")
    if tile.frozen_s is not None:
        return Body(tile.state, words.frozen_for(words.age_text(tile.frozen_s)), "", "", "", veiled=False)
    if tile.state is CameraState.STALE:
        age = words.age_text(tile.age_s or 0)
        return Body(tile.state, words.no_picture_for(age), "", "", "")
    headline = words.cause(tile.reason, facts.detail) or words.state_word(tile.state)
    if tile.state is CameraState.CONNECTING:
        return Body(tile.state, headline, "", "", "")
    gone_ns = now.monotonic_ns - facts.state_since_ns
    since = datetime.fromtimestamp((now.wall_ns - gone_ns) / NS_PER_S, UTC).astimezone(zone)
    next_try = ""
    if facts.next_try_ns is not None:
        next_try = words.next_try_text((facts.next_try_ns - now.monotonic_ns) / NS_PER_S)
    return Body(
        tile.state,
        headline,
        words.advice(tile.reason),
        words.since_text(since.strftime("%H:%M:%S"), gone_ns / NS_PER_S),
        next_try,
    )


def _particulars(facts: CameraFacts) -> list[str]:
    said = []
    if facts.source_width:
        said.append(f"{facts.source_width}×{facts.source_height}")
    if facts.source_fps:
        said.append(words.rate_text(facts.source_fps))
    said.append(words.stream_word(facts.stream))
    return said

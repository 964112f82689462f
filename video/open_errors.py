"""From what a network library raises to a reason that a person can act on."""

import errno

import av.error

from base.addresses import without_password
from video.feed import Reason


class SourceError(Exception):
    """A source that cannot be opened or has come to its end: why, and what the reason speaks of."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        self.reason = reason
        self.detail = without_password(detail)
        super().__init__(f"{reason}: {self.detail}")


_UNREACHABLE = frozenset({errno.EHOSTUNREACH, errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTDOWN, errno.EADDRNOTAVAIL})
_BY_KIND: tuple[tuple[type[BaseException], Reason], ...] = (
    (av.error.HTTPUnauthorizedError, Reason.WRONG_PASSWORD),
    (av.error.HTTPForbiddenError, Reason.WRONG_PASSWORD),
    (av.error.HTTPNotFoundError, Reason.NOT_FOUND),
    (av.error.HTTPBadRequestError, Reason.NOT_FOUND),
    (av.error.FileNotFoundError, Reason.NO_FILE),
    (av.error.IsADirectoryError, Reason.NO_FILE),
    (av.error.ConnectionRefusedError, Reason.REFUSED),
    (av.error.ConnectionResetError, Reason.REFUSED),
    (av.error.PermissionError, Reason.REFUSED),
    (av.error.TimeoutError, Reason.UNREACHABLE),
    (av.error.ExitError, Reason.TIMED_OUT),
    (av.error.DecoderNotFoundError, Reason.CODEC),
    (av.error.ProtocolNotFoundError, Reason.BAD_ADDRESS),
    (av.error.HTTPError, Reason.REFUSED),
    (av.error.InvalidDataError, Reason.BROKEN),
    (av.error.EOFError, Reason.ENDED),
)


def source_error(error: BaseException, *, while_connecting: bool) -> SourceError:
    """The SourceError that `error` means, its detail in the library's own words without the address.

    A time-out while connecting is an unreachable host, later it is a stream that went silent. FFmpeg answers EIO for a
    name that cannot be resolved, for a connection that breaks half-way and for a damaged file.
    """
    if isinstance(error, SourceError):
        return error
    detail = getattr(error, "strerror", None) or type(error).__name__
    number = getattr(error, "errno", None)
    if number in _UNREACHABLE:
        return SourceError(Reason.UNREACHABLE, detail)
    reason = next((reason for kind, reason in _BY_KIND if isinstance(error, kind)), None)
    if reason is None:
        reason = Reason.UNREACHABLE if while_connecting and number == errno.EIO else Reason.BROKEN
    if not while_connecting:
        reason = _AFTER_CONNECTING.get(reason, reason)
    return SourceError(reason, detail)


_AFTER_CONNECTING = {
    Reason.UNREACHABLE: Reason.TIMED_OUT,
    Reason.REFUSED: Reason.ENDED,
}

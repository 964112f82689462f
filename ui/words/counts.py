"""Words that depend on a number. A QObject only because lupdate knows plurals in `tr`, not in Python's `translate`."""

from PySide6.QtCore import QObject

from duty.attention import AttentionKind


class Counts(QObject):
    def things(self, kind: AttentionKind, count: int) -> str:
        """For many items of one kind that are shown as one."""
        match kind:
            case AttentionKind.CAMERA_OFFLINE:
                return self.tr("%n camera(s) without a picture", "", count)
            case AttentionKind.CAMERA_UNAUTHORISED:
                return self.tr("%n camera(s) deny access", "", count)
            case AttentionKind.LINK_LOST:
                return self.tr("%n lost link(s)", "", count)
            case AttentionKind.BATTERY_LOW:
                return self.tr("%n low batteries", "", count)
            case AttentionKind.ZONE_QUARANTINED:
                return self.tr("%n zone(s) not in use", "", count)
            case AttentionKind.CANNOT_TELL:
                return self.tr("%n possible breach(es)", "", count)
            case AttentionKind.OWN_IN_ZONE:
                return self.tr("%n drones in zones", "", count)
            case AttentionKind.DOCK_ALARM:
                return self.tr("%n dock alarm(s)", "", count)
            case AttentionKind.LINK_CLOSED:
                return self.tr("%n closed link(s)", "", count)
            case _:
                return self._of_duty(kind, count)

    def _of_duty(self, kind: AttentionKind, count: int) -> str:
        match kind:
            case AttentionKind.CAMERA_FROZEN:
                return self.tr("%n frozen picture(s)", "", count)
            case AttentionKind.CAMERAS_OVERDUE:
                return self.tr("%n camera(s) overdue", "", count)
            case AttentionKind.INCIDENT:
                return self.tr("%n open incident(s)", "", count)
            case AttentionKind.CAMERA_NOT_RECORDED:
                return self.not_recorded(count)
            case AttentionKind.NOBODY_AT_DESK:
                return self.tr("%n desk(s) with nobody", "", count)
            case _:
                return self.tr("%n alarm(s)", "", count)

    def bookmarks(self, count: int) -> str:
        return self.tr("%n bookmark(s)", "", count)

    def sessions(self, count: int) -> str:
        return self.tr("%n session(s)", "", count)

    def recorded(self, count: int) -> str:
        return self.tr("%n camera(s) recorded", "", count)

    def lost_packets(self, count: int) -> str:
        return self.tr("%n packet(s) had to be left out", "", count)

    def not_recorded(self, count: int) -> str:
        return self.tr("%n camera(s) not recorded", "", count)

    def and_more(self, count: int) -> str:
        return self.tr("and %n more", "", count)

    def listed(self, names: list[str], shown: int) -> str:
        """The first names of a long list, and how many more there are."""
        listed = self.tr(", ").join(names[:shown])
        more = len(names) - shown
        if more <= 0:
            return listed
        return self.tr("{names} and %n more", "", more).replace("{names}", listed)

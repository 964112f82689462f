"""A dry run in words: whether the people on duty can keep a plan's deadlines, the sum, and what to change if not."""

from PySide6.QtCore import QCoreApplication, QObject

from duty.patrol.dry_run import DryRun, TierNeed
from ui.marks import Mark
from ui.words import coverage as words
from ui.words import figures

TIGHT_FROM = 0.8
"""With so much of the time gone a telephone call makes a camera late."""


class Trial(QObject):
    """A QObject only because lupdate knows plurals in `tr`."""

    def mark(self, run: DryRun) -> Mark:
        if not run.fits:
            return Mark.ALARM
        return Mark.ATTENTION if run.share > TIGHT_FROM else Mark.OK

    def short(self, run: DryRun) -> str:
        """For a table's cell."""
        if run.fits:
            return self.tr("fits: {share}").replace("{share}", self.share(run))
        return self.tr("too much: {share}").replace("{share}", self.share(run))

    def share(self, run: DryRun) -> str:
        """Whole per cent of the time on duty; what does not fit is never rounded down to all of it."""
        percent = round(run.share * 100)
        return figures.figure(percent if run.fits else max(101, percent), "%")

    def verdict(self, run: DryRun) -> str:
        if not run.fits:
            pattern = self.tr(
                "Cannot be kept by the %n officer(s) of this shift: {share} of their time.", "", run.officers
            )
        elif run.share > TIGHT_FROM:
            pattern = self.tr("Can just be kept by %n officer(s), with little time left: {share}.", "", run.officers)
        else:
            pattern = self.tr(
                "Can be kept by the %n officer(s) of this shift: {share} of their time.", "", run.officers
            )
        return pattern.replace("{share}", self.share(run))

    def sums(self, run: DryRun) -> list[str]:
        """One line a tier, and the sum of them."""
        lines = [self._sum(run, need) for need in run.tiers if need.cameras]
        pattern = self.tr("Together {need} of {there} an hour")
        together = pattern.replace("{need}", _whole(run.needed_s_an_hour))
        lines.append(together.replace("{there}", _whole(run.capacity_s_an_hour)))
        return lines

    def advice(self, run: DryRun) -> list[str]:
        """Changes of which each one alone would do; empty where it fits."""
        changes = run.changes
        if changes is None:
            return []
        found = []
        if changes.officers is not None:
            found.append(self.tr("%n officer(s) in this shift", "", changes.officers))
        if changes.step is not None:
            found.append(self.tr("%n cameras a step (people notice less on more pictures)", "", changes.step))
        if changes.dwell_s is not None:
            found.append(self.tr("{time} for each step").replace("{time}", words.span(changes.dwell_s)))
        if changes.key_every_min is not None:
            every = words.every(changes.key_every_min * 60)
            found.append(self.tr("key cameras {every}").replace("{every}", every))
        if changes.ordinary_every_min is not None:
            every = words.every(changes.ordinary_every_min * 60)
            found.append(self.tr("ordinary cameras {every}").replace("{every}", every))
        return found

    def advice_text(self, run: DryRun) -> str:
        """ "" where it fits."""
        found = self.advice(run)
        if run.fits:
            return ""
        if not found:
            return self.tr("No single change is enough: change several.")
        return "\n".join((self.tr("Any one of these would do:"), *(f"•{figures.NBSP}{line}" for line in found)))

    def _sum(self, run: DryRun, need: TierNeed) -> str:
        """Cameras ÷ cameras a step × (dwell + the moment between)."""
        pattern = self.tr("{tier}: {cameras} ÷ {step} = {steps} × ({dwell} + {between} to the next) = {round} {every}")
        steps = self.tr("%n step(s)", "", need.steps)
        every = words.every(None if need.interval_s == run.shift_s else need.interval_s)
        return (
            pattern.replace("{tier}", words.tier(need.tier))
            .replace("{cameras}", str(need.cameras))
            .replace("{step}", str(run.step))
            .replace("{steps}", steps)
            .replace("{dwell}", words.span(run.dwell_s))
            .replace("{between}", words.span(run.switch_over_s))
            .replace("{round}", words.span(need.round_s))
            .replace("{every}", every)
        )


def _whole(seconds: float) -> str:
    return (
        QCoreApplication.translate("Figures", "{n} s")
        .replace("{n}", figures.count(round(seconds)))
        .replace(" ", figures.NBSP)
    )

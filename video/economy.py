"""Whether to decode more cheaply (without the loop filter), decided from the load alone. Pure; asked once a second.

On only where the workers themselves fill the machine: 16 × 720p at 25 fps on two cores do, 9 do not (they take 0.51 of
it). A machine that is busy with something else is no reason to show poorer pictures: late ones are dropped then.
"""

FULL_LOAD = 0.9
OUR_SHARE = 0.66
EASY_LOAD = 0.6
SECONDS_ON = 2
SECONDS_OFF = 30


class Economy:
    def __init__(self) -> None:
        self.on = False
        self._seconds = 0

    def look(self, *, machine: float, workers: float) -> bool:
        """Loads as fractions of all cores over the last second; returns whether to be economical from now on."""
        wants_change = machine < EASY_LOAD if self.on else machine >= FULL_LOAD and workers >= OUR_SHARE
        self._seconds = self._seconds + 1 if wants_change else 0
        if self._seconds >= (SECONDS_OFF if self.on else SECONDS_ON):
            self.on = not self.on
            self._seconds = 0
        return self.on

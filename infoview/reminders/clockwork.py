"""Noticing that the clock of the machine is wrong, or was: then a reminder could speak of a day that is not."""

import enum
from datetime import datetime, timedelta

from infoview import clock

BEHIND = timedelta(minutes=10)
PATIENCE = timedelta(minutes=15)  # a machine that was just started sets its clock by the network
LONGEST_SLEEP = timedelta(days=3)


class Doubt(enum.Enum):
    """What to think of the clock: WAIT for it to be set right, or HOLD all reminders until their owners say go on."""

    NONE = "none"
    WAIT = "wait"
    HOLD = "hold"


class Clockwork:
    """Compares the clock of the machine with one that nobody sets, and with what was written down last.

    A clock that goes ahead of the other by hours is that of a machine that was asleep without noticing, as virtual
    ones are: no reason to doubt it. One by more than `LONGEST_SLEEP` is, unless the machine was just started.
    """

    def __init__(self) -> None:
        """Know nothing yet."""
        self._seen: tuple[datetime, timedelta] | None = None
        self._behind_since: timedelta | None = None

    def doubt(self, at: datetime, ran_at: datetime | None, *, behind_since: datetime | None = None) -> Doubt:
        """Say what to think of `at` as the present; the last round was at `ran_at`.

        `behind_since` is when another process found, by this clock, that it is behind.
        """
        steady = clock.steady()
        seen, self._seen = self._seen, (at, steady)
        if seen is not None and steady > PATIENCE and (at - seen[0]) - (steady - seen[1]) > LONGEST_SLEEP:
            return Doubt.HOLD
        if ran_at is None or at >= ran_at - BEHIND:
            self._behind_since = None
            return Doubt.NONE
        if self._behind_since is None:
            self._behind_since = steady
        waited = max(steady - self._behind_since, at - (behind_since or at))
        return Doubt.HOLD if waited >= PATIENCE else Doubt.WAIT

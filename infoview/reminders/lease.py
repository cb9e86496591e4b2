"""Which of all processes on one database does the reminders: it holds a lease that it has to renew.

A process that dies renews no more, and another takes over within two minutes. Whoever was only slow finds at every
step that it is not its turn any more (`sending.py` looks again before each mail is handed over).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from infoview.db import db, transaction
from infoview.models import Lease

NAME = "reminders"
LASTS = timedelta(seconds=90)
SPARE = timedelta(seconds=45)  # with so much left it is not renewed yet: each time costs a write
LONGEST_ROUND = timedelta(minutes=3)
CLOCK = "clock"  # in `problem`, followed by the instant since when
MARGIN = timedelta(minutes=1)  # clocks are set by seconds all the time


@dataclass(frozen=True, slots=True)
class State:
    """Who holds the lease until when, when the work was done last, and what went wrong then."""

    holder: str = ""
    held_until: datetime | None = None
    ran_at: datetime | None = None
    problem: str = ""

    @property
    def is_clock_behind(self) -> bool:
        """Whether there was no round, because the clock of the machine is behind the last one."""
        return self.problem.startswith(CLOCK)

    def behind_since(self, at: datetime) -> datetime:
        """Return since when the clock is behind; `at` if that is new, or the clock was set back since."""
        _clock, _space, since = self.problem.partition(" ")
        return min(at, datetime.fromisoformat(since)) if self.is_clock_behind and since else at

    def is_late(self, at: datetime) -> bool:
        """Whether the last round is so long ago that whoever holds it cannot be said to do them."""
        return self.ran_at is not None and abs(at - self.ran_at) > LONGEST_ROUND

    def is_held(self, at: datetime) -> bool:
        """Whether somebody holds it. One that reaches further than any can was written by a clock that was wrong."""
        return bool(self.holder) and self.held_until is not None and at < self.held_until <= at + LASTS + MARGIN


def state() -> State:
    """Return how the lease stands."""
    lease = db.session.execute(
        select(Lease.holder, Lease.held_until, Lease.ran_at, Lease.problem).where(Lease.name == NAME)
    ).one_or_none()
    return State(*lease) if lease is not None else State()


def take(holder: str, *, at: datetime) -> bool:
    """Take the lease, or renew it if it is soon over; return whether `holder` has it now."""
    now = state()
    db.session.rollback()  # a snapshot that is kept would hold up others
    if now.holder == holder and now.is_held(at + SPARE):
        return True
    if now.holder != holder and now.is_held(at):
        return False
    with transaction():
        lease = _row()
        if lease.holder != holder and state().is_held(at):
            return False
        lease.holder, lease.held_until = holder, at + LASTS
        return True


def note_round(holder: str, *, at: datetime, problem: str = "", is_done: bool = True) -> None:
    """Keep how a round went, and renew the lease; nothing if somebody else has it meanwhile.

    With `is_done` off there was none, because of `problem`.
    """
    with transaction():
        lease = _row()
        if lease.holder == holder:
            lease.held_until, lease.problem = at + LASTS, problem
            lease.ran_at = at if is_done else lease.ran_at


def give_back(holder: str) -> None:
    """Let the next one take the lease at once."""
    with transaction():
        lease = _row()
        if lease.holder == holder:
            lease.holder, lease.held_until = "", None


def _row() -> Lease:
    lease = db.session.scalar(select(Lease).where(Lease.name == NAME))
    if lease is None:
        lease = Lease(name=NAME, holder="", problem="")
        db.session.add(lease)
        db.session.flush()
    return lease

"""Reminders: whether somebody looks what is due, and what became of the last ones."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

from infoview.config import Settings
from infoview.doctor.database import has_unfinished_change, open_to_read
from infoview.doctor.finding import Finding, passed, warning
from infoview.presence import is_in_use
from infoview.reminders.lease import CLOCK

LONGEST_PAUSE = timedelta(minutes=10)
_LAST = (  # of every account: beside max() SQLite gives the row it is from
    "SELECT state, max(created_at) FROM notifications "
    "WHERE way = 'mail' AND state IN ('sent', 'failed', 'unknown') GROUP BY owner_id"
)


def reminders(chosen: Settings, *, at: datetime) -> Iterator[Finding]:
    """Look when reminders were looked for last, and whether the last one of everybody was sent."""
    if not chosen.database.exists() or has_unfinished_change(chosen.database):
        return
    with closing(open_to_read(chosen.database)) as connection:
        if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'leases'").fetchone():
            return
        ran = connection.execute("SELECT ran_at, problem FROM leases WHERE name = 'reminders'").fetchone()
        held = connection.execute("SELECT count(*) FROM accounts WHERE reminders_held != ''").fetchone()[0]
        last = [row[0] for row in connection.execute(_LAST)]
    ran_at, problem = ran or (None, "")
    yield _looked(ran_at, problem, chosen, at)
    if held:
        yield warning("reminders", f"They are held for {held} accounts.", "Their owners let them go on: Reminders.")
    if bad := sum(state != "sent" for state in last):
        yield warning("reminders", f"The last mail of {bad} accounts did not arrive for sure.", "See Reminders there.")


def _looked(ran_at: str | None, problem: str, chosen: Settings, at: datetime) -> Finding:
    if ran_at is None:
        return passed("reminders", "Nobody has looked yet what is due; infoview does within a minute of its start.")
    ago = at - datetime.fromisoformat(ran_at).replace(tzinfo=UTC)
    minutes = max(0, round(ago / timedelta(minutes=1)))
    told = f"Somebody looked {minutes} minutes ago what is due."
    if problem.startswith(CLOCK) or ago < -LONGEST_PAUSE:
        return warning("reminders", "The clock is behind the last round.", "Check the date and time of this machine.")
    if ago > LONGEST_PAUSE:
        does = "It runs, but does not look: start it again." if is_in_use(chosen.data) else "Start infoview."
        return warning("reminders", told, does)
    if problem:
        return warning("reminders", f"The last round failed in accounts {problem}.", "The log says where.")
    return passed("reminders", told)

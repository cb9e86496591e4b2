"""Backups, and mail."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from infoview.config import Settings
from infoview.doctor.database import is_whole
from infoview.doctor.finding import Finding, failure, passed, warning
from infoview.safekeeping import shelf

OLD = timedelta(days=2)


def backups(chosen: Settings, *, accounts: int, at: datetime) -> Iterator[Finding]:
    """Look for the newest backup that is good, and for damaged ones that are newer."""
    for backup in shelf.nightly(chosen.backups):
        if not is_whole(backup.path):
            other = "Is the disk sound? Do not restore this one."
            yield failure("backups", f"{backup.path.name} is damaged.", other)
            continue
        hours = max(0, round((at - backup.made_at) / timedelta(hours=1)))
        told = f"The newest good one is {backup.path.name}, {hours} hours old."
        if at - backup.made_at > OLD:
            yield warning("backups", told, "Does infoview run? Its log says why a backup failed.")
        else:
            yield passed("backups", told)
        return
    if accounts:
        soon = "infoview makes one within a minute of its start, then one each night; or: infoview backup FILE."
        yield warning("backups", "There is none.", soon)
    else:
        yield passed("backups", "There is nothing to back up yet.")


def mail() -> Finding:
    """Say how mail stands: there is nothing to set up."""
    return passed("mail", "Not set up, and not needed: messages are sent from your own mail program.")

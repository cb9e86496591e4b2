"""The backup of every night, made by the server itself, and the tidying that goes with it.

A thread of the worker looks at the clock. With several workers, or several servers on one folder, whoever is alone in
the folder of backups makes it: a lock that the system takes back from a process that dies, where a row in the
database would have to expire first.
"""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

from infoview import clock, presence
from infoview.accounts.actions import has_no_account
from infoview.config import Settings
from infoview.db import db
from infoview.errors import CannotStart, Refused
from infoview.i18n import _
from infoview.logs import kind, log, places
from infoview.safekeeping import shelf
from infoview.safekeeping.backup import Interrupted, back_up
from infoview.safekeeping.shelf import Kind
from infoview.safekeeping.tidying import tidy

LOOKS_EVERY = 5  # seconds
TRIES_AGAIN_AFTER = 20 * 60  # seconds
AT_MOST_EVERY = timedelta(minutes=1)
LONGEST_GOODBYE = 5  # seconds


class Nightly(Thread):
    """Makes the backup of each night, soon after it is due, while the worker serves."""

    def __init__(self, app: Any) -> None:
        """Get ready to work for `app`, a Flask app."""
        super().__init__(name="nightly", daemon=True)
        self.app = app
        self.stopping = Event()
        self.waits_until = 0.0  # by the clock that never jumps

    def run(self) -> None:
        """Look again and again, until told to stop."""
        while not self.stopping.wait(LOOKS_EVERY):
            if time.monotonic() >= self.waits_until:
                self.look()

    def stop(self) -> None:
        """Stop, and leave nothing half-made if it takes no longer than a moment."""
        self.stopping.set()
        self.join(LONGEST_GOODBYE)

    def look(self) -> None:
        """Do the night's work if it is due. What goes wrong is told in one line and tried again later."""
        try:
            with self.app.app_context():
                work(self.app.extensions["settings"], at=clock.now(), stop=self.stopping)
        except Interrupted:
            return
        except (Refused, CannotStart) as problem:
            log.error("%s It is tried again in %s minutes.", problem, TRIES_AGAIN_AFTER // 60)
        except Exception as problem:
            log.error("The night's work failed: %s at %s", kind(problem), places(problem))
        else:
            return
        self.waits_until = time.monotonic() + TRIES_AGAIN_AFTER


def work(settings: Settings, *, at: datetime, stop: Event | None = None) -> None:
    """Back up and tidy, if this night's backup is not there yet, there is an account, and nobody else is at it."""
    if _is_done(settings.backups, at) or has_no_account():
        return
    with _alone(settings.backups) as is_alone:
        if is_alone and not _is_done(settings.backups, at):
            _make(settings, shelf.place_of(settings.backups, shelf.night_of(at)), at=at, stop=stop)
            tidy(at=at)


class TooSoon(Refused):
    """There is a backup from just now."""


def back_up_now(settings: Settings, *, at: datetime) -> Path:
    """Make this night's backup if it is not there yet, else one beside it: what was good last night stays.

    Raises TooSoon, or Refused if it fails.
    """
    with _alone(settings.backups) as is_alone:
        if not is_alone:
            raise TooSoon(_("A backup is being made just now."))
        made = [each.made_at for each in shelf.backups(settings.backups) if each.kind in (Kind.NIGHTLY, Kind.BY_HAND)]
        if any(timedelta(0) <= at - made_at < AT_MOST_EVERY for made_at in made):
            raise TooSoon(_("A backup was made less than a minute ago."))
        is_done = _is_done(settings.backups, at)
        by_hand = shelf.place_by_hand(settings.backups, at)
        return _make(settings, by_hand if is_done else shelf.place_of(settings.backups, shelf.night_of(at)), at=at)


def _is_done(folder: Path, at: datetime) -> bool:
    return shelf.place_of(folder, shelf.night_of(at)).exists()


def _make(settings: Settings, to: Path, *, at: datetime, stop: Event | None = None) -> Path:
    """Make the backup, and only when that succeeded let the surplus go."""
    db.session.rollback()  # the snapshot we may hold would hold up others
    began = time.monotonic()
    shelf.forget_unfinished(settings.backups, at=at)
    back_up(settings.database, to, stop=stop)
    gone = shelf.forget_surplus(settings.backups, today=shelf.night_of(at))
    log.info(
        "Made the backup %s (%s bytes, in %.1f s); older ones removed: %s",
        *(to, to.stat().st_size, time.monotonic() - began),
        ", ".join(path.name for path in gone) or "none",
    )
    return to


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    with ExitStack() as stack:
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            is_alone = stack.enter_context(presence.alone(folder))
        except (CannotStart, OSError) as problem:
            reason = getattr(problem, "strerror", None) or problem
            raise Refused(_("No backup was made: %(reason)s.", reason=f"{folder}: {reason}")) from problem
        yield is_alone

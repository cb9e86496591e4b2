"""The whole examination: one thing after the other, whatever state each is in."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime

from infoview.config import Settings
from infoview.doctor import database, folder, keeping, machine, reminding
from infoview.doctor.finding import Finding, failure
from infoview.errors import WrongSetting
from infoview.logs import kind
from infoview.safekeeping import shelf


def examine(environ: Mapping[str, str], *, at: datetime) -> Iterator[Finding]:
    """Look at everything; nothing is changed. A look that fails is a finding like any other."""
    try:
        chosen = Settings.from_environ(environ)
    except WrongSetting as problem:
        yield failure("settings", str(problem), "Mend it, and ask again: the rest depends on it.")
        yield from _look("SQLite", machine.sqlite)
        return
    seen = database.Seen()
    yield from _look("settings", lambda: machine.settings(chosen))
    yield from _look("folder", lambda: folder.folder(chosen))
    if not folder.is_open(chosen.data):
        return
    yield from _look("key", lambda: folder.key(chosen))
    yield from _look("pushes", lambda: folder.push_key(chosen))
    yield from _look("SQLite", machine.sqlite)
    yield from _look("disk", lambda: machine.room(chosen))
    yield from _look("database", lambda: database.database(chosen, seen))
    yield from _look("backups", lambda: keeping.backups(chosen, accounts=seen.accounts, at=at))
    yield from _look("time zones", lambda: machine.zones(seen.zones))
    yield from _look("clock", lambda: [machine.clock(at, _latest(chosen))])
    yield from _look("mail", lambda: [keeping.mail()])
    yield from _look("reminders", lambda: reminding.reminders(chosen, at=at))


def _look(subject: str, look: Callable[[], Iterable[Finding]]) -> Iterator[Finding]:
    try:
        yield from look()
    except OSError as problem:
        advice = "Check who may read it, and run this as the user infoview runs as."
        yield failure(subject, f"{problem.filename or 'It'} cannot be looked at: {problem.strerror}.", advice)
    except Exception as problem:  # whatever state it is in, the rest is looked at as well
        yield failure(subject, f"It cannot be looked at: {kind(problem)}.", "Look at it by hand.")


def _latest(chosen: Settings) -> datetime | None:
    """Return when something was written the last time."""
    if not chosen.database.exists():
        return None
    written = datetime.fromtimestamp(chosen.database.stat().st_mtime, UTC)
    return max([written, *(backup.made_at for backup in shelf.backups(chosen.backups))])

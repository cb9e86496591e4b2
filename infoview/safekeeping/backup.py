"""Backups: a whole, checked copy of the database in one file."""

import os
import secrets
import time
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import Any

from infoview.errors import Refused
from infoview.files import settle
from infoview.i18n import _
from infoview.sqlite import APPLICATION_ID, APPLICATION_ID_AT, JOURNAL, MAGIC, driver

STEP = 256  # pages, which is one megabyte
REST = 0.005  # seconds between two steps: others get their turn at the disk
LOOK_UP = 100_000  # of SQLite's own small steps while it checks


class Interrupted(Exception):
    """The backup was told to stop."""


def back_up(database: Path, to: Path, *, stop: Event | None = None) -> None:
    """Copy the database into the file `to`, whole and checked, while others may go on writing.

    An older backup in its place is replaced at once, and only by a copy that passed every check.
    Raises Refused for a file that is something else, or if the copy could not be made: then nothing has changed.
    Raises Interrupted soon after `stop` was set.
    """
    to = to.resolve()
    _check_place(database, to)
    part = to.with_name(f".{to.name}.{secrets.token_hex(4)}")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _copy(database, part, stop or Event())
        settle(part)
        part.replace(to)
        settle(to.parent)
    except driver.Error as problem:
        raise Refused(_("No backup was made: %(reason)s.", reason=str(problem))) from problem
    except OSError as problem:
        raise Refused(_("No backup was made: %(reason)s.", reason=f"{to}: {problem.strerror}")) from problem
    finally:
        for leftover in (part, *part.parent.glob(f"{part.name}-*")):
            leftover.unlink(missing_ok=True)


def _check_place(database: Path, to: Path) -> None:
    if not database.exists():
        raise Refused(_("There is no database to back up: %(path)s is not there.", path=database))
    if not to.exists():
        return
    if to.samefile(database):
        raise Refused(_("This is the database itself: name another file for the backup."))
    if not to.is_file() or (to.stat().st_size and not is_ours(to)):
        raise Refused(_("%(path)s is there already and is no backup of infoview: name another file.", path=to))


def is_ours(path: Path) -> bool:
    """Whether a file is a database of this app, by its first bytes."""
    with path.open("rb") as file:
        head = file.read(APPLICATION_ID_AT + 4)
    return head.startswith(MAGIC) and int.from_bytes(head[APPLICATION_ID_AT:], "big") == APPLICATION_ID


def _copy(database: Path, part: Path, stop: Event) -> None:
    """Copy with SQLite's own backup call, then check every page and every reference of the copy."""
    with closing(open_database(database)) as source, closing(open_database(part)) as copy:
        if JOURNAL == "WAL":  # one snapshot for all steps; else each step is by itself, so that writers are let in
            source.execute("BEGIN")
            source.execute("SELECT 1 FROM sqlite_master").fetchone()
        source.backup(copy, pages=STEP, progress=lambda *_: _rest(stop))
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, complete by itself
        copy.set_progress_handler(stop.is_set, LOOK_UP)
        try:
            damage = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
            loose = copy.execute("PRAGMA foreign_key_check").fetchone()
        except driver.OperationalError:
            if stop.is_set():
                raise Interrupted from None
            raise
    if damage != "ok" or loose is not None:
        raise Refused(_("No backup was made: the database is damaged. Keep the backups you have."))


def _rest(stop: Event) -> None:
    if stop.is_set():
        raise Interrupted
    time.sleep(REST)


def open_database(path: Path) -> Any:
    """Open a database file that is there, as it is; the driver begins no transaction by itself."""
    return driver.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)

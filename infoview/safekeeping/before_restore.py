"""The state before a restore: kept as one file among the backups, with nothing left of it that would be mixed in."""

import os
import shutil
from contextlib import closing, suppress
from datetime import datetime, timedelta
from pathlib import Path

from infoview.errors import Refused
from infoview.files import hand_over, settle
from infoview.prepare import RESTORING
from infoview.safekeeping.backup import is_ours, open_database
from infoview.sqlite import driver

LOGS = ("-wal", "-journal")  # what SQLite would mix into any database of that name


def keep(database: Path, backups: Path, at: datetime) -> Path | None:
    """Keep the old state as one file among the backups, and leave no log that a new database would take for its own.

    The file stays in place as well, under both names, until the new one takes its name: there is no moment without.
    """
    if database.exists() and is_ours(database):
        _fold_in_log(database)
    logs = logs_beside(database)
    kept = None
    if database.exists() or logs:
        if not backups.exists():
            backups.mkdir(mode=0o700)
            hand_over(backups)
        kept = _free_place(backups, at)
        if database.exists():
            _keep_file(database, kept)
        for log in logs:
            _keep_file(log, kept.with_name(log.name.replace(database.name, kept.name)))
        settle(backups)
    if logs:  # SQLite could not fold them in: the old state is damaged, and without them it is not what it was
        (database.parent / RESTORING).touch(mode=0o600)
        settle(database.parent)
    for ending in (*LOGS, "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)
    settle(database.parent)
    return kept


def logs_beside(database: Path) -> list[Path]:
    """Return the logs beside a database that hold something."""
    logs = (database.with_name(database.name + ending) for ending in LOGS)
    return [log for log in logs if log.exists() and log.stat().st_size]


def forget_interrupted(database: Path, backups: Path) -> None:
    """Remove what a restore that was killed left: the database, still in its place, under a second name."""
    for kept in backups.glob("before-restore-*.sqlite"):
        if database.exists() and kept.samefile(database):
            kept.unlink()


def _fold_in_log(database: Path) -> None:
    """Have SQLite write its log into the database: one file, complete by itself, if it is not damaged."""
    try:
        with closing(open_database(database)) as connection:
            connection.execute("PRAGMA busy_timeout=1000")
            connection.execute("PRAGMA journal_mode=DELETE")
    except driver.OperationalError as problem:  # in use, or no room
        raise Refused(f"Nothing was restored: {database} cannot be closed: {problem}.") from problem
    except driver.DatabaseError:
        pass  # damaged: it is kept as it is


def _free_place(backups: Path, at: datetime) -> Path:
    while (place := backups / f"before-restore-{at:%Y%m%dT%H%M%S}.sqlite").exists():
        at += timedelta(seconds=1)
    return place


def _keep_file(file: Path, kept: Path) -> None:
    try:
        os.link(file, kept)
    except OSError:  # another disk, or one that knows no links
        part = kept.with_name(f".{kept.name}.part")
        try:
            shutil.copyfile(file, part)
            os.chmod(part, 0o600)
            hand_over(part)
            settle(part)
            part.replace(kept)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)

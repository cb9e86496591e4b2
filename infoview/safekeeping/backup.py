"""Backups: a whole, checked copy of the database in one file."""

import os
import secrets
from contextlib import closing
from pathlib import Path
from typing import Any

from infoview.errors import Refused
from infoview.i18n import _
from infoview.prepare import APPLICATION_ID, MAGIC
from infoview.sqlite import driver

APPLICATION_ID_AT = 68  # where a database file keeps its application's mark, in four bytes


def back_up(database: Path, to: Path) -> None:
    """Copy the database into the file `to`, whole and checked, while others may go on writing.

    An older backup in its place is replaced at once, and only by a copy that passed every check.
    Raises Refused for a file that is something else, or if the copy could not be made: then nothing has changed.
    """
    to = to.resolve()
    _check_place(database, to)
    part = to.with_name(f".{to.name}.{secrets.token_hex(4)}")
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        _copy(database, part)
        _settle(part)
        part.replace(to)
        _settle(to.parent)
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
    if not to.is_file() or (to.stat().st_size and not _is_ours(to)):
        raise Refused(_("%(path)s is there already and is no backup of infoview: name another file.", path=to))


def _is_ours(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(APPLICATION_ID_AT + 4)
    return head.startswith(MAGIC) and int.from_bytes(head[APPLICATION_ID_AT:], "big") == APPLICATION_ID


def _copy(database: Path, part: Path) -> None:
    """Copy with SQLite's own backup call, then check every page and every reference of the copy."""
    with closing(_open(database)) as source, closing(_open(part)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, complete by itself
        damage = copy.execute("PRAGMA integrity_check(1)").fetchone()[0]
        loose = copy.execute("PRAGMA foreign_key_check").fetchone()
    if damage != "ok" or loose is not None:
        raise Refused(_("No backup was made: the database is damaged. Keep the backups you have."))


def _open(path: Path) -> Any:
    return driver.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)


def _settle(path: Path) -> None:
    """Have the disk hold what was written, before anything relies on it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Bringing an older database to the newest schema: first a whole copy of it, then every revision or none.

Raises CannotStart, with the old data as it was, if there is no room for the copy, if it cannot be made, or if a
revision fails.
"""

import logging
import re
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DBAPIError

from infoview import clock, schema
from infoview.config import Settings
from infoview.errors import CannotStart
from infoview.files import hand_over, settle
from infoview.sqlite import database_url, driver, engine_options

REVISIONS_KEPT = 3
_COPY = re.compile(r"before-(\d+)-\d{8}T\d{6}\.sqlite")
log = logging.getLogger("infoview")


@contextmanager
def engine_on(database: Path) -> Iterator[Engine]:
    """Open a database for as long as it is prepared."""
    engine = create_engine(database_url(database), **engine_options())
    try:
        yield engine
    finally:
        engine.dispose()


def upgrade(settings: Settings, *, present: str) -> None:
    """Bring the database from the revision `present` to the newest, after a copy of it was made."""
    newest = schema.revisions()[-1]
    if present == newest:
        return
    copy = settings.backups / f"before-{newest}-{clock.now():%Y%m%dT%H%M%S}.sqlite"
    _copy(settings.database, copy)
    try:
        with engine_on(settings.database) as engine, engine.connect() as connection:
            schema.bring_up(connection)
    except Exception as problem:
        raise CannotStart(
            f"The upgrade of {settings.database} to revision {newest} failed: {reason(problem)}. The data is as it "
            f"was before, and {copy} is a copy of it. Start the version of infoview you had."
        ) from problem
    log.info("Migrated the database from revision %s to %s. It was copied to %s before.", present, newest, copy)


def reason(problem: BaseException) -> str:
    """Return what went wrong in one line."""
    if isinstance(problem, DBAPIError):
        problem = problem.orig or problem
    text = str(getattr(problem, "strerror", None) or problem)
    return " ".join(text.split()).rstrip(".") or type(problem).__name__


def _copy(database: Path, to: Path) -> None:
    """Copy the database into one checked file, complete by itself; then let copies of long ago go."""
    part = to.with_suffix(".part")
    try:
        to.parent.mkdir(mode=0o700, exist_ok=True)
        for leftover in to.parent.glob("before-*.part*"):
            leftover.unlink()
        with closing(driver.connect(str(database))) as source, closing(driver.connect(str(part))) as target:
            _check_room(source, to.parent)
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
            damage = target.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if damage != "ok":
            raise CannotStart(f"The database {database} is damaged. It was left as it is; restore a backup.")
        part.chmod(0o600)
        hand_over(to.parent)
        hand_over(part)
        settle(part)
        part.replace(to)
        settle(to.parent)
        _forget_old_copies(to.parent)
    except (OSError, driver.Error) as problem:
        raise CannotStart(
            f"The copy before the upgrade, {to}, could not be made: {reason(problem)}. Nothing was changed."
        ) from problem
    finally:
        part.unlink(missing_ok=True)


def _check_room(source: Any, folder: Path) -> None:
    pages, size = (source.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    free = shutil.disk_usage(folder).free
    if free < pages * size:
        megabytes = f"{-(-pages * size // 1_000_000)} MB are needed, {free // 1_000_000} MB are free"
        raise CannotStart(
            f"There is no room in {folder} for a copy before the upgrade: {megabytes}. Nothing was changed."
        )


def _forget_old_copies(folder: Path) -> None:
    """Keep the copies before the newest three revisions: of each the first one made and the last.

    Of an upgrade that was tried again and again, the first copy is what was there before all of it.
    """
    named = sorted((found[1], path) for path in folder.iterdir() if (found := _COPY.fullmatch(path.name)))
    by_revision = [[path for _, path in copies] for _, copies in groupby(named, key=lambda each: each[0])]
    for copies in by_revision[:-REVISIONS_KEPT]:
        for path in copies:
            path.unlink()
    for copies in by_revision[-REVISIONS_KEPT:]:
        for path in copies[1:-1]:
            path.unlink()

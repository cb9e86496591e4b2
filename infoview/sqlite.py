"""SQLite itself: the newest driver there is, safe settings on every connection, and how transactions begin."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore
from time import monotonic
from types import ModuleType
from typing import Any

from sqlalchemy import URL, Connection, Engine, event
from sqlalchemy.exc import DBAPIError

from infoview.turns import Turns

MAGIC = b"SQLite format 3\x00"
APPLICATION_ID = 0x1F0F1E3D  # marks a database file as ours; arbitrary, never changed
APPLICATION_ID_AT = 68  # where the file keeps it, in four bytes
BUSY_SECONDS = 15
PLACE_SECONDS = 2
_places_to_write = BoundedSemaphore(6)  # of the server's eight threads: two stay for those who read
_turns = Turns()
driver: ModuleType = sqlite3
try:
    import pysqlite3.dbapi2

    driver = pysqlite3.dbapi2  # its SQLite is newer than the system's
except ImportError:
    pass  # no wheel for this machine


def has_safe_wal(version: tuple[int, ...]) -> bool:
    """Whether this SQLite is free of the WAL-reset bug (fixed in 3.51.3, 3.50.7 and 3.44.6)."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)


JOURNAL = "WAL" if has_safe_wal(driver.sqlite_version_info) else "TRUNCATE"


def database_url(path: Path) -> URL:
    """Return the address of a database that is there: one that is missing is an error, never made anew."""
    return URL.create("sqlite", database=path.absolute().as_uri(), query={"mode": "rw", "uri": "true"})


def engine_options() -> dict[str, Any]:
    """Return what create_engine needs to use our driver. What is stored never stands in the text of an error."""
    connect = {"check_same_thread": False}
    return {"module": driver, "pool_size": 10, "connect_args": connect, "hide_parameters": True}


@contextmanager
def turn_to_write(*, waits: bool) -> Iterator[float]:
    """Wait for a turn among those who write here; give for how many seconds another program may still be waited for.

    While another program holds the database, only those who have a place wait for it: raises TimeoutError. While one
    of ours does, an import perhaps, everybody waits: it goes on and comes to an end.
    """
    until = monotonic() + (BUSY_SECONDS if waits else 0)
    while not _places_to_write.acquire(timeout=PLACE_SECONDS if waits else 0):
        if _turns.is_stuck(PLACE_SECONDS) or monotonic() >= until:
            raise TimeoutError("too many wait to write")
    try:
        if not _turns.take(until - monotonic()):
            raise TimeoutError("too many wait to write")
        left = max(0.0, until - monotonic())
        try:
            yield left if left < BUSY_SECONDS - 1 else BUSY_SECONDS
        finally:
            _turns.pass_on()
    finally:
        _places_to_write.release()


@event.listens_for(Engine, "connect")
def _prepare_connection(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: _begin does
    path = connection.execute("PRAGMA database_list").fetchone()[2]
    if path and connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        connection.close()  # before a setting of ours is written into it
        raise OSError(f"{path} is not a database of infoview")
    for pragma in (
        f"busy_timeout={BUSY_SECONDS * 1000}",
        f"journal_mode={JOURNAL}",
        "foreign_keys=ON",
        "synchronous=FULL",
        "trusted_schema=OFF",
        "cache_size=-512",  # of each connection, in kB: the system keeps the whole file in memory anyway
        "temp_store=MEMORY",  # a full /tmp fails nothing, and nothing stored is left there
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.execute("PRAGMA schema_version").fetchone()  # opens the log
    record.info["file"] = (path, _identity(path), _identity(f"{path}-wal"))


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    _check_file_is_there(connection)
    options = connection.get_execution_options()
    if not options.get("writing"):
        connection.exec_driver_sql("BEGIN")
        return
    waits = options.get("waits", BUSY_SECONDS)
    if waits == BUSY_SECONDS:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={int(waits * 1000)}")
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    _turns.begin()


def _identity(path: str) -> tuple[int, int] | None:
    try:
        state = os.stat(path)
    except FileNotFoundError:
        return None
    return state.st_dev, state.st_ino


def _check_file_is_there(connection: Connection) -> None:
    """Refuse to work on a file that was taken away: SQLite would go on writing where nobody looks again.

    The connection stays open for the file to come back. When another has come into its place, the log beside it is
    left behind, and connections to the new file are made.
    """
    path, file, log = connection.info["file"]
    if not path or (there := _identity(path)) == file:
        return
    if there and _leave_log_behind(connection, path, log):
        Path(f"{path}-shm").unlink(missing_ok=True)
        connection.invalidate()
        connection.engine.dispose()
    raise FileNotFoundError(f"{path} was taken away or exchanged while it was in use")


def _leave_log_behind(connection: Connection, path: str, log: tuple[int, int] | None) -> bool:
    """Empty the log into the file it belongs to, wherever that is now, lest it be read with another one."""
    try:
        return bool(connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0] == 0)
    except DBAPIError:  # the former file is too damaged to take it in
        if _identity(f"{path}-wal") == log:
            os.rename(f"{path}-wal", f"{path}-wal-left-behind")
        return True

"""SQLite itself: the newest driver there is, safe settings on every connection, and how transactions begin."""

import sqlite3
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import URL, Connection, Engine, event

BUSY_SECONDS = 15
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


@event.listens_for(Engine, "connect")
def _prepare_connection(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: _begin does
    for pragma in (
        f"busy_timeout={BUSY_SECONDS * 1000}",
        f"journal_mode={JOURNAL}",
        "foreign_keys=ON",
        "synchronous=FULL",
        "trusted_schema=OFF",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

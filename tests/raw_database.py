"""A database file looked at and changed from outside the app, as another program or an accident would."""

import shutil
from contextlib import closing

from alembic import command

from infoview.schema import alembic_config, revisions
from infoview.sqlite import APPLICATION_ID, driver
from infoview.upgrade import engine_on

FILLED = {"owner_id": 1, "version": 1, "single_keys": 1, "created_at": "2026-06-15 12:00:00", "may_use_name": "unknown"}


def names_in(path):
    """The names of all contacts of a file, which is read by itself, whatever lies beside it."""
    with closing(driver.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        return {row[0] for row in database.execute("SELECT full_name FROM contacts")}


def is_sound(path):
    with closing(driver.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        found = (
            database.execute("PRAGMA integrity_check").fetchall()
            + database.execute("PRAGMA foreign_key_check").fetchall()
        )
    return found == [("ok",)]


def add_contact(connection, name):
    add_row(connection, "contacts", full_name=name)


def add_row(connection, table, **known):
    """Insert a row with nothing in it but what it must have."""
    needed = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[3] and row[1] != "id"]
    values = [{**FILLED, **known}.get(key, "") for key in needed]
    connection.execute(f"INSERT INTO {table} ({', '.join(needed)}) VALUES ({', '.join('?' * len(needed))})", values)


def changed(path, *statements, contacts=()):
    """Change a file, and leave it complete by itself."""
    with closing(driver.connect(str(path), isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=DELETE")
        for name in contacts:
            add_contact(database, name)
        for statement in statements:
            database.execute(statement)
    return path


def left_by_a_killed_server(path, folder, *, contacts):
    """Copy a database into `folder` as a killed server leaves it: with contacts that only its log holds."""
    source = folder / "running.sqlite"
    shutil.copy(path, source)
    with closing(driver.connect(str(source), isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA wal_autocheckpoint=0")
        for name in contacts:
            add_contact(database, name)
        for ending in ("", "-wal", "-shm"):
            shutil.copy(f"{source}{ending}", folder / f"infoview.sqlite{ending}")
    source.unlink()
    return folder / "infoview.sqlite"


def cut_off_in_a_change(path):
    """Leave a database as a program without a write-ahead log does that is killed while it writes."""
    changed(path)
    aside = path.with_name("aside")
    with closing(driver.connect(str(path), isolation_level=None)) as database:
        database.execute("PRAGMA cache_size=1")
        database.execute("BEGIN IMMEDIATE")
        for number in range(300):
            add_contact(database, f"Half-written {number}")
        shutil.copy(path, aside)
        shutil.copy(f"{path}-journal", f"{aside}-journal")
        database.execute("ROLLBACK")
    aside.rename(path)
    aside.with_name("aside-journal").rename(f"{path}-journal")
    return path


def of_the_first_revision(path):
    """Make a database as the first released version made it, with one account."""
    changed(path, f"PRAGMA application_id={APPLICATION_ID}")
    with engine_on(path) as engine, engine.connect() as connection:
        command.upgrade(alembic_config(connection), revisions()[0])
    with closing(driver.connect(str(path), isolation_level=None)) as database:
        add_row(database, "accounts")
    return changed(path)

"""What happens once before the server serves: folder, key, migration, the first code.

Every step either succeeds or raises CannotStart with one sentence for the person at the console.
"""

import fcntl
import hashlib
import logging
import os
import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from infoview import clock, schema
from infoview.config import MINIMUM_KEY, Settings
from infoview.errors import CannotStart
from infoview.models import Account, FirstCode
from infoview.sqlite import APPLICATION_ID, APPLICATION_ID_AT, MAGIC, driver
from infoview.upgrade import engine_on, reason, upgrade

log = logging.getLogger("infoview")
RESTORING = ".restoring"  # lies in the data folder while what is there is neither the old state nor the new one
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def prepare(settings: Settings, *, makes_code: bool = True) -> str | None:
    """Make the folder, the key and the schema ready; return a new first code while there is no account.

    The command line does not want one: with `makes_code` off, the code the server printed stays good.

    Raises CannotStart if the folder cannot be written, or the database is damaged, foreign, or newer than this
    version. Nothing is ever created over an existing database, and a failed migration leaves it as it was.
    """
    make_folder(settings.data)
    with _alone(settings.data):
        _check_no_restore_is_half_done(settings.data)
        secret_key(settings)
        try:
            if settings.database.exists():
                upgrade(settings, present=_check_file(settings.database))
            else:
                _check_nothing_is_left(settings.database)
                _check_there_is_no_backup(settings)
                _create(settings)
            os.chmod(settings.database, 0o600)
            return _new_first_code(settings.database) if makes_code else None
        except (SQLAlchemyError, OSError, driver.Error) as problem:
            raise CannotStart(f"The database {settings.database} cannot be used: {reason(problem)}") from problem


def secret_key(settings: Settings) -> str:
    """Return the key that signs cookies: from the environment, else from a file made once (0600)."""
    if settings.secret_key:
        return settings.secret_key
    path = settings.data / "secret_key"
    try:
        if not path.exists():
            _write_once(path, secrets.token_hex(32))
        key = path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError) as problem:
        raise CannotStart(f"The key file {path} cannot be used: {reason(problem)}") from problem
    if len(key) < MINIMUM_KEY:
        raise CannotStart(f"The key in {path} is too short. Delete the file and a new one is made.")
    return key


def code_hash(code: str) -> str:
    """Return what is kept of a first code."""
    return hashlib.sha256("".join(code.lower().split()).replace("-", "").encode()).hexdigest()


def make_folder(folder: Path) -> None:
    """Make the data folder if it is not there, for its owner only. Raises CannotStart if it cannot be written."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", "ascii")
    except OSError as problem:
        raise CannotStart(f"The folder {folder} cannot be written: {reason(problem)}") from problem
    if not os.access(folder, os.W_OK | os.X_OK):
        raise CannotStart(f"The folder {folder} cannot be written.")


def _write_once(path: Path, content: str) -> None:
    """Make a private file that is there whole or not at all."""
    part = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, so that two processes starting at once migrate once."""
    path = folder / ".lock"
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as problem:
        raise CannotStart(f"The file {path} cannot be used: {reason(problem)}") from problem
    with open(handle, "r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _check_no_restore_is_half_done(folder: Path) -> None:
    if (folder / RESTORING).exists():
        raise CannotStart(f"A restore was stopped half-way in {folder}. Run it again: infoview restore FILE --yes")


def _check_nothing_is_left(path: Path) -> None:
    """Refuse to make a database beside the log of a lost one: it may hold the last changes, and would be mixed in."""
    for ending in ("-wal", "-journal"):
        left = path.with_name(f"{path.name}{ending}")
        if left.exists() and left.stat().st_size:
            raise CannotStart(f"{path} is missing, but {left} is there. Put the database back, or move that file away.")


def _check_there_is_no_backup(settings: Settings) -> None:
    """Refuse to begin anew where there has been a database: an empty one in its place would look like a loss."""
    found = sorted(settings.backups.glob("*.sqlite"), key=lambda path: path.stat().st_mtime)
    if found:
        raise CannotStart(
            f"{settings.database} is missing, but there are backups. Put it back, or go back to the newest backup: "
            f"infoview restore {found[-1].name}. To begin anew, move the folder {settings.backups} away."
        )


def _check_file(path: Path) -> str:
    """Return the revision of a database that is whole, ours, and can be written; until then it is read only."""
    try:
        with path.open("rb") as file:
            head = file.read(APPLICATION_ID_AT + 4)
        if not head.startswith(MAGIC):
            raise CannotStart(f"{path} is not a database of infoview. It was left as it is; restore a backup.")
        if int.from_bytes(head[APPLICATION_ID_AT:], "big") != APPLICATION_ID:
            raise CannotStart(f"{path} is a database of another program. It was left as it is; move it away.")
        unfinished = path.with_name(f"{path.name}-journal")  # SQLite has to take that change back before it can read
        mode = "rw" if unfinished.exists() and unfinished.stat().st_size else "ro"
        with closing(driver.connect(f"{path.as_uri()}?mode={mode}", uri=True)) as database:
            check = database.execute("PRAGMA quick_check(1)").fetchone()[0]
            if check != "ok":
                raise CannotStart(f"The database {path} is damaged. It was left as it is; restore a backup.")
            [(revision,)] = database.execute("SELECT version_num FROM alembic_version").fetchall()
        if revision not in schema.revisions():
            raise CannotStart(f"{path} was made by a newer version of infoview. Start that version.")
        with closing(driver.connect(f"{path.as_uri()}?mode=rw", uri=True)) as database:
            database.execute("BEGIN IMMEDIATE")
            database.execute("ROLLBACK")
    except OSError as problem:
        raise CannotStart(f"The database {path} cannot be read: {reason(problem)}.") from problem
    except ValueError as problem:
        raise CannotStart(f"{path} does not tell its revision. It was left as it is; restore a backup.") from problem
    except driver.Error as problem:
        raise CannotStart(f"The database {path} cannot be used: {reason(problem)}. It was left as it is.") from problem
    return str(revision)


def _create(settings: Settings) -> None:
    """Make the database beside its place and move it there whole: a killed start leaves no half-made file."""
    unfinished = settings.database.with_suffix(".new")
    for leftover in settings.data.glob(f"{unfinished.name}*"):
        leftover.unlink()
    with closing(driver.connect(str(unfinished))) as database:
        database.execute(f"PRAGMA application_id={APPLICATION_ID}")
    with engine_on(unfinished) as engine, engine.connect() as connection:
        schema.bring_up(connection)
    unfinished.rename(settings.database)
    log.info("Made a new database: %s", settings.database)


def _new_first_code(database: Path) -> str | None:
    with (
        engine_on(database) as engine,
        engine.connect().execution_options(writing=True) as connection,
        connection.begin(),
    ):
        connection.execute(delete(FirstCode))
        if connection.execute(select(func.count()).select_from(Account)).scalar_one():
            return None
        code = "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
        connection.execute(insert(FirstCode).values(code_hash=code_hash(code), made_at=clock.now()))
        return code

"""What happens once before the server serves: folder, key, migration, the first code.

Every step either succeeds or raises CannotStart with one sentence for the person at the console.
"""

import fcntl
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine, create_engine, delete, func, insert, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from infoview import clock, schema
from infoview.config import MINIMUM_KEY, Settings
from infoview.errors import CannotStart
from infoview.models import Account, FirstCode
from infoview.sqlite import database_url, driver, engine_options

MAGIC = b"SQLite format 3\x00"
APPLICATION_ID = 0x1F0F1E3D  # marks a database file as ours; arbitrary, never changed
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def prepare(settings: Settings, *, makes_code: bool = True) -> str | None:
    """Make the folder, the key and the schema ready; return a new first code while there is no account.

    The command line does not want one: with `makes_code` off, the code the server printed stays good.

    Raises CannotStart if the folder cannot be written, or the database is damaged, foreign, or newer than this
    version. Nothing is ever created over an existing database, and a failed migration leaves it as it was.
    """
    _make_folder(settings.data)
    with _alone(settings.data):
        secret_key(settings)
        try:
            if settings.database.exists():
                _check_file(settings.database)
                _upgrade(settings)
            else:
                _check_nothing_is_left(settings.database)
                _create(settings)
            os.chmod(settings.database, 0o600)
            return _new_first_code(settings.database) if makes_code else None
        except (SQLAlchemyError, OSError, driver.Error) as problem:
            raise CannotStart(f"The database {settings.database} cannot be used: {_reason(problem)}") from problem


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
        raise CannotStart(f"The key file {path} cannot be used: {_reason(problem)}") from problem
    if len(key) < MINIMUM_KEY:
        raise CannotStart(f"The key in {path} is too short. Delete the file and a new one is made.")
    return key


def code_hash(code: str) -> str:
    """Return what is kept of a first code."""
    return hashlib.sha256("".join(code.lower().split()).replace("-", "").encode()).hexdigest()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        ignore = folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", "ascii")
    except OSError as problem:
        raise CannotStart(f"The folder {folder} cannot be written: {_reason(problem)}") from problem
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
        raise CannotStart(f"The file {path} cannot be used: {_reason(problem)}") from problem
    with open(handle, "r+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _check_nothing_is_left(path: Path) -> None:
    """Refuse to make a database beside the log of a lost one: it may hold the last changes, and would be mixed in."""
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        raise CannotStart(f"{path} is missing, but {log} is there. Put the database back, or move that file away.")


def _check_file(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(len(MAGIC))
        if head != MAGIC:
            raise CannotStart(f"{path} is not a database of infoview. It was left as it is; put a backup in its place.")
        with closing(driver.connect(f"{path.as_uri()}?mode=rw", uri=True)) as database:
            database.execute("BEGIN IMMEDIATE")  # also shows whether it can be written
            mark = database.execute("PRAGMA application_id").fetchone()[0]
            check = database.execute("PRAGMA quick_check(1)").fetchone()[0]
            database.execute("ROLLBACK")
    except OSError as problem:
        raise CannotStart(f"The database {path} cannot be read: {_reason(problem)}") from problem
    except driver.Error as problem:
        raise CannotStart(f"The database {path} cannot be used: {problem}. It was left as it is.") from problem
    if mark != APPLICATION_ID:
        raise CannotStart(f"{path} is a database of another program. It was left as it is.")
    if check != "ok":
        raise CannotStart(f"The database {path} is damaged. It was left as it is; put a backup in its place.")


@contextmanager
def _engine(database: Path) -> Iterator[Engine]:
    engine = create_engine(database_url(database), **engine_options())
    try:
        yield engine
    finally:
        engine.dispose()


def _create(settings: Settings) -> None:
    """Make the database beside its place and move it there whole: a killed start leaves no half-made file."""
    unfinished = settings.database.with_suffix(".new")
    for leftover in settings.data.glob(f"{unfinished.name}*"):
        leftover.unlink()
    with closing(driver.connect(str(unfinished))) as database:
        database.execute(f"PRAGMA application_id={APPLICATION_ID}")
    with _engine(unfinished) as engine, engine.connect() as connection:
        schema.bring_up(connection)
    unfinished.rename(settings.database)


def _upgrade(settings: Settings) -> None:
    known = schema.revisions()
    with _engine(settings.database) as engine, engine.connect() as connection:
        present = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
        connection.rollback()
        if present == known[-1]:
            return
        if present not in known:
            raise CannotStart(f"{settings.database} was made by a newer version of infoview. Start that version.")
        stamp = f"{clock.now():%Y%m%dT%H%M%S}"
        _copy(settings.database, settings.data / "backups" / f"before-{known[-1]}-{stamp}.sqlite")
        schema.bring_up(connection)


def _copy(database: Path, to: Path) -> None:
    try:
        to.parent.mkdir(mode=0o700, exist_ok=True)
        part = to.with_suffix(".part")
        with closing(driver.connect(str(database))) as source, closing(driver.connect(str(part))) as target:
            source.backup(target)
        os.chmod(part, 0o600)
        shutil.move(part, to)
    except (OSError, driver.Error) as problem:
        raise CannotStart(f"The copy before the upgrade failed: {_reason(problem)}. Nothing was changed.") from problem


def _new_first_code(database: Path) -> str | None:
    with (
        _engine(database) as engine,
        engine.connect().execution_options(writing=True) as connection,
        connection.begin(),
    ):
        connection.execute(delete(FirstCode))
        if connection.execute(select(func.count()).select_from(Account)).scalar_one():
            return None
        code = "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
        connection.execute(insert(FirstCode).values(code_hash=code_hash(code), made_at=clock.now()))
        return code


def _reason(problem: BaseException) -> str:
    if isinstance(problem, DBAPIError):
        return str(problem.orig)
    return str(getattr(problem, "strerror", None) or problem)

"""Going back to a backup: all is checked on a copy before anything changes, and what was there is kept."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.exc import SQLAlchemyError

from infoview import presence, schema
from infoview.config import Settings
from infoview.errors import CannotStart, Refused
from infoview.files import hand_over, settle
from infoview.models import Account, Contact, Device, Feed, FirstCode, Lease, Mail, Notification
from infoview.models.mail import MailState
from infoview.prepare import RESTORING, make_folder
from infoview.safekeeping.backup import is_ours, open_database
from infoview.safekeeping.before_restore import forget_interrupted, keep, logs_beside
from infoview.sqlite import driver
from infoview.upgrade import engine_on

SPARE_ROOM = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Candidate:
    """A checked copy of a backup, ready to be put in the place of the database."""

    settings: Settings
    copy: Path
    accounts: int
    contacts: int
    is_upgraded: bool

    def put_in_place(self, *, at: datetime) -> Path | None:
        """Put it in place; return where the state before is kept, or None if there was none.

        Killed at any moment, the database in place is the old one or the new one, whole; or, where the old one was
        damaged or missing, a file in the folder has every start refused until a restore succeeds.
        Raises Refused if the old state cannot be kept, or another program uses it: then nothing has changed.
        """
        database = self.settings.database
        try:
            kept = keep(database, self.settings.backups, at)
            self.copy.replace(database)
            settle(database.parent)
            (database.parent / RESTORING).unlink(missing_ok=True)
        except OSError as problem:
            raise Refused(f"Nothing was restored: {problem.filename}: {problem.strerror}.") from problem
        return kept


@contextmanager
def checked(settings: Settings, file: Path) -> Iterator[Candidate]:
    """Check a backup, all of it, and bring a copy of it up to the newest schema, signed out everywhere.

    Nothing else has changed so far, and the copy goes when the block ends. Nobody can start the server meanwhile.
    Raises Refused with one sentence if the server runs, or if the file is not a whole backup of ours.
    """
    make_folder(settings.data)
    with presence.alone(settings.data) as is_alone:
        if not is_alone:
            raise Refused("infoview is running, or one of its commands is. Stop it, then restore.")
        for leftover in settings.data.glob(".restore-*"):
            leftover.unlink()
        forget_interrupted(settings.database, settings.backups)
        copy = settings.data / f".restore-{secrets.token_hex(4)}.sqlite"
        try:
            _check_file(file, settings)
            _copy(file, copy)
            yield _candidate(settings, file, copy)
        finally:
            for leftover in settings.data.glob(f"{copy.name}*"):
                leftover.unlink()


def found(name: Path, settings: Settings) -> Path:
    """Return the file of that name: as it is given, else in the folder of backups."""
    shelved = settings.backups / name
    return shelved if len(name.parts) == 1 and not name.exists() and shelved.exists() else name


# --- the copy ---------------------------------------------------------------------------------------


def _check_file(file: Path, settings: Settings) -> None:
    try:
        if not file.is_file():
            raise Refused(f"{file} is not there, or is no file.")
        if settings.database.exists() and file.samefile(settings.database):
            raise Refused(f"{file} is the database itself: name a backup.")
        if not is_ours(file):
            raise Refused(f"{file} is no backup of infoview.")
        for log in logs_beside(file):
            raise Refused(
                f"Beside {file} lies {log.name}: it was copied from a running database and is not complete by "
                "itself. Restore a backup that infoview made."
            )
        needed = 2 * file.stat().st_size + SPARE_ROOM
        free = shutil.disk_usage(settings.data).free
    except OSError as problem:
        raise Refused(f"{file} cannot be read: {problem.strerror}.") from problem
    if free < needed:
        raise Refused(
            f"There is not enough room in {settings.data}: {needed >> 20} MB are needed, {free >> 20} MB are free."
        )


def _copy(file: Path, copy: Path) -> None:
    """Copy the bytes: SQLite itself never opens the file, so that it stays exactly as it is."""
    try:
        os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        shutil.copyfile(file, copy)
        hand_over(copy)
    except OSError as problem:
        raise Refused(f"{file} cannot be copied into {copy.parent}: {problem.strerror}.") from problem


def _candidate(settings: Settings, file: Path, copy: Path) -> Candidate:
    try:
        _check_whole(copy, file)
        revision = _revision(copy, file)
        is_upgraded = revision != schema.revisions()[-1]
        accounts, contacts = _bring_up(copy, migrates=is_upgraded)
        _check_whole(copy, file)  # and is one file, complete by itself
        settle(copy)
    except (SQLAlchemyError, driver.Error, OSError, CannotStart) as problem:
        raise Refused(f"{file} cannot be restored: {getattr(problem, 'orig', problem)}.") from problem
    return Candidate(settings, copy, accounts, contacts, is_upgraded)


def _check_whole(copy: Path, file: Path) -> None:
    with closing(open_database(copy)) as database:
        database.execute("PRAGMA journal_mode=DELETE")
        if database.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise Refused(f"{file} is damaged. Choose another backup.")
        if database.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise Refused(f"{file} is damaged: rows in it name rows that are not there. Choose another backup.")


def _revision(copy: Path, file: Path) -> str:
    with closing(open_database(copy)) as database:
        row = database.execute("SELECT version_num FROM alembic_version").fetchone()
    revision = str(row[0]) if row else "none"
    if revision not in schema.revisions():
        raise Refused(f"{file} was made by a newer version of infoview. Restore it with that version.")
    return revision


def _bring_up(copy: Path, *, migrates: bool) -> tuple[int, int]:
    """Bring the copy to the newest schema and into the present; return how many accounts and contacts it holds."""
    with engine_on(copy) as engine:
        if migrates:
            with engine.connect() as connection:
                schema.bring_up(connection)
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            _bring_into_the_present(connection)
            accounts = connection.execute(select(func.count()).select_from(Account)).scalar_one()
            in_people = select(func.count()).select_from(Contact).where(Contact.deleted_at.is_(None))
            return accounts, connection.execute(in_people).scalar_one()


def _bring_into_the_present(connection: Connection) -> None:
    """Undo what must not come back from the past: sign-ins that were ended since, a first code long used,
    the address of a calendar that was made anew since because somebody else knew it.

    What waited to be sent may have gone since: it is held until its owner says what to do with it. So are reminders.
    """
    connection.execute(delete(Device))
    connection.execute(delete(FirstCode))
    connection.execute(delete(Feed))
    on_the_way = Mail.state.in_((MailState.QUEUED, MailState.SENDING, MailState.HANDING_OVER))
    connection.execute(update(Mail).where(on_the_way).values(state=MailState.HELD, reason="restored", answer=""))
    reminders_on_the_way = Notification.state.in_((MailState.QUEUED, MailState.SENDING, MailState.HANDING_OVER))
    held = update(Notification).where(reminders_on_the_way)
    connection.execute(held.values(state=MailState.HELD, reason="restored", answer=""))
    connection.execute(update(Account).values(reminders_held="restored"))
    connection.execute(delete(Lease))

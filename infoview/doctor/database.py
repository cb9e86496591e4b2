"""The database, read without leaving a trace, whether the server runs or not."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from infoview import schema
from infoview.config import Settings
from infoview.doctor.finding import Finding, failure, passed, warning
from infoview.presence import is_in_use
from infoview.safekeeping.backup import is_ours
from infoview.sqlite import MAGIC, driver

GO_BACK = "Stop infoview and go back to a backup: infoview restore FILE."
JOURNAL_AT = 18  # where the file says how it is written
WITH_LOG = b"\x02\x02"


@dataclass(slots=True)
class Seen:
    """What the database told on the way."""

    accounts: int = 0
    zones: list[str] = field(default_factory=list)


def database(chosen: Settings, seen: Seen) -> Iterator[Finding]:
    """Look at the database, and fill in what was `seen`."""
    path = chosen.database
    if not path.exists():
        yield _missing(path)
    elif has_unfinished_change(path):
        taken_back = "The next start takes it back; ask again after it."
        yield warning("database", "infoview was stopped in the middle of a change, and does not run.", taken_back)
    elif not is_ours(path):
        yield failure("database", f"{path} is no database of infoview.", GO_BACK)
    else:
        try:
            with closing(open_to_read(path)) as connection:
                yield from _content(connection, path, seen)
        except driver.OperationalError as problem:
            busy = "If infoview runs, ask again in a moment; else check who may read the files."
            yield failure("database", f"{path} cannot be read: {problem}.", busy)
        except driver.DatabaseError as problem:
            yield failure("database", f"{path} is damaged: {problem}.", GO_BACK)


def open_to_read(path: Path) -> Any:
    """Open a database without making a file beside it, as SQLite does for a log when nobody else has it open."""
    with path.open("rb") as file:
        head = file.read(JOURNAL_AT + 2)
    has_log = head.startswith(MAGIC) and head[JOURNAL_AT:] == WITH_LOG
    is_alone = has_log and not path.with_name(f"{path.name}-shm").exists()
    return driver.connect(f"{path.absolute().as_uri()}?mode=ro{'&immutable=1' if is_alone else ''}", uri=True)


def has_unfinished_change(path: Path) -> bool:
    """Whether a change was cut off that SQLite would have to take back before it can read."""
    journal = path.with_name(f"{path.name}-journal")
    return journal.exists() and journal.stat().st_size > 0 and not is_in_use(path.parent)


def is_whole(path: Path) -> bool:
    """Whether every page of a database is as it should be."""
    try:
        with closing(open_to_read(path)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except (driver.Error, OSError):
        return False


def _missing(path: Path) -> Finding:
    log = path.with_name(f"{path.name}-wal")
    if log.exists() and log.stat().st_size:
        return failure("database", f"{path} is missing, but its log {log.name} is there.", GO_BACK)
    if any((path.parent / "backups").glob("*.sqlite")):
        return failure("database", f"{path} is missing, but there are backups.", GO_BACK)
    return warning("database", "There is none yet.", "The first start makes it; else check INFOVIEW_DATA.")


def _content(connection: Any, path: Path, seen: Seen) -> Iterator[Finding]:
    def one(statement: str) -> Any:
        row = connection.execute(statement).fetchone()
        return row[0] if row else None

    if one("PRAGMA quick_check(1)") != "ok":
        yield failure("database", f"{path} is damaged.", GO_BACK)
        return
    if connection.execute("PRAGMA foreign_key_check").fetchone():
        yield failure("database", "Rows name rows that are not there.", GO_BACK)
    revision, known = one("SELECT version_num FROM alembic_version"), schema.revisions()
    if revision not in known:
        yield failure("database", "It was made by a newer version of infoview.", "Start that version.")
        return
    if revision != known[-1]:
        yield warning("database", f"It is at revision {revision} of {known[-1]}.", "The next start brings it up.")
    seen.accounts = one("SELECT count(*) FROM accounts")
    seen.zones = [row[0] for row in connection.execute("SELECT DISTINCT zone FROM accounts")]
    contacts = one("SELECT count(*) FROM contacts WHERE deleted_at IS NULL")
    yield passed("database", f"Whole, at revision {revision}. Accounts: {seen.accounts}, contacts: {contacts}.")

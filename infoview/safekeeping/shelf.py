"""The folder of backups: what lies there, whose turn it is, and what may go."""

import enum
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from infoview.safekeeping.backup import is_ours
from infoview.safekeeping.rotation import surplus

MOST_BY_HAND = 3
QUIET_HOUR = timedelta(hours=3)  # when a night's backup is due, by the clock of the machine
_NIGHTLY = re.compile(r"nightly-(\d{4}-\d\d-\d\d)\.sqlite")
_BY_HAND = re.compile(r"by-hand-\d{8}T\d{6}\.sqlite")
_BEFORE_RESTORE = re.compile(r"before-restore-.*\.sqlite")
_BEFORE_UPGRADE = re.compile(r"before-.*\.sqlite")


class Kind(enum.Enum):
    """Why a backup was made."""

    NIGHTLY = "nightly"
    BY_HAND = "by hand"
    BEFORE_RESTORE = "before restore"
    BEFORE_UPGRADE = "before upgrade"


@dataclass(frozen=True, slots=True)
class Backup:
    """One file of the shelf."""

    path: Path
    kind: Kind
    size: int
    made_at: datetime


def backups(folder: Path) -> list[Backup]:
    """Return the backups that lie in the folder and were made by the app itself, the newest first."""
    found = [backup for path in _entries(folder) if (backup := _backup(path))]
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def nightly(folder: Path) -> list[Backup]:
    """Return the nightly backups, the newest first."""
    return [backup for backup in backups(folder) if backup.kind is Kind.NIGHTLY]


def night_of(instant: datetime) -> date:
    """Return the night an instant belongs to: it begins at the quiet hour and is named after that day."""
    return (instant.astimezone() - QUIET_HOUR).date()


def place_of(folder: Path, night: date) -> Path:
    """Return where the backup of a night lies, once it is made."""
    return folder / f"nightly-{night.isoformat()}.sqlite"


def place_by_hand(folder: Path, at: datetime) -> Path:
    """Return where a backup that somebody asked for lies, beside those of the nights."""
    return folder / f"by-hand-{at.astimezone(UTC):%Y%m%dT%H%M%S}.sqlite"


def forget_surplus(folder: Path, *, today: date) -> list[Path]:
    """Remove the nightly backups that may go, and all but the newest few by hand, and nothing else; return them."""
    found = backups(folder)
    by_day = {day: backup.path for backup in found if (day := _day(backup.path.name))}
    nights = [by_day[day] for day in sorted(surplus(by_day.keys(), today=today))]
    by_hand = [backup.path for backup in found if backup.kind is Kind.BY_HAND][MOST_BY_HAND:]
    gone = [path for path in (*nights, *by_hand) if is_ours(path)]
    for path in gone:
        path.unlink()
    return gone


def forget_unfinished(folder: Path, *, at: datetime) -> None:
    """Remove what a backup that was killed has left behind."""
    for path in _entries(folder):
        if re.match(rf"\.({_NIGHTLY.pattern}|{_BY_HAND.pattern})\.", path.name) and _changed_at(path) < at - timedelta(
            hours=1
        ):
            path.unlink(missing_ok=True)


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except FileNotFoundError:
        return []


def _backup(path: Path) -> Backup | None:
    kind = _kind(path.name)
    if kind is None or path.is_symlink() or not path.is_file():
        return None
    return Backup(path, kind, path.stat().st_size, _changed_at(path))


def _changed_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _kind(name: str) -> Kind | None:
    if _day(name):
        return Kind.NIGHTLY
    if _BY_HAND.fullmatch(name):
        return Kind.BY_HAND
    if _BEFORE_RESTORE.fullmatch(name):
        return Kind.BEFORE_RESTORE
    return Kind.BEFORE_UPGRADE if _BEFORE_UPGRADE.fullmatch(name) else None


def _day(name: str) -> date | None:
    found = _NIGHTLY.fullmatch(name)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None

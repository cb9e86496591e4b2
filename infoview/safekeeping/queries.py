"""What the page of backups shows."""

import shlex
from dataclasses import dataclass
from datetime import datetime

from infoview.config import USUAL_DATA, Settings
from infoview.db import zone
from infoview.i18n import _, age_words, instant_words, size_words
from infoview.safekeeping import shelf
from infoview.safekeeping.shelf import Backup, Kind


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A backup as the list shows it."""

    name: str
    title: str
    facts: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The backups there are, the newest first, and whether the last night's is among them."""

    is_fresh: bool
    state: str
    command: str
    rows: list[BackupRow]


def backups(settings: Settings, *, at: datetime) -> Shelf:
    """Return the shelf of backups."""
    found = shelf.backups(settings.backups)
    last_night = shelf.place_of(settings.backups, shelf.night_of(at))
    is_fresh = any(backup.path == last_night for backup in found)
    newest = next((backup for backup in found if backup.kind is Kind.NIGHTLY), None)
    rows = [_row(backup, at) for backup in found]
    return Shelf(is_fresh, _state(newest, is_fresh, at), _command(settings, newest), rows)


def _command(settings: Settings, newest: Backup | None) -> str:
    where = "" if settings.data == USUAL_DATA else f"INFOVIEW_DATA={shlex.quote(str(settings.data))} "
    return f"{where}.venv/bin/infoview restore {newest.path.name if newest else 'FILE'}"


def _state(newest: Backup | None, is_fresh: bool, at: datetime) -> str:
    if is_fresh:
        return _("Last night’s backup is there, whole and checked.")
    if newest is None:
        return _("There is no backup yet. The first one is made within a minute of the start, then one each night.")
    made = instant_words(newest.made_at, zone(), at)
    return _("Last night’s backup is missing: the newest is from %(made)s. The server’s log says why.", made=made)


def _row(backup: Backup, at: datetime) -> BackupRow:
    titles = {
        Kind.NIGHTLY: _("Backup of the night"),
        Kind.BY_HAND: _("Backup made by hand"),
        Kind.BEFORE_RESTORE: _("What was there before a restore"),
        Kind.BEFORE_UPGRADE: _("What was there before an update"),
    }
    facts = (instant_words(backup.made_at, zone(), at), age_words(at - backup.made_at), size_words(backup.size))
    return BackupRow(backup.path.name, titles[backup.kind], " · ".join(facts))

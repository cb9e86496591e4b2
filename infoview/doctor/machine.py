"""The machine: SQLite, time zones, the clock, room on the disk."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from infoview.config import Settings
from infoview.doctor.finding import Finding, failure, passed, warning
from infoview.server import local_zone
from infoview.sqlite import JOURNAL, driver

HERE = ("localhost", "127.0.0.1", "::1")
FIRST_DAY = date(2026, 6, 1)  # nobody had infoview before
ROOM_TO_WORK = 20 * 1024 * 1024
ROOM_TO_SPARE = 200 * 1024 * 1024


def settings(chosen: Settings) -> Iterator[Finding]:
    """Look at the settings, which are not wrong, or they would not be here."""
    yield passed("settings", f"infoview is at {chosen.address} and keeps its data in {chosen.data}.")
    if chosen.url and not chosen.is_https and urlsplit(chosen.url).hostname not in HERE:
        yield warning(
            "settings",
            "INFOVIEW_URL begins with http: what travels to and fro can be read on the way.",
            "Use it on a network you trust only, or put a web server with https in front (docs/hosting.md).",
        )
    if chosen.is_https and not chosen.proxies:
        yield warning(
            "settings",
            "INFOVIEW_URL begins with https, but INFOVIEW_PROXIES is 0: all visitors seem to come from one address.",
            "If a web server of yours stands in front, set INFOVIEW_PROXIES=1.",
        )


def sqlite() -> Iterator[Finding]:
    """Look at the SQLite there is: its version decides how the database is written."""
    version = driver.sqlite_version
    if JOURNAL == "WAL":
        yield passed("SQLite", f"Version {version}, with a write-ahead log.")
    else:
        yield warning(
            "SQLite",
            f"Version {version} can damage a database with a write-ahead log, so infoview uses none. That is safe; "
            "a backup and whoever writes wait for each other.",
            "A SQLite from 3.51.3 on does away with that.",
        )
    connection = driver.connect(":memory:")
    if not connection.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')").fetchone()[0]:
        yield failure("SQLite", "It has no full-text search (FTS5).", "Use a Python whose SQLite has it.")
    connection.close()


def zones(used: list[str]) -> Iterator[Finding]:
    """Look whether the zones that are used are known here."""
    missing = sorted(zone for zone in {*used, "Europe/Paris"} if not _is_known(zone))
    if missing:
        again = "Install the package tzdata again: remove the folder .venv, then ./run."
        yield failure("time zones", f"Nothing is known about {', '.join(missing)}.", again)
    else:
        yield passed("time zones", f"All that are used are known. This machine's is {local_zone()}.")


def clock(at: datetime, latest: datetime | None) -> Finding:
    """Look whether the clock can be right: not before there was infoview, not before the latest thing written."""
    advice = "Set the clock of this machine; let it be set by the network (timedatectl set-ntp true)."
    if at.date() < FIRST_DAY:
        return failure("clock", f"It says {at:%Y-%m-%d %H:%M} UTC, which is long past.", advice)
    if latest is not None and latest > at + timedelta(hours=1):
        return warning("clock", f"It says {at:%Y-%m-%d %H:%M} UTC, but data is from {latest:%Y-%m-%d %H:%M}.", advice)
    return passed("clock", f"It says {at:%Y-%m-%d %H:%M} UTC.")


def room(chosen: Settings) -> Iterator[Finding]:
    """Look at the room where data and backups lie."""
    size = chosen.database.stat().st_size if chosen.database.exists() else 0
    seen = set()
    for folder in (chosen.data, chosen.backups):
        if folder.exists() and folder.stat().st_dev not in seen:
            seen.add(folder.stat().st_dev)
            yield judge_room(str(folder), shutil.disk_usage(folder).free, size)
            inodes = os.statvfs(folder)
            if inodes.f_files and not inodes.f_favail:
                yield failure("disk", f"No file can be made in {folder}: all inodes are used.", "Remove files.")


def judge_room(folder: str, free: int, size: int) -> Finding:
    """Judge the `free` bytes around a database of `size`: a backup needs as much again, a restore twice that."""
    told = f"{free >> 20} MB are free for {folder}, the database has {size >> 20} MB."
    if free < size + ROOM_TO_WORK:
        return failure("disk", told, "Make room: saving and backups fail when it is used up.")
    if free < 3 * size + ROOM_TO_SPARE:
        return warning("disk", told, "Make room soon: a restore or an update may need three times the database.")
    return passed("disk", told)


def _is_known(zone: str) -> bool:
    return zone in available_timezones() and ZoneInfo(zone).utcoffset(datetime(2026, 1, 1, tzinfo=UTC)) is not None

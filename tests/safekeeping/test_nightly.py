"""The backup of each night: made once, checked, rotated, and never at the cost of an older one."""

import logging
import os
import resource
import shutil
import signal
import threading
import time
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from urllib.request import urlopen

import pytest
from conftest import settings_for
from factories import make_contact
from raw_database import changed, names_in
from real_server import running, wait_until
from sqlalchemy import func, select

from infoview import presence
from infoview.accounts import actions as accounts
from infoview.accounts import devices
from infoview.db import as_owner, db, transaction
from infoview.models import Account, Attempt, Device, Import, OnceKey
from infoview.models.importing import ImportKind, ImportState
from infoview.safekeeping import backup, nightly, shelf
from infoview.safekeeping.backup import Interrupted, back_up
from infoview.safekeeping.nightly import Nightly, work
from infoview.sqlite import driver

NIGHT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def machine_in_utc(monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def settings(app):
    """The settings of an app with accounts, and an empty shelf."""
    settings = app.extensions["settings"]
    shutil.rmtree(settings.backups, ignore_errors=True)
    with app.app_context():
        yield settings
    shutil.rmtree(settings.backups, ignore_errors=True)


def on_the_shelf(settings):
    return sorted(path.name for path in settings.backups.iterdir() if path.name != presence.NAME)


def a_shelf_of(settings, nights):
    """Put a real backup on the shelf for each of that many nights before NIGHT."""
    settings.backups.mkdir(mode=0o700, exist_ok=True)
    first = settings.data / "first.sqlite"
    back_up(settings.database, first)
    for n in range(1, nights + 1):
        shutil.copy(first, shelf.place_of(settings.backups, (NIGHT - timedelta(n)).date()))
    first.unlink()


@contextmanager
def files_no_larger_than(size):
    """For a while the system refuses to let a file grow over `size`, as a full disk would."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_the_backup_of_a_night_is_made_once_whole_and_private(settings, owner):
    make_contact("Ada Byron")

    work(settings, at=NIGHT)
    made = settings.backups / "nightly-2026-11-22.sqlite"
    first = made.stat().st_mtime_ns
    work(settings, at=NIGHT + timedelta(hours=20))

    assert on_the_shelf(settings) == ["nightly-2026-11-22.sqlite"]
    assert names_in(made) == {"Ada Byron"}
    assert made.stat().st_mode & 0o777 == 0o600 and settings.backups.stat().st_mode & 0o777 == 0o700
    assert made.stat().st_mtime_ns == first


@pytest.mark.parametrize(
    ("hour", "night"), [(0, "2026-11-21"), (2, "2026-11-21"), (3, "2026-11-22"), (9, "2026-11-22"), (23, "2026-11-22")]
)
def test_a_night_begins_at_the_quiet_hour(settings, hour, night):
    work(settings, at=NIGHT.replace(hour=hour, minute=30))

    assert on_the_shelf(settings) == [f"nightly-{night}.sqlite"]


@pytest.mark.parametrize("begins", [datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 2, tzinfo=UTC)])
def test_a_night_in_which_the_clock_changes_begins_at_the_quiet_hour_too(settings, monkeypatch, begins):
    monkeypatch.setenv("TZ", "Europe/Paris")
    time.tzset()
    nights = [f"nightly-{begins.date() - timedelta(days)}.sqlite" for days in (1, 0)]

    for minutes in range(-180, 0, 30):
        work(settings, at=begins + timedelta(minutes=minutes))
    assert on_the_shelf(settings) == nights[:1]

    for minutes in range(0, 180, 30):
        work(settings, at=begins + timedelta(minutes=minutes))
    assert on_the_shelf(settings) == nights


def test_without_an_account_there_is_nothing_to_back_up(settings):
    with transaction():
        for account in list(db.session.scalars(select(Account))):
            accounts.remove_account(account.id)

    work(settings, at=NIGHT)

    assert not settings.backups.exists()


def test_seven_days_and_four_weeks_stay_and_files_of_others_are_never_touched(settings):
    a_shelf_of(settings, nights=60)
    copy = shelf.place_of(settings.backups, (NIGHT - timedelta(1)).date())
    others = ["before-0002-20260101T000000.sqlite", "before-restore-20260101T000000.sqlite", "mine.sqlite"]
    others += ["nightly-2026-01-01.sqlite.gz", "nightly-2026-02-30.sqlite", "Nightly-2026-01-01.sqlite"]
    for name in others:
        shutil.copy(copy, settings.backups / name)
    (settings.backups / "nightly-2020-01-01.sqlite").write_text("my own notes under an unlucky name")
    (settings.backups / "nightly-2020-01-02.sqlite").symlink_to(copy)

    work(settings, at=NIGHT)

    left = on_the_shelf(settings)
    assert set(others) | {"nightly-2020-01-01.sqlite", "nightly-2020-01-02.sqlite"} <= set(left)
    assert sum(name.startswith("nightly-2026-1") for name in left) == 11


def test_a_backup_that_fails_costs_none_is_told_in_one_line_and_made_once_there_is_room(settings, app, caplog):
    a_shelf_of(settings, nights=30)
    before = on_the_shelf(settings)
    watch = Nightly(app)
    with caplog.at_level(logging.INFO, "infoview"):
        with files_no_larger_than(200_000):
            watch.look()

        assert on_the_shelf(settings) == before
        assert [record.levelname for record in caplog.records] == ["ERROR"]
        assert "No backup was made" in caplog.text and "tried again" in caplog.text
        assert watch.waits_until > 0

        watch.look()

    assert [record.levelname for record in caplog.records] == ["ERROR", "INFO"]
    assert len(on_the_shelf(settings)) == 11


def test_a_damaged_database_replaces_no_backup(settings, app, caplog):
    a_shelf_of(settings, nights=30)
    before = on_the_shelf(settings)
    with app.app_context():
        db.engine.dispose()
    with settings.database.open("r+b") as file:
        file.seek(40_000)
        file.write(b"\xff" * 60_000)

    Nightly(app).look()

    assert on_the_shelf(settings) == before


def test_while_another_worker_is_at_it_nothing_is_made_twice(settings):
    settings.backups.mkdir()
    with presence.alone(settings.backups) as is_alone:
        work(settings, at=NIGHT)
        with pytest.raises(nightly.TooSoon):
            nightly.back_up_now(settings, at=NIGHT)

    assert is_alone and on_the_shelf(settings) == []


def test_many_at_once_make_one_backup(settings, app, caplog):
    def look():
        Nightly(app).look()

    with caplog.at_level(logging.INFO, "infoview"):
        threads = [threading.Thread(target=look) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert sum(record.message.startswith("Made the backup") for record in caplog.records) == 1
    assert len(on_the_shelf(settings)) == 1


def test_a_clock_that_was_wrong_empties_no_shelf(settings):
    for n in range(20):
        work(settings, at=NIGHT - timedelta(n))
    before = set(on_the_shelf(settings))

    for wrong in (datetime(1970, 1, 2, tzinfo=UTC), datetime(2199, 1, 1, tzinfo=UTC), NIGHT + timedelta(1)):
        work(settings, at=wrong)

    assert len(before & set(on_the_shelf(settings))) >= 7
    assert {"nightly-2026-11-22.sqlite", "nightly-2026-11-23.sqlite"} <= set(on_the_shelf(settings))


def test_what_a_killed_backup_left_is_removed_later(settings):
    settings.backups.mkdir()
    old, fresh = (settings.backups / f".nightly-2026-11-2{n}.sqlite.0a1b2c3d" for n in (0, 1))
    for part in (old, fresh):
        part.write_bytes(b"half a backup")
    os.utime(old, (0, 0))
    os.utime(fresh, (NIGHT.timestamp(), NIGHT.timestamp()))

    work(settings, at=NIGHT)

    assert on_the_shelf(settings) == [fresh.name, "nightly-2026-11-22.sqlite"]


def test_a_backup_told_to_stop_leaves_nothing_and_keeps_the_older_one(settings):
    a_shelf_of(settings, nights=1)
    stop = threading.Event()
    stop.set()

    with pytest.raises(Interrupted):
        work(settings, at=NIGHT, stop=stop)

    assert on_the_shelf(settings) == ["nightly-2026-11-21.sqlite"]


@pytest.mark.parametrize(("journal", "copied"), [("WAL", "Ada Byron"), ("DELETE", "Mary Somerville")])
def test_whoever_writes_during_a_backup_is_let_in_and_the_copy_is_one_state(
    settings, owner, tmp_path, monkeypatch, journal, copied
):
    make_contact("Ada Byron")
    back_up(settings.database, tmp_path / "source.sqlite")
    source = changed(tmp_path / "source.sqlite", f"PRAGMA journal_mode={journal}")
    monkeypatch.setattr(backup, "JOURNAL", journal)
    monkeypatch.setattr(backup, "STEP", 8)
    written = []

    class Pauses(threading.Event):
        """Is asked between any two steps: the first time, somebody writes and does not wait."""

        def is_set(self):
            if not written:
                with closing(driver.connect(str(source), timeout=0)) as other:
                    other.execute("UPDATE contacts SET full_name = 'Mary Somerville'")
                    other.commit()
                    written.append(True)
            return False

    back_up(source, tmp_path / "copy.sqlite", stop=Pauses())

    assert written and names_in(tmp_path / "copy.sqlite") == {copied}


def test_the_night_tidies_what_nobody_needs_any_more(settings, account, other_account):
    long_ago, lately = NIGHT - timedelta(days=40), NIGHT - timedelta(minutes=5)
    for owner in (account, other_account):
        with as_owner(owner), transaction():
            for at in (long_ago, lately):
                db.session.add(OnceKey(key=f"key of {at}", at=at))
                state = {"kind": ImportKind.CSV, "state": ImportState.UPLOADED, "created_at": at}
                db.session.add(Import(content=b"Name\nAda\n", filename="people.csv", mapping={}, counts={}, **state))
    with transaction():
        devices.sign_in(account, address="", browser="old", at=long_ago)
        devices.sign_in(account, address="", browser="new", at=lately)
        db.session.add_all([Attempt(subject="account:x", at=long_ago), Attempt(subject="account:x", at=lately)])

    work(settings, at=NIGHT)

    rows = db.session.connection()
    kept = {model.__tablename__: rows.scalar(select(func.count()).select_from(model.__table__)) for model in
            (OnceKey, Attempt, Device, Import)}  # fmt: skip
    assert kept == {"once_keys": 2, "attempts": 1, "devices": 1, "imports": 4}
    content = Import.__table__.c.content
    assert rows.scalar(select(func.count()).select_from(Import.__table__).where(content.is_not(None))) == 2


def test_the_server_backs_up_soon_after_its_start_and_stops_at_once(tmp_path, prepared):
    settings = settings_for(tmp_path / "data")
    settings.data.mkdir(mode=0o700)
    shutil.copy(prepared / "infoview.sqlite", settings.data)

    with running(settings.data) as (url, server):
        assert wait_until(lambda: shelf.nightly(settings.backups))
        assert urlopen(f"{url}/health").status == 200
        server.send_signal(signal.SIGTERM)
        out, errors = server.communicate(timeout=60)

    assert (server.returncode, errors) == (0, "")
    assert "INFO Made the backup" in out and out.splitlines()[-1].endswith("Z INFO Stopped")

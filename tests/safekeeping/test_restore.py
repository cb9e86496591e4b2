"""Restoring: everything is checked before anything changes, and nothing is lost, whenever it is cut off."""

import fcntl
import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from conftest import settings_for
from factories import NOON
from raw_database import (
    changed,
    cut_off_in_a_change,
    is_sound,
    left_by_a_killed_server,
    names_in,
    of_the_first_revision,
)

from infoview.errors import CannotStart, Refused
from infoview.prepare import prepare
from infoview.safekeeping.restore import checked
from infoview.schema import revisions
from infoview.sqlite import driver


@pytest.fixture
def backup(prepared, tmp_path):
    """A backup of Monday, with Ada in it."""
    file = shutil.copy(prepared / "infoview.sqlite", tmp_path / "monday.sqlite")
    signed_in = "INSERT INTO devices VALUES (1, 1, 'hash', '2026-06-15', '2026-06-15', '', '')"
    return changed(Path(file), signed_in, contacts=["Ada of Monday"])


@pytest.fixture
def settings(prepared, tmp_path):
    """A stopped app, whose server was killed: Grace stands in the database, Mary in the log beside it."""
    settings = settings_for(tmp_path / "data")
    settings.data.mkdir(mode=0o700)
    tuesday = changed(Path(shutil.copy(prepared / "infoview.sqlite", tmp_path / "tuesday")), contacts=["Grace"])
    left_by_a_killed_server(tuesday, settings.data, contacts=["Mary"])
    return settings


def restored(settings, file):
    with checked(settings, file) as candidate:
        return candidate, candidate.put_in_place(at=NOON)


def content(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.name != ".in-use"}


def test_the_backup_takes_the_place_of_what_was_there_which_is_kept_whole(settings, backup):
    found, kept = restored(settings, backup)

    assert (found.accounts, found.contacts, found.is_upgraded) == (2, 1, False)
    assert names_in(settings.database) == {"Ada of Monday"} and is_sound(settings.database)
    assert names_in(kept) == {"Grace", "Mary"} and is_sound(kept)
    assert {path.stat().st_mode & 0o777 for path in (settings.database, kept)} == {0o600}
    assert {path.name for path in settings.data.iterdir()} == {".in-use", ".gitignore", "backups", "infoview.sqlite"}
    assert [path.name for path in kept.parent.iterdir()] == ["before-restore-20260615T120000.sqlite"]


def test_a_log_beside_the_database_is_mixed_into_whatever_takes_its_name_but_not_by_a_restore(settings, backup):
    copied = settings.data.parent / "by-hand"
    shutil.copytree(settings.data, copied)
    shutil.copy(backup, copied / "infoview.sqlite")

    restored(settings, backup)

    assert names_in(copied / "infoview.sqlite") != {"Ada of Monday"}  # what copying by hand leads to
    assert names_in(settings.database) == {"Ada of Monday"}


def test_nobody_is_signed_in_afterwards_and_the_server_starts_on_it(settings, backup):
    restored(settings, backup)

    prepare(settings)
    with closing(driver.connect(str(settings.database))) as database:
        assert database.execute("SELECT count(*) FROM devices").fetchone() == (0,)


def test_an_address_of_a_calendar_that_was_made_anew_since_does_not_come_back(settings, backup):
    with closing(driver.connect(str(backup))) as database, database:
        columns = "account_id, token_hash, shows_names, kinds, made_at"
        database.execute(f"INSERT INTO calendar_feeds ({columns}) VALUES (1, 'known to others', 1, '', '2026-06-15')")

    restored(settings, backup)

    with closing(driver.connect(str(settings.database))) as database:
        assert database.execute("SELECT count(*) FROM calendar_feeds").fetchone() == (0,)


def test_going_back_and_forth_loses_nothing(settings, backup):
    _, kept = restored(settings, backup)
    _, kept_again = restored(settings, kept)

    assert names_in(settings.database) == {"Grace", "Mary"}
    assert names_in(kept_again) == {"Ada of Monday"} and kept_again != kept


def test_a_backup_restores_where_there_was_nothing_yet(tmp_path, backup):
    settings = settings_for(tmp_path / "new")

    assert restored(settings, backup)[1] is None
    assert names_in(settings.database) == {"Ada of Monday"}
    assert settings.data.stat().st_mode & 0o777 == 0o700


def foreign(file):
    file.write_bytes(b"years of work " * 100)


def empty(file):
    file.write_bytes(b"")


def cut_off(file):
    os.truncate(file, file.stat().st_size // 2)


def scratched(file):
    content = bytearray(file.read_bytes())
    content[40_000:80_000] = b"\xff" * 40_000
    file.write_bytes(content)


def of_another_program(file):
    changed(file, "PRAGMA application_id = 7")


def newer(file):
    changed(file, "UPDATE alembic_version SET version_num = '9999'")


def without_revision(file):
    changed(file, "DELETE FROM alembic_version")


def without_tables(file):
    changed(file, "PRAGMA writable_schema = ON", "DELETE FROM sqlite_master WHERE name = 'alembic_version'")


def loose(file):
    changed(file, "UPDATE contacts SET organization_id = 999")


def with_a_log(file):
    file.with_name(f"{file.name}-wal").write_bytes(b"the log of a running database")


def missing(file):
    file.unlink()


@pytest.mark.parametrize(
    ("spoilt", "reason"),
    [
        (missing, "is not there"),
        (foreign, "no backup of infoview"),
        (empty, "no backup of infoview"),
        (of_another_program, "no backup of infoview"),
        (cut_off, "damaged|malformed"),
        (scratched, "damaged|malformed"),
        (without_tables, "cannot be restored|damaged"),
        (loose, "damaged"),
        (newer, "newer version"),
        (without_revision, "newer version"),
        (with_a_log, "running database"),
    ],
)
def test_what_is_no_whole_backup_of_ours_changes_nothing(settings, backup, spoilt, reason):
    spoilt(backup)
    before, file = content(settings.data), backup.read_bytes() if backup.exists() else None

    with pytest.raises(Refused, match=reason):
        restored(settings, backup)

    after = content(settings.data)
    after.pop(".gitignore", None)
    assert after == before
    assert file is None or backup.read_bytes() == file


def test_the_database_itself_is_no_backup(settings):
    with pytest.raises(Refused, match="the database itself"):
        restored(settings, settings.database)


def test_while_somebody_works_on_the_folder_nothing_is_restored(settings, backup):
    before = names_in(settings.database)
    with (settings.data / ".in-use").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_SH)
        with pytest.raises(Refused, match="is running"):
            restored(settings, backup)

    assert names_in(settings.database) == before


def test_a_program_that_holds_the_database_open_stops_the_restore(settings, backup):
    with closing(driver.connect(str(settings.database))) as other:
        other.execute("SELECT count(*) FROM contacts").fetchone()
        with pytest.raises(Refused, match="Nothing was restored"):
            restored(settings, backup)

    assert names_in(settings.database) == {"Grace", "Mary"}


def test_a_damaged_database_is_replaced_and_kept_as_it_was_with_its_log(settings, backup):
    settings.database.write_bytes(b"no database any more " * 1000)
    log = settings.database.with_name("infoview.sqlite-wal").read_bytes()

    _, kept = restored(settings, backup)

    assert names_in(settings.database) == {"Ada of Monday"} and is_sound(settings.database)
    assert kept.read_bytes().startswith(b"no database any more")
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == log
    prepare(settings)


def test_a_log_without_its_database_is_kept_and_never_used_again(settings, backup):
    log = settings.database.with_name("infoview.sqlite-wal").read_bytes()
    settings.database.unlink()

    _, kept = restored(settings, backup)

    assert names_in(settings.database) == {"Ada of Monday"}
    assert kept.with_name(f"{kept.name}-wal").read_bytes() == log


def test_a_disk_that_knows_no_second_name_for_a_file_keeps_a_copy(settings, backup, monkeypatch):
    def refuse(*_):
        raise OSError(18, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)

    _, kept = restored(settings, backup)

    assert names_in(kept) == {"Grace", "Mary"} and kept.stat().st_mode & 0o777 == 0o600
    assert names_in(settings.database) == {"Ada of Monday"}


def test_a_backup_of_an_older_version_is_brought_up_on_a_copy(settings, tmp_path):
    older = changed(of_the_first_revision(tmp_path / "older.sqlite"), contacts=["Ada of long ago"])
    before = older.read_bytes()

    found, _ = restored(settings, older)

    assert (found.accounts, found.contacts, found.is_upgraded) == (1, 1, len(revisions()) > 1)
    assert names_in(settings.database) == {"Ada of long ago"} and is_sound(settings.database)
    assert older.read_bytes() == before
    prepare(settings)


def test_restoring_leaves_the_backup_itself_as_it_is(settings, backup):
    before = backup.read_bytes()

    restored(settings, backup)

    assert backup.read_bytes() == before


def test_a_change_that_was_cut_off_is_taken_back_by_the_next_start_and_by_a_restore(tmp_path, prepared, backup):
    settings = settings_for(tmp_path / "cut")
    settings.data.mkdir(mode=0o700)
    shutil.copy(prepared / "infoview.sqlite", settings.database)
    cut_off_in_a_change(changed(settings.database, contacts=["Grace"]))
    assert settings.database.with_name("infoview.sqlite-journal").stat().st_size
    shutil.copytree(settings.data, tmp_path / "started")

    prepare(settings_for(tmp_path / "started"))
    _, kept = restored(settings, backup)

    assert names_in(tmp_path / "started" / "infoview.sqlite") == {"Grace"}
    assert names_in(kept) == {"Grace"} and names_in(settings.database) == {"Ada of Monday"}


def test_a_start_is_refused_while_a_restore_is_half_done(settings, backup):
    (settings.data / ".restoring").touch()
    with pytest.raises(CannotStart, match="Run it again"):
        prepare(settings)

    restored(settings, backup)

    prepare(settings)
    assert names_in(settings.database) == {"Ada of Monday"}

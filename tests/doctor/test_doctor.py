"""The doctor: every fault is really made, found, and left as it is."""

import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import settings_for
from raw_database import changed, cut_off_in_a_change, left_by_a_killed_server
from real_server import running

from infoview import clock, presence
from infoview.doctor.examination import examine
from infoview.doctor.finding import Level
from infoview.doctor.machine import clock as look_at_clock
from infoview.doctor.machine import judge_room, zones
from infoview.safekeeping import shelf
from infoview.safekeeping.backup import back_up
from infoview.schema import revisions

NOW = clock.now()


@pytest.fixture
def settings(prepared, tmp_path):
    """A stopped app in good health, with a backup of last night."""
    settings = settings_for(tmp_path / "data")
    settings.backups.mkdir(parents=True)
    for folder in (settings.data, settings.backups):
        folder.chmod(0o700)
    shutil.copy(prepared / "infoview.sqlite", settings.data)
    shutil.copy(prepared / "secret_key", settings.data)
    settings.database.chmod(0o600)
    back_up(settings.database, shelf.place_of(settings.backups, shelf.night_of(NOW)))
    return settings


def found(settings, *, at=None, **environ):
    return list(examine({"INFOVIEW_DATA": str(settings.data), **environ}, at=at or clock.now()))


def worst(findings, subject):
    order = [Level.PASS, Level.WARN, Level.FAIL]
    return max((each for each in findings if each.subject == subject), key=lambda each: order.index(each.level))


def everything_in(folder):
    return {
        path: (path.stat().st_mtime_ns, path.stat().st_mode, path.read_bytes() if path.is_file() else None)
        for path in [folder, *folder.rglob("*")]
    }


def test_a_healthy_folder_passes_and_nothing_is_changed(settings):
    before = everything_in(settings.data)

    findings = found(settings)

    assert [each.line for each in findings if each.level is not Level.PASS] == []
    subjects = {each.subject for each in findings}
    assert subjects >= {"settings", "folder", "files", "key", "SQLite", "disk", "database", "backups"}
    assert subjects >= {"time zones", "clock", "mail"}
    assert "Accounts: 2" in worst(findings, "database").text
    assert everything_in(settings.data) == before


def test_before_the_first_start_it_says_so_and_makes_nothing(tmp_path):
    findings = found(settings_for(tmp_path / "none"))

    assert worst(findings, "database").level is Level.WARN
    assert Level.FAIL not in {each.level for each in findings}
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_setting_is_named(tmp_path):
    findings = list(examine({"PORT": "eighty", "INFOVIEW_DATA": str(tmp_path)}, at=NOW))

    assert worst(findings, "settings").level is Level.FAIL and "PORT" in worst(findings, "settings").line


@pytest.mark.parametrize(
    ("environ", "advice"),
    [
        ({"INFOVIEW_URL": "http://192.168.1.20:8000", "HOST": "0.0.0.0"}, "https"),
        ({"INFOVIEW_URL": "https://infoview.example.org"}, "INFOVIEW_PROXIES=1"),
    ],
)
def test_settings_that_work_but_are_not_as_they_should_be_are_warned_of(settings, environ, advice):
    finding = worst(found(settings, **environ), "settings")

    assert finding.level is Level.WARN and advice in finding.advice


def junk(settings):
    settings.database.write_bytes(b"no database " * 1000)


def empty(settings):
    settings.database.write_bytes(b"")


def damaged(settings):
    with settings.database.open("r+b") as file:
        file.seek(40_000)
        file.write(b"\xff" * 60_000)


def cut_off(settings):
    os.truncate(settings.database, settings.database.stat().st_size // 2)


def newer(settings):
    changed(settings.database, "UPDATE alembic_version SET version_num = '9999'")


def of_another_program(settings):
    changed(settings.database, "PRAGMA application_id = 7")


def loose(settings):
    changed(settings.database, "UPDATE devices SET account_id = 999", "DELETE FROM accounts WHERE id = 1")
    changed(settings.database, "INSERT INTO devices VALUES (9, 999, 'hash', '2026-06-15', '2026-06-15', '', '')")


def lost_but_for_its_log(settings):
    settings.database.rename(settings.data / "infoview.sqlite-wal")


@pytest.mark.parametrize(
    "fault", [junk, empty, damaged, cut_off, newer, of_another_program, loose, lost_but_for_its_log]
)
def test_a_database_that_is_not_well_fails_and_is_left_as_it_is(settings, fault):
    fault(settings)
    before = everything_in(settings.data)

    finding = worst(found(settings), "database")

    assert finding.level is Level.FAIL and finding.advice
    assert everything_in(settings.data) == before


def test_an_older_database_is_told_to_be_brought_up_at_the_next_start(settings, monkeypatch):
    known = revisions()
    monkeypatch.setattr("infoview.schema.revisions", lambda: [*known, "9999"])

    finding = worst(found(settings), "database")

    assert finding.level is Level.WARN and "next start" in finding.advice


def test_what_a_killed_server_left_is_read_with_its_log(settings, prepared, tmp_path):
    settings.database.unlink()
    source = Path(shutil.copy(prepared / "infoview.sqlite", tmp_path))
    left_by_a_killed_server(source, settings.data, contacts=["Ada", "Mary"])

    assert "contacts: 2" in worst(found(settings), "database").text


def test_a_change_that_was_cut_off_is_left_to_the_next_start(settings):
    cut_off_in_a_change(settings.database)
    before = everything_in(settings.data)

    finding = worst(found(settings), "database")

    assert finding.level is Level.WARN and "next start" in finding.advice
    assert everything_in(settings.data) == before


@pytest.mark.parametrize("name", ["", "infoview.sqlite", "secret_key", "backups/mine.sqlite"])
def test_what_others_may_read_is_named(settings, name):
    path = settings.data / name
    if not path.exists():
        path.touch()
    path.chmod(0o755 if path.is_dir() else 0o644)

    finding = worst(found(settings), "files" if name else "folder")

    assert finding.level is Level.WARN and "chmod" in finding.advice


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file to somebody else")
def test_files_of_another_user_are_named(settings):
    os.chown(settings.database, 65534, 65534)

    finding = worst(found(settings), "files")

    assert finding.level is Level.FAIL and "infoview.sqlite" in finding.text and "chown" in finding.advice


def test_a_restore_that_was_stopped_half_way_fails(settings):
    (settings.data / ".restoring").touch()

    assert "half-way" in worst(found(settings), "folder").text


@pytest.mark.parametrize(("key", "level"), [("short", Level.FAIL), (None, Level.WARN)])
def test_a_key_that_is_short_or_missing_is_told(settings, key, level):
    (settings.data / "secret_key").unlink()
    if key:
        (settings.data / "secret_key").write_text(key)
        (settings.data / "secret_key").chmod(0o600)

    assert worst(found(settings), "key").level is level


def test_a_key_for_pushes_that_cannot_be_used_is_told(settings):
    assert not [each for each in found(settings) if each.subject == "pushes"]
    (settings.data / "push_key").write_text("no key")
    (settings.data / "push_key").chmod(0o600)

    assert worst(found(settings), "pushes").level is Level.WARN


def test_a_damaged_backup_is_named_and_the_newest_good_one_is_found(settings):
    older = shelf.place_of(settings.backups, shelf.night_of(NOW) - timedelta(1))
    newest = shelf.nightly(settings.backups)[0].path
    shutil.copy(newest, older)
    os.utime(older, ((NOW - timedelta(1)).timestamp(),) * 2)
    with newest.open("r+b") as file:
        file.seek(40_000)
        file.write(b"\xff" * 60_000)

    findings = [each for each in found(settings) if each.subject == "backups"]

    assert [each.level for each in findings] == [Level.FAIL, Level.PASS]
    assert newest.name in findings[0].text and older.name in findings[1].text


def test_an_old_backup_and_none_at_all_are_warned_of(settings):
    later = worst(found(settings, at=NOW + timedelta(days=3)), "backups")
    shutil.rmtree(settings.backups)
    none = worst(found(settings), "backups")

    assert (later.level, none.level) == (Level.WARN, Level.WARN)
    assert "72 hours old" in later.text and "none" in none.text


def test_zones_nobody_knows_here_are_named():
    assert [each.level for each in zones(["Europe/Paris", "Asia/Tokyo"])] == [Level.PASS]
    unknown = list(zones(["Europe/Atlantis"]))

    assert unknown[0].level is Level.FAIL and "Europe/Atlantis" in unknown[0].text


def test_a_clock_of_long_ago_and_one_behind_what_was_written_are_told(settings):
    assert look_at_clock(NOW.replace(year=1970), None).level is Level.FAIL
    assert worst(found(settings, at=NOW - timedelta(days=2)), "clock").level is Level.WARN


@pytest.mark.parametrize(
    ("free", "level"), [(5_000_000_000, Level.PASS), (250_000_000, Level.WARN), (90_000_000, Level.FAIL)]
)
def test_room_is_judged_by_what_a_backup_and_a_restore_need(free, level):
    assert judge_room("/data", free, size=80_000_000).level is level


def test_a_folder_that_is_in_use_is_told(settings):
    assert "is not running" in worst(found(settings), "folder").text
    with presence.present(settings.data):
        assert "is running" in worst(found(settings), "folder").text


def asked(data, **environ):
    return subprocess.run(
        [Path(sys.executable).with_name("infoview"), "doctor"],
        env={"PATH": os.environ["PATH"], "INFOVIEW_DATA": str(data), **environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_on_the_command_line_it_ends_with_1_only_if_something_fails_while_the_server_runs_or_not(settings):
    (settings.data / "secret_key").chmod(0o644)
    with running(settings.data):
        warned = asked(settings.data)
    changed(settings.database, "PRAGMA application_id = 7")
    failed = asked(settings.data)

    assert (warned.returncode, failed.returncode) == (0, 1)
    assert (warned.stderr, failed.stderr) == ("", "")
    assert "infoview is running" in warned.stdout and "WARN" in warned.stdout
    assert {line.split()[0] for line in failed.stdout.splitlines()} == {"PASS", "WARN", "FAIL"}

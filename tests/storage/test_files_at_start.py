"""A folder on which the app refuses to start: in one line that names the file, and with every file left as it was."""

import os
import shutil
from contextlib import closing

import pytest
from conftest import settings_for
from real_server import free_port, started
from storage.disks import mounted, remounted

from infoview.errors import CannotStart
from infoview.prepare import prepare
from infoview.sqlite import driver

PAGE = 4096
PLAIN_ROOT = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")


@pytest.fixture
def data(tmp_path, data_in):
    return data_in(tmp_path / "data")


def change(data, *statements):
    with closing(driver.connect(str(data / "infoview.sqlite"), isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def text(data):
    (data / "infoview.sqlite").write_text("years of work")


def nothing(data):
    (data / "infoview.sqlite").write_bytes(b"")


def a_head_and_nothing_after_it(data):
    (data / "infoview.sqlite").write_bytes(b"SQLite format 3\x00 and then nonsense" * 100)


def a_folder(data):
    (data / "infoview.sqlite").unlink()
    (data / "infoview.sqlite").mkdir()


def another_programs(data):
    (data / "infoview.sqlite").unlink()
    change(data, "CREATE TABLE contacts (name)")


def another_programs_with_a_log(data):
    (data / "infoview.sqlite").unlink()
    leave_a_log(data, "PRAGMA journal_mode=WAL", "CREATE TABLE contacts (name)")


def a_broken_page(data):
    leave_a_log(data, "INSERT INTO attempts (at, subject) VALUES ('2026-01-05', 'somebody')")
    with (data / "infoview.sqlite").open("r+b") as file:
        os.pwrite(file.fileno(), b"no page of a table " * 200, 20 * PAGE)


def half_of_it(data):
    with (data / "infoview.sqlite").open("r+b") as file:
        file.truncate(file.seek(0, os.SEEK_END) // PAGE // 2 * PAGE)


def a_newer_one(data):
    change(data, "PRAGMA journal_mode=DELETE", "UPDATE alembic_version SET version_num = '9999'")


def one_without_a_revision(data):
    change(data, "DELETE FROM alembic_version")


def a_log_alone(data):
    leave_a_log(data, "INSERT INTO attempts (at, subject) VALUES ('2026-01-05', 'somebody')")
    (data / "infoview.sqlite").unlink()


def a_journal_alone(data):
    (data / "infoview.sqlite").rename(data / "infoview.sqlite-journal")


def leave_a_log(data, *statements):
    """Write into the database as a process does that is killed afterwards."""
    work, database = data.with_name("work"), data / "infoview.sqlite"
    work.mkdir()
    if database.exists():
        shutil.copy(database, work)
    with closing(driver.connect(str(work / "infoview.sqlite"), isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
        for path in work.iterdir():
            shutil.copy(path, data)
    assert (data / "infoview.sqlite-wal").stat().st_size


FOUND = {
    text: "not a database of infoview",
    nothing: "not a database of infoview",
    a_head_and_nothing_after_it: "another program",
    a_folder: "directory",
    another_programs: "another program",
    another_programs_with_a_log: "another program",
    a_broken_page: "damaged",
    half_of_it: "malformed|damaged",
    a_newer_one: "newer version",
    one_without_a_revision: "does not tell its revision",
    a_log_alone: "is missing, but .*-wal is there",
    a_journal_alone: "is missing, but .*-journal is there",
}


@pytest.mark.parametrize("found", FOUND)
def test_what_cannot_be_used_is_named_in_one_line_and_left_as_it_is(data, found):
    found(data)
    before = contents(data)

    with pytest.raises(CannotStart, match=FOUND[found]) as refused:
        prepare(settings_for(data))

    assert str(data / "infoview.sqlite") in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1
    assert contents(data) == before


@pytest.mark.parametrize("name", ["", "infoview.sqlite", "secret_key"])
def test_what_may_not_be_read_or_written_stops_the_start_with_one_line(data, name):
    path = data / name
    path.chmod(0o500 if path.is_dir() else 0)
    under = PLAIN_ROOT if os.geteuid() == 0 else ()
    if under and not shutil.which(under[0]):
        pytest.skip("root may read everything, and there is no setpriv to take that right away")

    server = started(data, PORT=str(free_port()), under=under)
    out, errors = server.communicate(timeout=60)

    assert (server.returncode, out, len(errors.splitlines())) == (1, "", 1), errors
    assert str(path) in errors
    path.chmod(0o700)
    assert {each.name for each in data.iterdir()} >= {"infoview.sqlite", "secret_key"}


def test_a_read_only_file_system_stops_the_start_with_one_line(tmp_path, data_in):
    with mounted(tmp_path / "disk") as disk:
        data = data_in(disk / "data")
        with remounted(disk, "ro"), pytest.raises(CannotStart, match=f"The folder {data} cannot be written"):
            prepare(settings_for(data))
        prepare(settings_for(data))


def contents(folder):
    """Every file but empty ones and those that any start makes."""
    made = {".gitignore", "secret_key", "infoview.sqlite-shm"}
    files = {path.name: path.is_file() and path.read_bytes() for path in folder.iterdir() if path.name not in made}
    return {name: content for name, content in files.items() if content != b"" or name == "infoview.sqlite"}


def test_no_empty_database_is_made_where_there_are_backups(tmp_path):
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "nightly-2026-01-05.sqlite").write_bytes(b"what matters")

    with pytest.raises(CannotStart, match=r"there are backups.*infoview restore nightly-2026-01-05\.sqlite"):
        prepare(settings_for(tmp_path))
    assert not (tmp_path / "infoview.sqlite").exists()

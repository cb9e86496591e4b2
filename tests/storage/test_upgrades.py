"""An older database is brought to the newest schema: no row is lost, whatever happens on the way."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime

import pytest
import time_machine
from conftest import settings_for
from faults.kills import strace, strace_problem
from real_server import free_port, started, wait_for
from storage.disks import is_sound, mounted
from storage.old_databases import NEXT, REBUILT, ROWS, make_database, revisions_and_the_next, rows

from infoview import schema
from infoview.errors import CannotStart
from infoview.prepare import prepare
from infoview.sqlite import driver

REVISIONS = schema.revisions()


@pytest.fixture
def migrations(tmp_path, monkeypatch):
    """The revisions there are, and one more that rebuilds tables."""
    monkeypatch.setattr(schema, "FOLDER", revisions_and_the_next(tmp_path / "migrations"))
    return schema.FOLDER


@pytest.fixture
def working_strace():
    """Strace, which kills at a write, may trace here."""
    if problem := strace_problem():
        (pytest.fail if "CI" in os.environ else pytest.skip)(problem)


@pytest.fixture(scope="session")
def newest(tmp_path_factory):
    """A database of the newest version, filled, copied for every test."""
    path = tmp_path_factory.mktemp("newest") / "infoview.sqlite"
    make_database(path, REVISIONS[-1])
    return path


@pytest.fixture
def settings(tmp_path, migrations, newest):
    """A data folder of the newest version, filled, to be upgraded to the next."""
    return filled(tmp_path / "data", newest)


def filled(folder, newest):
    folder.mkdir()
    shutil.copy(newest, folder)
    return settings_for(folder)


def found(database, words):
    with closing(driver.connect(str(database))) as connection:
        return [
            row for (row,) in connection.execute("SELECT rowid FROM contacts_fts WHERE contacts_fts MATCH ?", [words])
        ]


def revision_of(database):
    with closing(driver.connect(str(database))) as connection:
        return connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]


def copies(settings):
    return sorted(settings.backups.glob("*.sqlite"))


@pytest.mark.parametrize("revision", [*REVISIONS, NEXT])
def test_every_row_of_every_revision_comes_through_and_is_found(tmp_path, migrations, revision):
    settings = settings_for(tmp_path / "data")
    make_database(settings.database, revision)
    before = rows(settings.database)
    assert before.keys() >= {"accounts", "contacts", "messages", "changes"}
    assert {len(of_table) for of_table in before.values()} == {ROWS}

    prepare(settings, makes_code=False)

    after = rows(settings.database)
    for table, old in before.items():
        assert after[table].keys() == old.keys(), table
        for number, row in old.items():
            kept = {name: value for name, value in row.items() if name in after[table][number]}
            assert {name: after[table][number][name] for name in kept} == kept, table
    assert is_sound(settings.database) and revision_of(settings.database) == NEXT
    with closing(driver.connect(str(settings.database))) as connection:
        for table, column in (
            ("contacts", "full_name"),
            ("organizations", "name"),
            ("tags", "name"),
            ("notes", "body"),
        ):
            connection.execute(f"UPDATE {table} SET {column} = 'edited{table}' WHERE id = 2")
        connection.commit()
    for table in ("contacts", "organizations", "tags", "notes"):
        assert found(settings.database, f"edited{table}") == [2], table
    assert len(copies(settings)) == (revision != NEXT)


def test_the_copy_is_complete_by_itself_and_private(settings):
    before = rows(settings.database)

    prepare(settings, makes_code=False)

    [copy] = copies(settings)
    assert copy.name.startswith(f"before-{NEXT}-")
    assert (copy.stat().st_mode & 0o777, settings.backups.stat().st_mode & 0o777) == (0o600, 0o700)
    assert rows(copy) == before and is_sound(copy)


UPGRADE = """
import sys
from pathlib import Path
from infoview import schema
from infoview.config import Settings
from infoview.prepare import prepare

schema.FOLDER = Path(sys.argv[1])
prepare(Settings.from_environ({"INFOVIEW_DATA": sys.argv[2]}), makes_code=False)
"""
# One process that starts infoview again and again, without loading it each time: on a copy of the data for each of
# the tables named, and is killed each time when that table was rebuilt.
KILLED = """
import os, shutil, sys
from pathlib import Path
from infoview import schema
from infoview.config import Settings
from infoview.prepare import prepare

schema.FOLDER, data, tables = Path(sys.argv[1]), sys.argv[2], sys.argv[3:]
for table in tables:
    shutil.copytree(data, f"{data}-{table}")
    if os.fork() == 0:
        os.environ["KILLED_AFTER"] = table
        prepare(Settings.from_environ({"INFOVIEW_DATA": f"{data}-{table}"}), makes_code=False)
        os._exit(0)
    print(os.waitstatus_to_exitcode(os.wait()[1]))
"""


def test_killed_at_any_table_the_old_state_is_there_with_its_copy_and_the_next_start_finishes(settings):
    before = rows(settings.database)
    command = [sys.executable, "-c", KILLED, str(schema.FOLDER), str(settings.data), *REBUILT]

    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout.split()

    assert ended == ["-9"] * len(REBUILT)
    for table in REBUILT:
        killed = settings_for(settings.data.with_name(f"data-{table}"))
        assert rows(killed.database) == before and is_sound(killed.database)
        [copy] = copies(killed)
        assert rows(copy) == before and is_sound(copy)
        assert revision_of(killed.database) == REVISIONS[-1]

    prepare(killed, makes_code=False)

    assert rows(killed.database) == before and is_sound(killed.database)
    assert found(killed.database, "number") == [1, 2, 3]


@pytest.mark.usefixtures("working_strace")
def test_killed_at_any_write_no_row_is_lost_and_the_next_start_finishes(settings):
    before = rows(settings.database)
    upgrade = [sys.executable, "-c", UPGRADE, str(schema.FOLDER), str(settings.data)]

    for number in (60, 150, 200, 220):  # while the copy is made, the upgrade is written, and it is settled
        command = strace("pwrite64", number, "-f", *upgrade)
        killed = subprocess.run(command, capture_output=True, timeout=120, check=False)

        assert killed.returncode == -signal.SIGKILL, f"write {number} never came: {killed}"
        assert rows(settings.database) == before and is_sound(settings.database)
        assert all(rows(copy) == before and is_sound(copy) for copy in copies(settings))
        assert copies(settings) or revision_of(settings.database) == REVISIONS[-1]

    prepare(settings, makes_code=False)

    assert rows(settings.database) == before and is_sound(settings.database)
    assert revision_of(settings.database) == NEXT
    assert [path for path in settings.backups.iterdir() if path.suffix != ".sqlite"] == []


def add_revision(folder, name, *statements):
    """Add a revision after the last; its number sorts after all others."""
    text = f'revision, down_revision, branch_labels, depends_on = "{name}", "{NEXT}", None, None\n\n\n'
    text += "from alembic import op\n\n\ndef upgrade():\n"
    (folder / "versions" / f"{name}_more.py").write_text(text + "".join(f"    {line}\n" for line in statements))


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("op.execute('INSERT INTO no_such_table VALUES (1)')", "no such table: no_such_table"),
        ("op.execute('DELETE FROM contacts WHERE id = 1')", "it would break [0-9]+ links between rows"),
        ("raise KeyError('a fault of ours')", "a fault of ours"),
    ],
)
def test_if_the_last_of_two_revisions_fails_nothing_of_either_is_done(settings, migrations, statement, told):
    add_revision(migrations, "9001", "op.execute('UPDATE contacts SET title = 1')", statement)
    before = rows(settings.database)

    with pytest.raises(CannotStart, match=told) as refused:
        prepare(settings, makes_code=False)

    assert "\n" not in str(refused.value) and str(copies(settings)[0]) in str(refused.value)
    assert rows(settings.database) == before and revision_of(settings.database) == REVISIONS[-1]
    assert found(settings.database, "number") == [1, 2, 3]


def test_tried_again_and_again_the_first_copy_and_the_last_are_kept(settings, migrations, monkeypatch):
    add_revision(migrations, "9001", "raise KeyError")
    for second in range(3):
        with time_machine.travel(datetime(2026, 1, 1, second=second, tzinfo=UTC)), pytest.raises(CannotStart):
            prepare(settings, makes_code=False)

    assert [copy.name[-9:-7] for copy in copies(settings)] == ["00", "02"]


def test_copies_before_the_newest_three_revisions_are_kept_and_no_other_backup_goes(settings):
    settings.backups.mkdir()
    older = [f"before-000{number}-20260101T00000{number}.sqlite" for number in range(1, 6)]
    other = ["nightly-2026-01-01.sqlite", "before-restore-20260101T000000.sqlite", "my-own.sqlite"]
    for name in (*older, *other):
        (settings.backups / name).touch()

    prepare(settings, makes_code=False)

    kept = {path.name for path in copies(settings)}
    assert kept >= {*older[3:], *other} and not kept & {*older[:3]}
    assert len(kept) == 6


def test_without_room_for_the_copy_the_upgrade_does_not_begin(tmp_path, migrations, newest):
    with mounted(tmp_path / "disk", "2m") as disk:
        settings = filled(disk / "data", newest)
        before = rows(settings.database)
        room = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        (disk / "filler").write_bytes(b"x" * (room - 150_000))

        with pytest.raises(CannotStart, match=r"There is no room in .*: \d MB are needed, 0 MB are free"):
            prepare(settings, makes_code=False)

        assert rows(settings.database) == before and list(settings.backups.iterdir()) == []


def test_without_room_for_the_upgrade_itself_the_old_data_stays(tmp_path, migrations, newest):
    add_revision(migrations, "9001", "op.execute('CREATE TABLE large AS SELECT hex(zeroblob(150000)) AS id')")
    with mounted(tmp_path / "disk", "4m") as disk:
        settings = filled(disk / "data", newest)
        before = rows(settings.database)
        room = os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize
        (disk / "filler").write_bytes(b"x" * (room - settings.database.stat().st_size - 200_000))

        with pytest.raises(CannotStart, match="full"):
            prepare(settings, makes_code=False)

        assert rows(settings.database) == before and is_sound(settings.database)
        (disk / "filler").unlink()
        prepare(settings, makes_code=False)
        assert before.items() <= rows(settings.database).items()


@pytest.mark.parametrize("is_old", [True, False])
def test_two_starts_at_once_on_one_folder_migrate_once_and_both_serve(tmp_path, settings, is_old):
    folder = settings.data if is_old else tmp_path / "empty"
    ports = [free_port(), free_port()]
    (tmp_path / "sitecustomize.py").write_text(
        f"from pathlib import Path\nfrom infoview import schema\nschema.FOLDER = Path({str(schema.FOLDER)!r})\n"
    )
    servers = [started(folder, PORT=str(port), PYTHONPATH=str(tmp_path)) for port in ports]
    try:
        for port, server in zip(ports, servers, strict=True):
            assert wait_for(f"http://127.0.0.1:{port}/health", server) == b"ok\n"
    finally:
        for server in servers:
            server.terminate()
        told = [server.communicate(timeout=60) for server in servers]

    assert [errors for _, errors in told] == ["", ""]
    assert revision_of(folder / "infoview.sqlite") == NEXT and is_sound(folder / "infoview.sqlite")
    assert len(list((folder / "backups").glob("before-*"))) == is_old
    assert sum(out.count("Migrated the database") for out, _ in told) == is_old
    assert sum(out.count("Made a new database") for out, _ in told) == (not is_old)

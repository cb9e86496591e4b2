"""Backups: whole, checked, and never at the cost of an older one."""

from contextlib import closing

import pytest
from factories import make_contact

from infoview.errors import Refused
from infoview.safekeeping.backup import back_up
from infoview.sqlite import driver


@pytest.fixture
def database(app, owner):
    make_contact("Ada Larkspur")
    return app.extensions["settings"].database


@pytest.fixture
def tmp_path(tmp_path):
    """A folder for backups, with nothing else in it."""
    folder = tmp_path / "backups"
    folder.mkdir()
    return folder


def names_in(path):
    with closing(driver.connect(str(path))) as copy:
        return [row[0] for row in copy.execute("SELECT full_name FROM contacts ORDER BY id")]


def test_a_backup_holds_everything_in_one_private_file(database, tmp_path):
    back_up(database, tmp_path / "copy.sqlite")

    assert names_in(tmp_path / "copy.sqlite") == ["Ada Larkspur"]
    assert (tmp_path / "copy.sqlite").stat().st_mode & 0o777 == 0o600
    assert {path.name for path in tmp_path.iterdir()} == {"copy.sqlite"}


def test_a_newer_backup_takes_the_place_of_an_older_one(database, tmp_path):
    back_up(database, tmp_path / "copy.sqlite")
    make_contact("Jules Fougère")

    back_up(database, tmp_path / "copy.sqlite")

    assert names_in(tmp_path / "copy.sqlite") == ["Ada Larkspur", "Jules Fougère"]


def test_a_file_that_is_no_backup_is_left_alone(database, tmp_path):
    thesis = tmp_path / "thesis.txt"
    thesis.write_text("years of work")

    with pytest.raises(Refused, match="no backup of infoview"):
        back_up(database, thesis)

    assert thesis.read_text() == "years of work"


def test_the_database_itself_is_never_written_over(database, tmp_path):
    (tmp_path / "link").symlink_to(database)

    for place in (database, tmp_path / "link"):
        with pytest.raises(Refused, match="the database itself"):
            back_up(database, place)

    assert names_in(database) == ["Ada Larkspur"]


@pytest.mark.parametrize("place", ["missing/copy.sqlite", "."])
def test_a_place_that_cannot_hold_a_file_is_refused(database, tmp_path, place):
    with pytest.raises(Refused):
        back_up(database, tmp_path / place)


def test_without_a_database_there_is_nothing_to_back_up(database, tmp_path):
    with pytest.raises(Refused, match="not there"):
        back_up(tmp_path / "elsewhere.sqlite", tmp_path / "copy.sqlite")


def test_a_damaged_database_does_not_replace_a_good_backup(database, tmp_path):
    back_up(database, tmp_path / "copy.sqlite")
    damaged = tmp_path / "damaged.sqlite"
    content = bytearray((tmp_path / "copy.sqlite").read_bytes())
    content[20_000:60_000] = b"\xff" * 40_000
    damaged.write_bytes(content)

    with pytest.raises(Refused, match="No backup was made"):
        back_up(damaged, tmp_path / "copy.sqlite")

    assert names_in(tmp_path / "copy.sqlite") == ["Ada Larkspur"]
    assert {path.name for path in tmp_path.iterdir()} == {"copy.sqlite", "damaged.sqlite"}


def test_a_copy_with_references_to_nothing_is_not_kept(database, tmp_path):
    back_up(database, tmp_path / "loose.sqlite")
    with closing(driver.connect(str(tmp_path / "loose.sqlite"))) as loose:
        loose.execute("UPDATE contacts SET organization_id = 999")
        loose.commit()

    with pytest.raises(Refused, match="damaged"):
        back_up(tmp_path / "loose.sqlite", tmp_path / "copy.sqlite")

    assert not (tmp_path / "copy.sqlite").exists()

"""The page of backups: what there is, how old and how large, and how to go back."""

import html
import os
import re
import shutil
from datetime import timedelta

import pytest

from infoview import clock
from infoview.accounts.actions import edit_profile
from infoview.db import as_owner, transaction
from infoview.safekeeping import shelf
from infoview.safekeeping.backup import back_up


@pytest.fixture
def settings(app):
    """The settings of an app whose shelf is empty."""
    settings = app.extensions["settings"]
    shutil.rmtree(settings.backups, ignore_errors=True)
    yield settings
    shutil.rmtree(settings.backups, ignore_errors=True)


def put_on_the_shelf(app, settings, name, *, age):
    settings.backups.mkdir(exist_ok=True)
    with app.app_context():
        back_up(settings.database, settings.backups / name)
    made = (clock.now() - age).timestamp()
    os.utime(settings.backups / name, (made, made))


def shown(answer):
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", answer.text)).replace("\u202f", " ").split())


def last_night():
    return shelf.night_of(clock.now())


def test_before_the_first_backup_the_page_says_when_it_comes(client, settings):
    page = shown(client.get("/backups"))

    assert "There is no backup yet" in page
    assert ".venv/bin/infoview restore FILE" in page


def test_backups_are_listed_with_kind_age_and_size_and_the_command_to_go_back(app, client, settings):
    nightly = f"nightly-{last_night()}.sqlite"
    put_on_the_shelf(app, settings, nightly, age=timedelta(hours=2))
    put_on_the_shelf(app, settings, "before-restore-20260101T000000.sqlite", age=timedelta(days=3))
    put_on_the_shelf(app, settings, "before-0002-20260101T000000.sqlite", age=timedelta(days=40))

    page = shown(client.get("/backups"))

    assert "Last night’s backup is there, whole and checked." in page
    assert re.search(r"Backup of the night .* · 2 hours ago · \d+ kB", page)
    assert re.search(r"before a restore .* · 3 days ago · \d+ kB", page)
    assert "before an update" in page and "6 weeks ago" in page
    assert f".venv/bin/infoview restore {nightly}" in page


def test_a_night_without_a_backup_is_told(app, client, settings):
    put_on_the_shelf(app, settings, f"nightly-{last_night() - timedelta(3)}.sqlite", age=timedelta(days=3))

    assert "Last night’s backup is missing" in shown(client.get("/backups"))


def test_sizes_and_ages_are_written_as_in_french(app, client, settings, account):
    put_on_the_shelf(app, settings, f"nightly-{last_night()}.sqlite", age=timedelta(hours=2))
    with app.app_context(), as_owner(account), transaction():
        edit_profile(account.id, {"language": "fr"})

    assert re.search(r"il y a 2 heures · \d+ ko", shown(client.get("/backups")))


def test_a_backup_is_made_at_once_when_asked_for_and_a_second_click_makes_no_other(client, settings):
    answer = client.post("/backups")
    made = [path.stat().st_mtime_ns for path in settings.backups.glob("*.sqlite")]
    again = client.post("/backups")

    assert (answer.status_code, again.status_code) == (303, 303)
    assert answer.location.endswith("/backups")
    assert "less than a minute ago" in shown(client.get("/backups"))
    assert [path.stat().st_mtime_ns for path in settings.backups.glob("*.sqlite")] == made and len(made) == 1


def test_a_backup_by_hand_leaves_the_one_of_the_night_and_only_three_of_them_stay(app, client, settings):
    nightly = f"nightly-{last_night()}.sqlite"
    put_on_the_shelf(app, settings, nightly, age=timedelta(hours=2))
    night = (settings.backups / nightly).stat().st_ino
    for hour in (3, 4, 5):
        put_on_the_shelf(app, settings, f"by-hand-2026010{hour}T000000.sqlite", age=timedelta(hours=hour))

    client.post("/backups")

    assert (settings.backups / nightly).stat().st_ino == night
    by_hand = sorted(path.name for path in settings.backups.glob("by-hand-*"))
    assert len(by_hand) == 3 and by_hand[:2] == ["by-hand-20260103T000000.sqlite", "by-hand-20260104T000000.sqlite"]
    assert "Backup made by hand" in shown(client.get("/backups"))


def is_in_its_place(folder):
    folder.write_text("not a folder")


def is_where_its_lock_should_be(folder):
    (folder / ".in-use").mkdir(parents=True)


@pytest.mark.parametrize("something", [is_in_its_place, is_where_its_lock_should_be])
def test_a_backup_that_cannot_be_made_is_told_with_the_reason(client, settings, something):
    token = client.token()
    something(settings.backups)

    answer = client.post("/backups", token=token)
    settings.backups.unlink() if settings.backups.is_file() else None

    assert answer.status_code == 409
    assert "No backup was made" in shown(answer)


def test_no_backup_can_be_fetched(app, client, settings):
    nightly = f"nightly-{last_night()}.sqlite"
    put_on_the_shelf(app, settings, nightly, age=timedelta(hours=2))

    for path in (f"/backups/{nightly}", f"/static/../instance/backups/{nightly}"):
        assert client.get(path).status_code == 404

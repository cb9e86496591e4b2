"""A disk without room: every change says so and keeps what was typed, reading goes on, and later it all works again."""

from contextlib import closing

import composer_page
import pytest
from conftest import settings_for
from linkedin_files import ADA, MARY, linkedin
from real_browser import RealBrowser
from storage.disks import SmallDisk, is_sound, served_on, signed_in, stored

from infoview.errors import CannotStart
from infoview.prepare import prepare
from infoview.sqlite import driver

LONG = "What I heard of her. " * 900


@pytest.fixture
def work(disk, data_in):
    """Vera at work on the disk: her browser, her server, the database, and a form for every kind of change."""
    data = data_in(disk.root / "data")
    with served_on(data) as (url, server):
        browser = signed_in(url)
        contact = browser.post("/contacts", {"full_name": "Ada Byron", "stage": "identified"}).location
        brought = browser.upload("/import", linkedin(MARY)).location
        draft = composer_page.fields(browser.get(f"{contact}/drafts/request").text)
        forms = {
            f"{contact}/notes": {"body": LONG, "day": "2026-01-05", "once": "a-note"},
            f"{contact}/edit": {"full_name": "Ada Byron", "place": "Lisbon “by the river”", "version": "1"},
            f"{contact}/drafts/request": {**draft, "body": "Dear Ada,\r\n<b>I read</b>…"},
            f"{contact}/stage": {"stage": "met"},
            f"{brought}/confirm": {"first": "1", "last": "9"},
        }
        yield browser, server, data / "infoview.sqlite", forms


def test_every_change_keeps_what_was_typed_and_works_again_once_there_is_room(disk, work):
    browser, server, database, forms = work
    contact = "/contacts/1"
    with closing(driver.connect(str(database), timeout=60)) as beside, beside:
        beside.execute("UPDATE devices SET seen_at = datetime('now', '-1 hours')")  # every page would note it was seen
    before = stored(database)
    disk.fill(server)

    refused = {path: browser.post(path, fields) for path, fields in forms.items()}
    file = browser.upload("/import", linkedin(ADA, MARY) * 900)

    assert {answer.status for answer in (*refused.values(), file)} == {503}
    for path, answer in refused.items():
        assert "Nothing was saved" in answer.text
        assert forms[path].items() <= answer.carried().items(), path
    assert isinstance(disk, SmallDisk) <= ("The disk of the server is full." in file.text)
    assert stored(database) == before
    other = RealBrowser(browser.url)
    signing_in = other.sign_in()
    assert signing_in.status == 503 and "vera@example.org" in signing_in.text
    assert {browser.get(page).status for page in ("/board", contact, "/people?q=ada", "/import", "/health")} == {200}

    disk.make_room(server)

    assert [browser.post(path, answer.carried()).status for path, answer in refused.items()] == [303] * len(forms)
    assert browser.upload("/import", linkedin(ADA)).status == 303
    assert other.sign_in().status == 303
    assert is_sound(database)
    after = stored(database)
    assert len(after["notes"]) == len(after["drafts"]) == 1
    assert len(after["contacts"]) == len(after["stage_changes"]) == 2
    assert "by the river" in browser.get(contact).text


def test_a_full_temporary_folder_fails_no_upload(small_disk, data_in, tmp_path):
    people = [("Ada", f"Byron {number}", "", "", "x" * 300, "", "") for number in range(3_000)]

    with served_on(data_in(tmp_path / "data"), TMPDIR=str(small_disk.root)) as (url, _):
        browser = signed_in(url)
        small_disk.fill()
        brought = browser.upload("/import", linkedin(*people)).location
        confirmed = browser.post(f"{brought}/confirm")

        assert (confirmed.status, confirmed.location) == (303, brought)
        assert browser.post(f"{brought}/undo").status == 303


@pytest.mark.parametrize("is_new", [True, False])
def test_a_start_on_a_full_disk_is_refused_in_one_line_and_changes_nothing(small_disk, data_in, is_new):
    data = small_disk.root / "data"
    data.mkdir() if is_new else data_in(data)
    before = contents(data)
    small_disk.fill()

    with pytest.raises(CannotStart, match=str(data)) as refused:
        prepare(settings_for(data))

    assert "\n" not in str(refused.value)
    assert contents(data) == before

    small_disk.make_room()
    prepare(settings_for(data))


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.stat().st_size}

"""The file is taken away, exchanged or damaged under the running server: it says so, makes nothing, and comes back."""

import shutil
from contextlib import closing

from storage.disks import is_sound, stored, unchangeable

from infoview.sqlite import driver


def take_away_file(data, aside):
    (data / "infoview.sqlite").rename(aside)
    return lambda: aside.rename(data / "infoview.sqlite")


def take_away_folder(data, aside):
    data.rename(aside)
    return lambda: aside.rename(data)


def make_folder_anew(data, aside):
    data.rename(aside)
    data.mkdir(mode=0o700)

    def put_back():
        data.rmdir()
        aside.rename(data)

    return put_back


def put_text_in_its_place(data, aside):
    (data / "infoview.sqlite").rename(aside)
    (data / "infoview.sqlite").write_text("years of work\n" * 1000)
    return lambda: aside.rename(data / "infoview.sqlite")


def put_nothing_in_its_place(data, aside):
    (data / "infoview.sqlite").rename(aside)
    (data / "infoview.sqlite").touch()
    return lambda: aside.rename(data / "infoview.sqlite")


def put_another_program_in_its_place(data, aside):
    with closing(driver.connect(str(aside.with_name("recipes")))) as recipes:
        recipes.execute("CREATE TABLE contacts (name)")
    (data / "infoview.sqlite").rename(aside)
    shutil.copy(aside.with_name("recipes"), data / "infoview.sqlite")
    return lambda: aside.rename(data / "infoview.sqlite")


FAULTS = [
    *(take_away_file, take_away_folder, make_folder_anew),
    *(put_text_in_its_place, put_nothing_in_its_place, put_another_program_in_its_place),
]


def state(data):
    """Which files there are, and what the database holds; the log beside it may be emptied."""
    names = {path.name for path in data.glob("*")} - {"infoview.sqlite-shm"}
    return names, (data / "infoview.sqlite").read_bytes() if "infoview.sqlite" in names else None


def test_it_says_so_and_makes_nothing_and_goes_on_once_the_file_is_back(served, tmp_path):
    browser, _, data = served
    for number, fault in enumerate(FAULTS):
        typed = {"full_name": "Somebody " * number + "Else", "place": "Lisbon “by the river”", "once": str(number)}
        put_back = fault(data, tmp_path / "aside")
        before = state(data)

        refused = browser.post("/contacts", typed)
        pages = {browser.get(page).status for page in ("/board", "/people", "/health", "/sign-in")}

        assert (refused.status, pages) == (503, {503}), fault
        assert typed.items() <= refused.carried().items()
        assert state(data) == before, fault

        put_back()

        assert 303 in {browser.post("/contacts", refused.carried()).status for _ in range(2)}, fault
    assert is_sound(data / "infoview.sqlite")
    assert len(stored(data / "infoview.sqlite")["contacts"]) == len(FAULTS)


def test_a_copy_put_in_its_place_is_served_as_it_is_and_the_file_before_it_is_whole(served, tmp_path):
    browser, _, data = served
    database, copy = data / "infoview.sqlite", tmp_path / "copy"
    browser.post("/contacts", {"full_name": "Ada Byron"})
    with closing(driver.connect(str(database))) as source, closing(driver.connect(str(copy))) as target:
        source.backup(target)
    browser.post("/contacts", {"full_name": "Mary Somerville"})

    database.rename(tmp_path / "former")
    copy.rename(database)
    browser.get("/people")
    page = browser.get("/people")

    assert page.status == 200 and "Ada Byron" in page.text and "Mary Somerville" not in page.text
    assert browser.post("/contacts", {"full_name": "Jules Fougère"}).status == 303
    assert is_sound(database)
    with closing(driver.connect(str(tmp_path / "former"))) as former:
        names = [name for (name,) in former.execute("SELECT full_name FROM contacts ORDER BY id")]
    assert names == ["Ada Byron", "Mary Somerville"]


def test_files_that_may_not_be_changed_any_more_are_read_and_written_again_once_they_may(served):
    browser, _, data = served
    contact = browser.post("/contacts", {"full_name": "Ada Byron", "stage": "identified"}).location
    typed = {"body": "What I heard of her", "day": "2026-01-05", "once": "a-note"}
    before = stored(data / "infoview.sqlite")

    with unchangeable(*data.glob("infoview.sqlite*")):
        refused = browser.post(f"{contact}/notes", typed)
        moved = browser.post(f"{contact}/stage", {"stage": "met"})
        pages = {browser.get(page).status for page in ("/board", contact, "/health")}

    assert (refused.status, moved.status, pages) == (503, 503, {200})
    assert typed.items() <= refused.carried().items()
    assert stored(data / "infoview.sqlite") == before
    assert browser.post(f"{contact}/notes", refused.carried()).status == 303

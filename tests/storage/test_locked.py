"""Another program holds the database: who writes waits, who reads does not."""

from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager

from storage.disks import is_sound, served_on, signed_in, stored

from infoview.sqlite import driver

THREADS = 8  # of the server
SHORT_PATIENCE = "from infoview import sqlite\nsqlite.BUSY_SECONDS = 2\n"


@contextmanager
def locked(database):
    with closing(driver.connect(str(database), isolation_level=None, timeout=60)) as other:
        other.execute("UPDATE devices SET seen_at = datetime('now', '-1 hours')")  # every page would note it was seen
        other.execute("BEGIN IMMEDIATE")
        yield


def test_pages_are_read_while_more_people_wait_to_write_than_the_server_has_threads(served):
    browser, _, data = served
    database = data / "infoview.sqlite"
    contact = browser.post("/contacts", {"full_name": "Ada Byron", "stage": "identified"}).location
    notes = [{"body": f"What number {number} heard", "day": "2026-01-05", "once": str(number)} for number in range(8)]

    with ThreadPoolExecutor(THREADS) as pool:
        with locked(database):
            writing = [pool.submit(browser.post, f"{contact}/notes", note) for note in notes]
            wait(writing, return_when=FIRST_COMPLETED)
            pages = [browser.get(page).status for page in ("/board", contact, "/people?q=ada", "/health")]
            waiting = [answer for answer in writing if not answer.done()]
        answers = [answer.result() for answer in writing]

    assert pages == [200] * 4
    assert waiting
    assert {answer.result().status for answer in waiting} == {303}
    for note, answer in zip(notes, answers, strict=True):
        if answer.status == 503:
            assert note.items() <= answer.carried().items()
            assert browser.post(f"{contact}/notes", answer.carried()).status == 303
    assert len(stored(database)["notes"]) == len(notes)
    assert is_sound(database)


def test_a_page_is_shown_before_a_change_that_waits(served):
    browser, _, data = served

    with ThreadPoolExecutor(1) as pool, locked(data / "infoview.sqlite"):
        adding = pool.submit(browser.post, "/contacts", {"full_name": "Ada Byron"})
        assert [browser.get(page).status for page in ("/board", "/people", "/profile")] == [200] * 3
        assert not adding.done()


def test_where_the_lock_outlasts_all_patience_each_change_comes_back_as_it_was_typed(tmp_path, data_in):
    data = data_in(tmp_path / "data")
    notes = [{"body": f"What number {number} heard", "day": "2026-01-05", "once": str(number)} for number in range(8)]
    (tmp_path / "sitecustomize.py").write_text(SHORT_PATIENCE)

    with served_on(data, PYTHONPATH=str(tmp_path)) as (url, _):
        browser = signed_in(url)
        contact = browser.post("/contacts", {"full_name": "Ada Byron", "stage": "identified"}).location
        with locked(data / "infoview.sqlite"), ThreadPoolExecutor(THREADS) as pool:
            writing = [pool.submit(browser.post, f"{contact}/notes", note) for note in notes]
            pages = [browser.get(page).status for page in ("/board", contact, "/people?q=ada", "/health")]
            answers = [answer.result() for answer in writing]

        assert pages == [200] * 4
        for note, answer in zip(notes, answers, strict=True):
            assert answer.status == 503 and "Another program is using the database just now." in answer.shown
            assert note.items() <= answer.carried().items()
        assert stored(data / "infoview.sqlite")["notes"] == []
        assert [browser.post(f"{contact}/notes", answer.carried()).status for answer in answers] == [303] * 8

    assert len(stored(data / "infoview.sqlite")["notes"]) == len(notes)

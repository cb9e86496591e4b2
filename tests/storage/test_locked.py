"""Another program holds the database: who writes waits, who reads does not."""

from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager

from storage.disks import is_sound, stored

from infoview.sqlite import driver

THREADS = 8  # of the server


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

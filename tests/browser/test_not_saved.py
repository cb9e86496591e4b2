"""What a user sees while the database cannot be written: their words stay where they are, and go in later."""

import pytest
from factories import make_contact
from playwright.sync_api import expect
from sqlalchemy import select
from test_failing_database import read_only

from infoview.db import db
from infoview.models import Draft, Note, Stage


@pytest.fixture
def ada(vera):
    with vera():
        return make_contact("Ada Byron", stage=Stage.IDENTIFIED)


def stored(vera, model):
    with vera():
        return [row.body for row in db.session.scalars(select(model))]


def expected(problems):
    """Chromium logs an answer of 503 as an error; here it is the right one."""
    assert problems and all("status of 503" in problem for problem in problems)
    problems.clear()


def test_a_draft_that_cannot_be_saved_stays_and_is_saved_with_the_next_word(app, page, problems, vera, ada):
    page.goto(f"/contacts/{ada.id}/drafts/request")
    with read_only(app, None):
        page.fill("#body", "Dear Ada,\n\nmy own words")
        expect(page.locator("#notices")).to_contain_text("can be read only")
        expect(page.locator("#body")).to_have_value("Dear Ada,\n\nmy own words")
        expect(page.locator("#saved")).not_to_have_text("Saved")
    expected(problems)

    page.locator("#body").press_sequentially(" again")

    expect(page.locator("#saved")).to_have_text("Saved")
    assert [body.split("\n")[-1] for body in stored(vera, Draft)] == ["my own words again"]


def test_a_note_that_cannot_be_saved_is_on_the_page_and_goes_in_with_one_press(app, page, problems, vera, ada):
    page.goto(f"/contacts/{ada.id}")
    page.fill("#note-form textarea", "Loves <b>punched</b> cards\nand trains")
    with read_only(app, None):
        page.click("#note-add")
        expect(page.locator("h1")).to_have_text("Not saved")
        page.wait_for_load_state()
    expected(problems)

    page.click("#send-again")

    expect(page.locator("#timeline")).to_contain_text("Loves <b>punched</b> cards")
    assert [body.split() for body in stored(vera, Note)] == [["Loves", "<b>punched</b>", "cards", "and", "trains"]]

"""Rows of a debrief come and go by a button, and nothing typed is lost on the way."""

from factories import NOON, make_contact
from playwright.sync_api import expect
from sqlalchemy import select

from infoview import clock
from infoview.db import db, transaction
from infoview.models import Advice, Meeting, Stage
from infoview.models.meeting import MeetingStatus


def test_a_row_that_is_asked_for_is_written_in_at_once_and_what_was_typed_is_kept_first(phone, vera):
    with vera():
        ada = make_contact("Ada Byron", stage=Stage.REQUESTED)
        with transaction():
            facts = {"day": clock.today("Europe/Paris"), "zone": "Europe/Paris", "status": MeetingStatus.AGREED}
            meeting = Meeting(contact_id=ada.id, created_at=NOON, **facts)
            db.session.add(meeting)
        path = f"/meetings/{meeting.id}/debrief"
    phone.goto(path)

    phone.fill("[name='learned']", "Nobody works alone")
    phone.fill("[name='advice-new0']", "Read Babbage")
    phone.click("#add-advice")
    expect(phone.locator("[name='advice-new1']")).to_be_focused()
    phone.keyboard.type("Visit a ward")
    phone.click("#advice .row-remove >> nth=0")
    expect(phone.locator("#advice input[maxlength]")).to_have_count(1)
    expect(phone.locator("#notices")).to_contain_text("Removed.")
    phone.click("#close")

    phone.wait_for_url("**/thank_you")
    assert "Nobody works alone" in phone.input_value("[name='body']")
    with vera():
        assert list(db.session.scalars(select(Advice.body))) == ["Visit a ward"]

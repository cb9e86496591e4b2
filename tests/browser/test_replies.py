"""What came back: a mail dropped onto a contact, a reply pasted on a phone, and both where no script runs."""

import base64
from datetime import timedelta
from pathlib import Path

import pytest
from factories import make_contact
from playwright.sync_api import expect

from infoview import clock
from infoview.db import db, transaction
from infoview.logbook.actions import log_message
from infoview.models import Contact, Stage
from infoview.models.message import Channel, MessageKind

pytestmark = pytest.mark.browser
MAILS = Path(__file__).parent.parent / "replies" / "mails"
DROPPED = """
([name, content]) => {
  const dropped = new DataTransfer();
  const bytes = Uint8Array.from(atob(content), (sign) => sign.charCodeAt());
  dropped.items.add(new File([bytes], name, { type: "message/rfc822" }));
  for (const type of ["dragover", "drop"]) {
    const event = new DragEvent(type, { dataTransfer: dropped, bubbles: true, cancelable: true });
    document.querySelector("#contact-head").dispatchEvent(event);
  }
}
"""


@pytest.fixture
def ada(vera):
    """Who was asked three days ago."""
    with vera():
        ada = make_contact("Ada Byron", stage=Stage.IDENTIFIED)
        now = clock.now()
        told = {"zone": "UTC", "day": now.date() - timedelta(days=3), "at": now}
        with transaction():
            contact = db.get_row(Contact, ada.id)
            log_message(contact, kind=MessageKind.REQUEST, channel=Channel.EMAIL, **told)
        return ada


def test_a_mail_dropped_onto_a_contact_is_kept_and_its_answer_told_with_one_click(page, ada):
    page.goto(f"/contacts/{ada.id}")
    expect(page.locator("#drop-keep")).to_be_hidden()

    page.evaluate(DROPPED, ["reply.eml", base64.b64encode((MAILS / "to-come.eml").read_bytes()).decode()])

    expect(page.locator("#notices")).to_contain_text("Kept: what Ada Byron wrote.")
    expect(page.locator("#next-step")).to_contain_text("Wrote back today: what did they say?")
    expect(page.locator("#new-address")).to_contain_text("ada@example.org")
    page.get_by_role("button", name="They said later").click()
    expect(page.get_by_label("Until")).not_to_have_value("")
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("link", name="Ada Byron").click()
    expect(page.locator("#next-step")).to_contain_text("what did they say?")


def test_a_file_that_is_no_mail_is_said_beside_the_field_after_it_was_dropped(page, ada):
    page.goto(f"/contacts/{ada.id}")

    page.evaluate(DROPPED, ["offer.pdf", base64.b64encode(b"%PDF-1.7").decode()])

    expect(page.locator("#reply-mails-error")).to_contain_text("“offer.pdf”: This is not a saved mail.")


def test_a_reply_is_pasted_on_a_phone_and_what_it_quotes_is_folded(phone, ada):
    phone.goto(f"/contacts/{ada.id}")
    phone.get_by_role("link", name="Paste a reply").click()
    expect(phone.get_by_label("Their words")).to_be_focused()

    phone.keyboard.insert_text("Gladly, on Tuesday.\n\nOn 3 May 2026 at 10:15, Vera wrote:\n> Dear Ada")
    phone.get_by_role("button", name="Keep").click()

    expect(phone.get_by_text("Gladly, on Tuesday.")).to_be_visible()
    expect(phone.get_by_text("Dear Ada")).to_be_hidden()
    phone.get_by_text("Earlier mail").click()
    expect(phone.get_by_text("Dear Ada")).to_be_visible()
    phone.get_by_role("button", name="They said yes").click()
    expect(phone.locator("#notices")).to_contain_text("Kept: Ada Byron said yes.")


def test_mails_and_pasted_words_are_kept_without_javascript(open_page, ada):
    page = open_page(java_script_enabled=False, viewport={"width": 320, "height": 700})
    page.goto(f"/contacts/{ada.id}")
    page.get_by_label("Drop saved mails here").set_input_files(MAILS / "gmail-en.eml")
    page.locator("#drop-keep").click()
    expect(page.get_by_text("Coffee is on me.")).to_be_visible()

    page.get_by_role("link", name="Paste a reply").click()
    page.get_by_label("Their words").fill("One more thing: bring your questions.")
    page.get_by_role("button", name="Keep").click()

    expect(page.get_by_text("bring your questions.")).to_be_visible()

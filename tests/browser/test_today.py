"""What only a browser can prove about Today: focus that goes on to the next row, a menu by key, a thumb, no script."""

from datetime import timedelta

import pytest
from factories import make_contact
from playwright.sync_api import expect
from sqlalchemy import select

from infoview import clock
from infoview.accounts.actions import edit_profile
from infoview.db import db, transaction
from infoview.models import Message, Reminder, SetAside, Stage
from infoview.models.message import Channel, Direction, MessageKind

pytestmark = pytest.mark.browser
DAY = timedelta(days=1)
LINES = """selector => {
  const text = document.createRange();
  text.selectNodeContents(document.querySelector(selector).lastChild);
  return new Set([...text.getClientRects()].map((box) => box.top)).size;
}"""


@pytest.fixture
def waiting(vera):
    """Three people who have not answered for nine, eight and seven days, in this order."""
    with vera():
        at = clock.now()
        sent = {"direction": Direction.OUT, "kind": MessageKind.REQUEST, "channel": Channel.EMAIL, "created_at": at}
        contacts = [make_contact(name, stage=Stage.REQUESTED) for name in ("Ada Byron", "Jane Marcet", "Mary Lyon")]
        with transaction():
            for contact, days in zip(contacts, (9, 8, 7), strict=True):
                db.session.add(Message(contact_id=contact.id, sent_at=at - days * DAY, **sent))
    return contacts


def names(page):
    return page.locator(".due .row-name")


def test_with_the_keyboard_a_row_is_done_and_the_next_one_has_the_focus(page, waiting):
    page.goto("/today")
    expect(names(page)).to_have_text(["Ada Byron", "Jane Marcet", "Mary Lyon"])

    page.get_by_role("button", name="Done Jane Marcet").press("Enter")
    expect(names(page)).to_have_text(["Ada Byron", "Mary Lyon"])
    expect(page.get_by_role("link", name="Nudge Mary Lyon")).to_be_focused()
    page.get_by_role("button", name="Later Mary Lyon").press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Tomorrow", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(names(page)).to_have_text(["Ada Byron"])
    expect(page.get_by_role("link", name="Nudge Ada Byron")).to_be_focused()
    expect(page.locator("#today-count")).to_have_text("One thing to do.")
    page.get_by_role("button", name="Done Ada Byron").press("Enter")
    expect(page.get_by_role("heading", name="Nothing is due")).to_be_visible()
    expect(page.locator("#today-title")).to_be_focused()
    page.locator("#notices").get_by_role("button", name="Undo").click()
    expect(names(page)).to_have_text(["Ada Byron"])


def test_a_key_undoes_and_the_row_that_is_back_has_the_focus(page, waiting):
    page.goto("/today")
    page.get_by_role("button", name="Done Jane Marcet").press("Enter")
    expect(page.get_by_role("link", name="Nudge Mary Lyon")).to_be_focused()

    page.keyboard.press("u")

    expect(names(page)).to_have_text(["Ada Byron", "Jane Marcet", "Mary Lyon"])
    expect(page.get_by_role("link", name="Nudge Jane Marcet")).to_be_focused()


@pytest.mark.parametrize("has_script", [True, False])
def test_enter_in_the_field_for_another_day_puts_off_until_that_day(open_page, waiting, vera, has_script):
    page = open_page(java_script_enabled=has_script)
    monday = clock.today("Europe/Paris") + (7 - clock.today("Europe/Paris").weekday()) * DAY
    page.goto("/today")

    page.get_by_role("button", name="Later Jane Marcet").press("Enter")
    day = page.locator(".due").nth(1).locator("input[type=date]")
    expect(day).to_have_value(monday.isoformat())
    day.fill("")
    day.press("Enter")
    assert day.evaluate("field => field.validity.valueMissing")
    expect(names(page)).to_have_count(3)
    day.fill((monday + DAY).isoformat())
    day.press("Enter")

    expect(names(page)).to_have_text(["Ada Byron", "Mary Lyon"])
    with vera():
        assert [row.until for row in db.session.scalars(select(SetAside))] == [monday + DAY]


def test_on_a_phone_in_french_a_thumb_puts_something_off_until_a_day(phone, waiting, account, vera):
    with vera(), transaction():
        edit_profile(account.id, {"language": "fr"})
    wanted = clock.today("Europe/Paris") + 9 * DAY
    phone.goto("/today")
    assert phone.evaluate(LINES, "#nav-today") == 1

    row = phone.locator(".due").nth(1)
    row.locator("[id$=-later]").tap()
    row.locator("input[type=date]").fill(wanted.isoformat())
    row.locator("[id$=-until]").tap()

    expect(names(phone)).to_have_text(["Ada Byron", "Mary Lyon"])
    with vera():
        assert [row.until for row in db.session.scalars(select(SetAside))] == [wanted]
    for button in phone.locator(".due .row-acts :is(a, .due-aside button)").all():
        assert button.bounding_box()["height"] >= 44


def test_without_a_script_a_row_is_put_off_and_an_own_reminder_is_made_and_done(open_page, waiting, vera):
    page = open_page(java_script_enabled=False)
    page.goto("/today")

    page.locator(".due").first.locator("[id$=-later]").click()
    page.locator(".due").first.locator("[id$=-tomorrow]").click()
    expect(names(page)).to_have_text(["Jane Marcet", "Mary Lyon"])
    expect(page.locator("#notices")).to_contain_text("You will see this again tomorrow.")

    page.goto(f"/contacts/{waiting[2].id}")
    page.locator("#reminder-add > summary").click()
    page.locator("#reminder-body").fill("Send the article")
    page.locator("#reminder-due_on").fill(clock.today("Europe/Paris").isoformat())
    page.locator("#reminder-save").click()
    page.locator("#nav-today").click()
    page.locator(".due").filter(has_text="Send the article").locator("[id$=-done]").click()
    expect(page.locator("#today")).not_to_contain_text("Send the article")
    with vera():
        assert db.session.scalars(select(Reminder)).one().done_at is not None

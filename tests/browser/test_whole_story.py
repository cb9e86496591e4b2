"""One conversation from the agreement to what it decides: with a finger on a phone, and with the keyboard alone."""

import re
from datetime import timedelta

import pytest
from browser.conftest import PHONE
from factories import make_contact
from playwright.sync_api import expect

from infoview import clock
from infoview.db import db, transaction
from infoview.models import Career, Contact, EmailAddress, MeetingQuestion, Organization, Stage
from infoview.models.contact import Permission

LAPTOP = {"viewport": {"width": 1280, "height": 900}}
SAID = "Most of the day goes into counting trains that nobody sees"


@pytest.fixture
def ada(vera):
    """Ada has said yes to a talk about rail planning."""
    named = {"created_at": clock.now(), "notes": ""}
    with vera():
        with transaction():
            career = Career(name="Rail planning", folded="rail planning", **named)
            firm = Organization(name="Babbage & Co", folded="babbage & co", **named)
            db.session.add_all([career, firm])
        facts = {"career_id": career.id, "organization_id": firm.id, "given_name": "Ada", "address_as": "Ada"}
        contact = make_contact("Ada Byron", stage=Stage.REQUESTED, at=clock.now(), **facts)
        with transaction():
            db.session.add(EmailAddress(contact_id=contact.id, address="ada@example.org", folded="ada@example.org"))
        return contact


class Finger:
    """Somebody with a phone in one hand."""

    def __init__(self, page):
        self.page = page

    def press(self, locator):
        locator.tap()

    def write(self, locator, text):
        locator.tap()
        locator.fill(text)


class Keyboard(Finger):
    """Somebody who uses no mouse."""

    def press(self, locator):
        locator.focus()
        self.page.keyboard.press("Space" if locator.get_attribute("type") in ("radio", "checkbox") else "Enter")

    def write(self, locator, text):
        locator.focus()
        locator.fill(text)


@pytest.mark.parametrize(("hand", "screen"), [(Finger, PHONE), (Keyboard, LAPTOP)], ids=["phone", "keyboard"])
def test_a_conversation_from_the_agreement_to_the_page_of_its_career(open_page, vera, ada, problems, hand, screen):
    page = open_page(reduced_motion="reduce", **screen)
    it = hand(page)

    agree(page, it, ada)
    prepare(page, it)
    hold(page, it, problems)
    write_up(page, it)
    thank(page, it)
    ask_who_was_named(page, it)

    page.goto("/careers")
    it.press(page.get_by_role("link", name="Rail planning"))
    expect(page.get_by_text(SAID)).to_be_visible()
    with vera():
        assert db.session.get(Contact, ada.id).stage is Stage.THANKED
        assert SAID in [row.answer for row in db.session.query(MeetingQuestion)]
        named = {row.full_name: row for row in db.session.query(Contact).filter(Contact.referred_by_id == ada.id)}
        assert {name: row.may_use_name for name, row in named.items()} == {
            "Mary Somerville": Permission.YES,
            "Joan Clarke": Permission.YES,
        }
        assert named["Mary Somerville"].stage is Stage.REQUESTED and named["Joan Clarke"].stage is Stage.IDENTIFIED


def agree(page, it, ada):
    page.goto(f"/contacts/{ada.id}/agreed")
    it.write(page.locator("#agreed-day"), (clock.today("Europe/Paris") + timedelta(days=1)).isoformat())
    it.write(page.locator("#agreed-start"), "09:30")
    it.press(page.get_by_role("radio", name="Phone"))
    it.press(page.get_by_role("button", name="Keep", exact=True))
    expect(page.get_by_text("tomorrow at 9:30").first).to_be_visible()


def prepare(page, it):
    it.press(page.get_by_role("link", name="Prepare").first)
    it.write(page.get_by_label("About Ada Byron"), "Wrote the guide to night trains.")
    expect(page.locator("#saved")).to_contain_text("Saved")
    it.press(page.get_by_role("link", name="questions", exact=False).first)
    it.press(page.get_by_role("button", name="Add these 5"))
    expect(page.locator("li.planned")).to_have_count(5)


def hold(page, it, problems):
    it.press(page.get_by_role("link", name="Live"))
    it.press(page.get_by_role("button", name="Start the clock"))
    answer = page.get_by_role("textbox").first
    it.write(answer, "Most of the day")
    expect(page.locator("#saved")).to_contain_text("Saved")
    page.context.set_offline(True)
    it.write(answer, SAID)
    it.press(page.get_by_role("checkbox", name="Star").first)
    it.write(page.get_by_label("Who else could I talk to?"), "Mary Somerville, planner at Babbage & Co\nJoan Clarke")
    expect(page.locator("#saved")).to_contain_text("Kept on this device")
    page.context.set_offline(False)
    expect(page.locator("#saved")).to_contain_text("Saved")
    problems.clear()  # the browser says that the network was gone
    it.press(page.get_by_role("group", name="May I say that you sent me?").get_by_role("radio", name="Yes"))
    it.press(page.get_by_role("button", name="We are done"))


def write_up(page, it):
    expect(page.get_by_role("heading", name="What Ada told you")).to_be_visible()
    it.write(page.get_by_label("What did you learn?"), "That planning is mostly listening")
    it.press(page.get_by_role("button", name="Make a card of each"))
    expect(page.get_by_role("link", name="Joan Clarke")).to_be_visible()
    it.press(page.get_by_role("button", name="Done writing up"))


def thank(page, it):
    expect(page.locator("#body")).to_have_value(containing("counting trains that nobody sees"))
    mark_sent(page, it)


def ask_who_was_named(page, it):
    page.goto("/people?q=Mary")
    it.press(page.get_by_role("link", name="Mary Somerville"))
    it.press(page.get_by_role("link", name="Write request"))
    expect(page.locator("#body")).to_have_value(containing("Ada"))
    mark_sent(page, it)


def mark_sent(page, it):
    it.press(page.get_by_role("button", name="Mark as sent"))
    expect(page).to_have_url(re.compile(r"/contacts/\d+$"))


def containing(words):
    return re.compile(re.escape(words))

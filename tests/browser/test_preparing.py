"""What only a browser can prove of the page to prepare a meeting, and of the ten."""

import re
from datetime import date, time

import pytest
from factories import NOON, make_contact
from playwright.sync_api import expect

from infoview.db import db, transaction
from infoview.models import Account, Career, Meeting, MeetingQuestion, Organization
from infoview.models.meeting import MeetingMode, MeetingStatus
from infoview.organizations.ten.actions import add_by_name, the_ten

ENDLESS = "Supercalifragilistic" * 12 + " and a line\n" * 60 + "A long sentence about people and their work. " * 30


@pytest.fixture
def agreed(vera):
    """A meeting with Ada, its notes filled with a text, and so many questions; gives its address."""

    def agree(text="", questions=0):
        with vera():
            notes = dict.fromkeys(("strengths", "culture", "news", "competitors"), text)
            with transaction():
                organization = Organization(name="Babbage & Co", folded="babbage & co", created_at=NOON, **notes)
                career = Career(name="Data analysis", folded="data analysis", created_at=NOON, research=text)
                db.session.add_all([organization, career])
            of = {"organization_id": organization.id, "career_id": career.id, "research": text}
            ada = make_contact("Ada Byron", title=text[:200], **of)
            with transaction():
                account = db.session.query(Account).filter_by(email="vera@example.org").one()
                account.pitch = text[:2000]
                when = {"day": date(2100, 5, 3), "start": time(14), "zone": "Asia/Tokyo", "minutes": 20}
                more = {"bring": text, "offer": text, "directions": text, "place": text[:200], "travel_minutes": 20}
                meeting = Meeting(contact_id=ada.id, mode=MeetingMode.COFFEE, created_at=NOON, **when, **more)
                meeting.status = MeetingStatus.AGREED
                db.session.add(meeting)
                db.session.flush()
                asked = {"meeting_id": meeting.id, "text": f"How did you get here? {text[:400]}", "created_at": NOON}
                db.session.add_all(MeetingQuestion(position=n, **asked) for n in range(questions))
            return f"/meetings/{meeting.id}/prepare"

    return agree


def test_it_prints_on_one_sheet_whatever_was_written(page, agreed):
    page.goto(agreed(ENDLESS, questions=12))

    for size in ("A4", "Letter"):
        assert len(re.findall(rb"/Type /Page\b(?!s)", page.pdf(format=size))) == 1, size

    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 900})
    height = page.locator("#one-sheet").bounding_box()["height"]
    parts = "#one-sheet footer, .sheet-questions li:not(.sheet-spare)"
    footer, *rooms = reversed([part.bounding_box() for part in page.locator(parts).all()])
    assert footer["y"] + footer["height"] <= height + 1
    assert len(rooms) == 7 and all(room["height"] >= 50 for room in rooms)  # two lines, and room to write


def test_what_is_typed_is_kept_counted_and_printed(page, agreed):
    page.goto(agreed("", 3))
    expect(page.locator("#missing")).to_contain_text("Look up Ada Byron")

    page.fill("#person", "Rows at dawn")
    expect(page.locator("#found-person .found-mark")).to_be_visible()
    expect(page.locator("#missing")).not_to_contain_text("Look up Ada Byron")
    page.fill("#pitch", "word " * 58)
    expect(page.locator("#pitch-words")).to_have_text("About 25 seconds aloud. A good length.")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("[data-mirrors=person]")).to_have_text("Rows at dawn")
    page.click("#practice-button")
    expect(page.locator("#practice-time")).to_have_text(re.compile(r"\d s"))
    page.click("#practice-button")
    expect(page.locator("#practice-took")).to_have_text(re.compile(r"You took \d+ seconds"))
    expect(page.locator("#saved")).to_have_text("Saved")
    page.reload()

    expect(page.locator("#person")).to_have_value("Rows at dawn")


@pytest.fixture
def ten(vera):
    """Three of the ten; returns a function that tells their order."""
    with vera(), transaction():
        for name in ("Ash", "Birch", "Cedar"):
            add_by_name(name, why="Trees", at=NOON)

    def order():
        with vera():
            return [each.name for each in the_ten()]

    return order


def names(page):
    return page.locator("#ten-rows .row-name")


def test_the_ten_are_ordered_by_dragging(page, ten):
    page.goto("/organizations")
    page.locator("#ten-rows textarea").first.fill("The shade")
    handle, aim = (names(page).nth(n).locator("xpath=ancestor::li").bounding_box() for n in (2, 0))

    page.mouse.move(handle["x"] + 15, handle["y"] + 20)
    page.mouse.down()
    page.mouse.move(aim["x"] + 15, aim["y"] + 30, steps=12)
    page.mouse.move(aim["x"] + 15, aim["y"] + 12, steps=4)
    page.wait_for_timeout(60)
    page.mouse.move(aim["x"] + 15, aim["y"] + 11)
    page.mouse.up()

    expect(page.locator("#notices")).to_contain_text("Cedar is number 1 now.")
    expect(names(page)).to_have_text(["Cedar", "Ash", "Birch"])
    assert ten() == ["Cedar", "Ash", "Birch"]
    page.reload()
    expect(page.locator("#ten-rows textarea").nth(1)).to_have_value("The shade")


def test_the_ten_are_ordered_by_keyboard_and_the_focus_stays(page, ten):
    page.goto("/organizations")

    page.get_by_role("button", name="Move Cedar up").press("Enter")
    expect(names(page)).to_have_text(["Ash", "Cedar", "Birch"])
    expect(page.get_by_role("button", name="Move Cedar up")).to_be_focused()
    page.keyboard.press("Enter")
    expect(names(page)).to_have_text(["Cedar", "Ash", "Birch"])
    expect(page.locator("#ten-rows > li").first.locator(":focus")).to_have_count(1)
    page.get_by_role("button", name="Undo").click()

    expect(names(page)).to_have_text(["Ash", "Cedar", "Birch"])
    assert ten() == ["Ash", "Cedar", "Birch"]

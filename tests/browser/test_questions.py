"""What only a browser can prove about picking questions: dragging, minutes as they are typed, focus that stays."""

import pytest
from factories import make_contact
from planned_meetings import make_meeting, picked
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def place(vera):
    """The questions of a meeting with Ada, three of them planned."""
    with vera():
        meeting = make_meeting(make_contact("Ada Byron"))
        picked(meeting, "day-last", "likes-forward", "fit-place")
        return f"/meetings/{meeting.id}/questions"


def drag(page, what, onto):
    """Drag one thing below another, as a hand does."""
    start, end = what.bounding_box(), onto.bounding_box()
    page.mouse.move(start["x"] + 40, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 42, end["y"] + end["height"] - 6, steps=10)
    page.wait_for_timeout(60)
    page.mouse.move(end["x"] + 43, end["y"] + end["height"] - 5)
    page.mouse.up()


def test_a_plan_is_ordered_by_dragging_and_by_keys_and_timed_while_typing(page, place):
    page.goto(place)
    rows = page.locator(".planned-text > p:first-child")
    first, second, third = rows.all_inner_texts()

    with page.expect_response("**/plan"):
        drag(page, rows.nth(0), page.locator(".planned").nth(2))
    expect(rows).to_have_text([second, third, first])
    page.get_by_role("button", name="Move up").nth(2).press("Enter")
    expect(rows).to_have_text([second, first, third])
    expect(page.get_by_role("button", name="Move up").nth(1)).to_be_focused()

    page.locator(".planned-minutes .input").nth(0).fill("16")
    page.keyboard.press("Tab")
    expect(page.locator("#plan-sum")).to_have_text("3 questions · 22 of 20 minutes")
    expect(page.locator("#plan-warnings")).to_contain_text("2 minutes more")
    expect(page.get_by_role("button", name="Move up").nth(0)).to_be_focused()
    page.reload()
    expect(rows).to_have_text([second, first, third])


def test_a_question_is_found_while_typing_added_with_one_press_and_taken_out_with_the_next(page, place):
    page.goto(place)
    page.get_by_label("Search questions").fill("salary")
    button = page.locator("[id=outlook-pay-pick]")

    expect(page.locator("#bank .row")).to_have_count(1)
    button.press("Enter")
    expect(page.locator(".planned")).to_have_count(4)
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(button).to_be_focused()
    button.press("Enter")
    expect(page.locator(".planned")).to_have_count(3)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".planned")).to_have_count(4)

    page.get_by_label("A question for this meeting only").fill("What is on your desk?")
    page.keyboard.press("Enter")
    expect(page.locator(".planned").last).to_contain_text("What is on your desk?")
    expect(page.get_by_label("A question for this meeting only")).to_have_value("")
    expect(page.get_by_label("A question for this meeting only")).to_be_focused()

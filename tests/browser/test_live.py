"""Everything typed while people talk is kept: without a connection, over a reload, against a newer text."""

import re

import pytest
from live_meetings import make_meeting
from plain_browser import PASSWORD
from playwright.sync_api import expect
from test_failing_database import read_only

from infoview.db import db
from infoview.models import Contact, Debrief, Meeting, MeetingQuestion
from infoview.models.meeting import MeetingStatus

KEPT = "Kept on this device"
ANSWERS = "**/live"


@pytest.fixture
def meeting(vera):
    with vera():
        return make_meeting()


@pytest.fixture
def questions(vera, meeting):
    """The ids of its two questions."""
    with vera():
        return [row.id for row in db.session.query(MeetingQuestion).order_by(MeetingQuestion.id)]


@pytest.fixture
def first(questions):
    return f"#answer-{questions[0]}"


@pytest.fixture
def answers(vera, questions):
    """What the server has."""

    def answers():
        with vera():
            return [db.session.get(MeetingQuestion, each).answer for each in questions]

    return answers


@pytest.fixture
def live(meeting):
    return f"/meetings/{meeting.id}/live"


def left(page):
    """How much lies on the device."""
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('infoview')).length")


def state(page, words="Saved"):
    expect(page.locator("#saved")).to_contain_text(words)


def as_expected(problems):
    """Chromium logs each request that failed; here that is as it should be."""
    problems[:] = [
        each for each in problems if not any(known in each for known in ("net::ERR", "status of 400", "status of 503"))
    ]


def test_without_a_connection_all_is_kept_here_and_sent_in_order_when_it_is_back(
    phone, problems, vera, meeting, questions, first, live, answers
):
    phone.goto(live)
    phone.locator(first).press_sequentially("By")
    state(phone)
    phone.context.set_offline(True)
    phone.locator(first).press_sequentially(" chance")
    phone.locator(f"#question-{questions[1]} .live-marks label").first.click()
    phone.click("#begin")
    expect(phone.locator("#digits")).to_be_visible()
    phone.click("#done")
    state(phone, KEPT)
    assert answers() == ["By", ""]

    phone.context.set_offline(False)

    phone.wait_for_url("**/debrief")
    assert answers() == ["By chance", ""] and left(phone) == 0
    with vera():
        assert db.session.get(MeetingQuestion, questions[1]).is_starred
        held = db.session.get(Meeting, meeting.id)
        assert held.status is MeetingStatus.HELD and held.started_at < held.ended_at
    as_expected(problems)


def test_a_save_whose_answer_is_lost_stands_in_nobodys_way(phone, problems, first, live, answers):
    phone.goto(live)
    phone.route(ANSWERS, lambda route: (route.fetch(), route.abort()))
    phone.fill(first, "By")
    state(phone, KEPT)
    assert answers() == ["By", ""]
    phone.fill(first, "By chance")
    phone.unroute(ANSWERS)

    phone.evaluate("dispatchEvent(new Event('online'))")

    state(phone)
    assert answers() == ["By chance", ""] and left(phone) == 0
    as_expected(problems)


def test_a_tab_that_was_closed_gets_its_text_back_and_sends_it(phone, problems, first, live, answers):
    phone.goto(live)
    phone.context.route(ANSWERS, lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    phone.fill(first, "By chance")
    state(phone, KEPT)
    phone.reload()
    expect(phone.locator(first)).to_have_value("By chance")
    phone.close()
    phone.context.unroute(ANSWERS)

    again = phone.context.new_page()
    again.goto(live)

    expect(again.locator(first)).to_have_value("By chance")
    state(again)
    assert answers() == ["By chance", ""] and left(again) == 0
    as_expected(problems)


def test_what_a_closed_page_could_not_send_is_sent_from_any_other(phone, problems, first, live, answers):
    phone.goto(live)
    phone.context.route(ANSWERS, lambda route: route.abort())
    phone.fill(first, "By chance")
    state(phone, KEPT)
    phone.context.unroute(ANSWERS)

    with phone.expect_response(lambda reply: reply.request.method == "POST") as sent:
        phone.goto("/people")

    assert sent.value.ok and answers() == ["By chance", ""]
    as_expected(problems)


def test_a_newer_text_of_another_tab_is_shown_beside_and_one_press_decides(page, questions, first, live, answers):
    second = f"#answer-{questions[1]}"
    page.goto(live)
    other = page.context.new_page()
    other.goto(live)
    for box in (first, second):
        other.fill(box, "From the other tab")
    state(other)

    for box in (first, second):
        page.fill(box, "From this one")
        expect(page.locator(f"{box}-theirs")).to_contain_text("From the other tab")
    page.fill("#notes", "Saved all the same")
    expect(page.locator("#saved")).to_contain_text("Choose below")
    assert answers() == ["From the other tab"] * 2
    for box, choice, shown in ((first, "mine", "From this one"), (second, "theirs", "From the other tab")):
        page.locator(f"{box}-keep-{choice}").focus()
        page.keyboard.press("Enter")
        expect(page.locator(box)).to_be_focused()
        expect(page.locator(box)).to_have_value(shown)

    state(page)
    assert answers() == ["From this one", "From the other tab"] and left(page) == 0


def test_a_sign_in_that_expired_loses_nothing(page, problems, first, live, answers):
    page.goto(live)
    page.context.clear_cookies(name="infoview")
    page.fill(first, "By chance")
    state(page, "You were signed out")
    other = page.context.new_page()
    other.goto(page.locator("#sign-in-again-link").get_attribute("href"))
    other.fill("#email", "vera@example.org")
    other.fill("#password", PASSWORD)
    other.press("#password", "Enter")
    expect(other).to_have_url(re.compile(live))

    page.evaluate("dispatchEvent(new Event('online'))")

    state(page)
    assert answers() == ["By chance", ""] and left(page) == 0
    as_expected(problems)


def test_a_server_that_cannot_save_is_asked_again(app, page, problems, first, live, answers):
    page.goto(live)
    with read_only(app, None):
        page.fill(first, "By chance")
        state(page, "cannot save just now")

    state(page)

    assert answers() == ["By chance", ""]
    as_expected(problems)


def test_whoever_signs_out_leaves_nothing_on_the_device(page, first, live, answers):
    page.goto(live)
    page.fill(first, "By chance")
    page.click("#nav-more")
    page.click("#sign-out")
    page.wait_for_url("**/sign-in*")

    assert left(page) == 0 and answers() == ["By chance", ""]


def test_somebody_calls_and_nothing_is_lost_before_they_have_a_name(phone, problems, vera):
    phone.goto("/now")
    expect(phone.locator("#digits")).to_be_visible()
    phone.fill("#first", "By watching the moon")
    phone.reload()
    expect(phone.locator("#first")).to_have_value("By watching the moon")
    phone.click("#keep")
    expect(phone.locator("#name-error")).to_be_visible()
    phone.fill("#name", "Wang Zhenyi")
    phone.context.set_offline(True)
    phone.click("#keep")
    state(phone, KEPT)
    phone.context.set_offline(False)

    phone.click("#keep")

    phone.wait_for_url("**/live")
    expect(phone.locator("textarea").first).to_have_value("By watching the moon")
    assert left(phone) == 0
    with vera():
        assert db.session.query(Contact).one().full_name == "Wang Zhenyi"
    as_expected(problems)


def sign_in_as(page, email):
    page.goto("/people")
    page.click("#nav-more")
    page.click("#sign-out")
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    expect(page.locator("#nav-more")).to_be_visible()


@pytest.mark.usefixtures("other_account")
def test_what_lies_on_the_device_is_shown_to_its_writer_only_and_sent_when_they_are_back(
    page, problems, first, live, answers
):
    old = page.context.new_page()
    old.goto(live)
    old.route(ANSWERS, lambda route: route.abort())
    old.fill(first, "By chance")
    state(old, KEPT)
    page.goto("/now")
    page.fill("#first", "By watching the moon")
    sign_in_as(page, "otto@example.org")
    old.unroute(ANSWERS)
    old.evaluate("dispatchEvent(new Event('online'))")
    state(old, "You were signed out")
    old.close()

    page.goto("/people")
    page.wait_for_load_state("networkidle")
    page.goto("/now")
    expect(page.locator("#digits")).to_be_visible()
    assert page.locator("#first").input_value() == "" and answers() == ["", ""]

    sign_in_as(page, "vera@example.org")
    page.goto("/now")
    expect(page.locator("#first")).to_have_value("By watching the moon")
    page.goto(live)
    state(page)
    assert answers() == ["By chance", ""]
    as_expected(problems)


def test_a_clock_begun_by_mistake_is_set_back_and_its_end_is_undone(phone, vera, meeting, live):
    phone.goto(live)
    phone.click("#begin")
    expect(phone.locator("#digits")).to_be_visible()
    phone.click("#unbegin")
    phone.click("#begin")
    phone.fill("#notes", "Has a dog")
    expect(phone.locator("#unbegin")).to_be_hidden()
    phone.click("#done")
    phone.wait_for_url("**/debrief")
    phone.click("#notice-1-undo")
    expect(phone.locator("#notices")).to_contain_text("Undone")

    with vera():
        again = db.session.get(Meeting, meeting.id)
        assert again.status is MeetingStatus.AGREED and again.ended_at is None and again.started_at


OLDER = """() => {
  const key = Object.keys(localStorage).find((each) => each.startsWith("infoview now"));
  const older = JSON.parse(localStorage[key]).map(([name, value]) => [name, name === "began" ? minus(value) : value]);
  localStorage[key] = JSON.stringify(older);
  function minus(value) { return new Date(Date.parse(value) - HOURS * 3600000).toISOString(); }
}"""


@pytest.mark.parametrize("choice", ["go-on", "afresh"])
def test_notes_of_an_earlier_call_are_brought_back_only_if_they_are_wanted(phone, choice):
    phone.goto("/now")
    phone.fill("#first", "By watching the moon")
    phone.evaluate(OLDER.replace("HOURS", "13"))
    phone.reload()
    expect(phone.locator("#kept-before")).to_be_visible()
    assert phone.locator("#first").input_value() == ""
    phone.fill("#first", "By chance")
    phone.reload()
    expect(phone.locator("#first")).to_have_value("By chance")

    phone.click(f"#{choice}")

    expect(phone.locator("#kept-before")).to_be_hidden()
    both = "By watching the moon\n\nBy chance"
    expect(phone.locator("#first")).to_have_value(both if choice == "go-on" else "By chance")


def test_the_clock_of_a_call_goes_on_over_a_reload(phone):
    phone.goto("/now")
    phone.fill("#first", "By watching the moon")
    phone.evaluate(OLDER.replace("HOURS", "2"))

    phone.reload()

    expect(phone.locator("#digits")).to_contain_text("105:")


def test_a_call_whose_answer_was_lost_is_one_conversation(phone, problems, vera):
    phone.goto("/now")
    phone.fill("#notes", "On Friday")
    phone.fill("#name", "Wang Zhenyi")
    phone.route("**/now", lambda route: (route.fetch(), route.abort()))
    phone.click("#keep-done")
    state(phone, KEPT)
    phone.unroute("**/now")
    phone.fill("#notes", "On Friday\nAt noon")
    phone.click("#keep-done")
    phone.wait_for_url("**/debrief")

    with vera():
        assert db.session.query(Meeting).count() == 1 and db.session.query(Debrief).one().notes == "On Friday\nAt noon"
    as_expected(problems)


def test_the_page_for_a_call_is_put_on_the_home_screen_by_itself(page):
    page.goto("/now")
    manifest = page.evaluate(
        """async () => {
          const { href } = document.querySelector("link[rel=manifest]");
          const { start_url, scope } = await (await fetch(href)).json();
          return [new URL(start_url, href).pathname, new URL(scope, href).pathname];
        }"""
    )

    assert manifest == ["/now", "/"]

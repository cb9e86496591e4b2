"""The composer in a real browser: saving while typing, answers, ways out, sending."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from factories import NOON, make_contact
from playwright.sync_api import expect
from real_server import wait_until
from sqlalchemy import select

from infoview.db import db, transaction
from infoview.models import Account, Contact, Draft, EmailAddress, Message, Stage
from infoview.models.contact import FoundBy


@pytest.fixture
def ada(vera, account):
    """A contact with an address; Vera has said who she is."""
    with vera():
        contact = make_contact("Ada Byron", stage=Stage.IDENTIFIED, address_as="Ms. Byron")
        with transaction():
            db.session.add(EmailAddress(contact_id=contact.id, address="ada@example.org", folded="ada@example.org"))
            owner = db.session.get_one(Account, account.id)
            owner.background, owner.exploring = "a biology teacher", "design for hospitals"
    return contact


def composer(contact, kind="request"):
    return f"/contacts/{contact.id}/drafts/{kind}"


def saved(page):
    expect(page.locator("#saved")).to_have_text("Saved")


def stored(vera, model):
    with vera():
        return list(db.session.scalars(select(model)))


def test_typing_is_saved_by_itself_and_survives_a_closed_tab(page, open_page, ada):
    page.goto(composer(ada))
    page.fill("#subject", "May I ask you something?")
    page.fill("#body", "Dear Ada,\n\nmy own words")
    saved(page)
    page.close()

    again = open_page()
    again.goto("/drafts")
    again.get_by_role("link", name="Request to Ada Byron").click()

    expect(again.locator("#subject")).to_have_value("May I ask you something?")
    expect(again.locator("#body")).to_have_value("Dear Ada,\n\nmy own words")


def test_the_last_words_are_saved_when_the_page_is_left_at_once(page, ada, vera):
    page.goto(composer(ada))
    page.locator("#body").press_sequentially("Last words. ")

    page.goto("/drafts")
    wait_until(lambda: stored(vera, Draft))  # a page asked for at once may be answered before the words arrive
    page.goto(composer(ada))

    expect(page.locator("#body")).to_have_value(re.compile("Last words"))


def test_typing_on_is_saved_again_and_again_without_a_conflict(page, ada, vera):
    page.goto(composer(ada))
    for word in ("one", "two", "three"):
        page.locator("#body").press_sequentially(f" {word}", delay=20)
        saved(page)
    page.click("#save-draft")
    saved(page)

    assert page.locator("#conflict-title").count() == 0
    assert stored(vera, Draft)[0].body.startswith("one two three")


SLOW = """
const quick = window.fetch;
window.fetch = async (...all) => { await new Promise((go) => setTimeout(go, 600)); return quick(...all); };
"""


def test_typing_and_acting_while_a_save_is_on_its_way_loses_nothing(page, ada, vera):
    page.add_init_script(SLOW)
    page.goto(composer(ada))
    page.fill("#body", "First")
    expect(page.locator("#saved")).to_have_text("Saving …")
    page.fill("#body", "Second")
    page.fill("#found_text", "your article")
    page.click("#keep-found_text")
    expect(page.locator("#question-found_text")).to_have_count(0)
    expect(page.locator("#body")).to_have_value("Second")
    page.fill("#body", "Third")
    expect(page.locator("#saved")).to_have_text("Saving …")
    page.click("#mark-sent")
    expect(page).to_have_url(re.compile(rf"/contacts/{ada.id}$"))

    assert [message.body for message in stored(vera, Message)] == ["Third"]


def test_an_answer_is_kept_and_the_draft_says_it(page, ada):
    page.goto(composer(ada))
    page.select_option("#found_by", "event")
    expect(page.locator("#found_text-hint")).to_have_text("It was good to meet you at …")
    page.fill("#found_text", "the spring design fair")
    page.click("#keep-found_text")

    expect(page.locator("#question-found_text")).to_have_count(0)
    expect(page.locator("#body")).to_have_value(re.compile("It was good to meet you at the spring design fair."))
    expect(page.locator("#subject")).to_have_value("It was good to meet you at the spring design fair")
    expect(page.locator("#route")).to_have_value("event")


def test_the_focus_goes_on_to_what_is_asked_next(page, ada, vera):
    with vera(), transaction():
        db.get_row(Contact, ada.id).address_as = ""
    page.goto(composer(ada))
    page.fill("#found_text", "your article")
    page.click("#keep-found_text")
    expect(page.locator("#address_as")).to_be_focused()

    page.keyboard.type("Ms. Byron")
    page.keyboard.press("Enter")
    expect(page.locator("#body")).to_be_focused()


def test_an_answer_leaves_what_the_user_has_written(page, ada):
    page.goto(composer(ada))
    page.fill("#body", "My own words")
    page.fill("#found_text", "your article on night trains")
    page.press("#found_text", "Enter")

    expect(page.locator("#question-found_text")).to_have_count(0)
    expect(page.locator("#body")).to_have_value("My own words")
    page.get_by_text("The wording as it would be now").click()
    page.click("#renew-body")
    expect(page.locator("#body")).to_have_value(re.compile("through your article on night trains"))


def test_enter_in_the_subject_answers_no_question(page, ada, vera):
    with vera():
        mary = make_contact("Mary Somerville")
        with transaction():
            db.get_row(Contact, ada.id).referred_by_id = mary.id
    page.goto(composer(ada))
    expect(page.get_by_text("May you say that Mary Somerville sent you?")).to_be_visible()

    page.fill("#subject", "A question")
    page.press("#subject", "Enter")
    saved(page)

    expect(page.get_by_text("May you say that Mary Somerville sent you?")).to_be_visible()


LINES = """element => {
  const style = getComputedStyle(element);
  return [Math.round((element.clientHeight - 2 * parseFloat(style.paddingTop)) / parseFloat(style.lineHeight)),
          element.scrollHeight - element.clientHeight];
}"""


def test_a_long_subject_is_seen_whole_and_stays_one_line(phone, ada, vera):
    phone.goto(composer(ada))
    phone.fill("#subject", "A question about your work with night trains, and about what comes after them")
    phone.press("#subject", "Enter")
    phone.locator("#subject").evaluate("element => element.setRangeText('\\nand on', 0, 0)")
    phone.locator("#subject").press_sequentially(".")
    saved(phone)

    lines, hidden = phone.locator("#subject").evaluate(LINES)
    assert lines > 1
    assert hidden <= 0
    assert "\n" not in phone.locator("#subject").input_value()


@pytest.mark.parametrize(("language", "width"), [("fr", 320), ("en", 390)])
def test_the_main_button_is_never_broken_within_a_word(open_page, ada, vera, account, language, width):
    with vera(), transaction():
        db.session.get_one(Account, account.id).language = language
    page = open_page(viewport={"width": width, "height": 800})
    page.goto(composer(ada))
    page.fill("#body", "Mine")
    expect(page.locator("#discard")).to_be_visible()

    for id in ("copy", "save-draft", "discard"):
        box = page.locator(f"#{id}").evaluate("e => [e.clientHeight, e.scrollWidth - e.clientWidth]")
        assert box[0] < 60, (id, box)
        assert box[1] <= 0, (id, box)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_route_and_the_language_can_be_changed(page, ada):
    page.goto(composer(ada))
    page.select_option("#route", "shared")
    expect(page.locator("#body")).to_have_value(re.compile("That gave me the courage to write."))

    page.select_option("#language", "fr")
    expect(page.locator("#body")).to_have_value(re.compile("^Bonjour Ms. Byron,"))


def test_what_is_found_while_typing_is_told_and_mended_by_the_keyboard(page, ada, vera):
    with vera(), transaction():
        row = db.get_row(Contact, ada.id)
        row.found_by, row.found_text = FoundBy.ARTICLE, "your article on night trains"
    page.goto(composer(ada))
    page.fill("#body", "Dear Ms. Byron,\n\nMay I ask you about your work?\n\nKind regards,\nVera")
    mend = page.locator("#findings [name=mend]").first
    expect(mend).to_be_visible()
    rule = mend.get_attribute("value")
    mend.focus()
    page.keyboard.press("Enter")

    expect(page.locator(f"#mend-{rule}")).to_have_count(0)
    expect(page.locator("#body")).to_have_value(re.compile("through your article on night trains. May I ask you"))
    assert page.evaluate("document.activeElement !== document.body")
    page.click("#another")
    expect(page.locator("#wording-name")).to_have_text("Wording 2")
    expect(page.locator("#body")).to_have_value(re.compile("May I ask you"))


def test_two_windows_do_not_overwrite_each_other(page, open_page, ada, vera):
    page.goto(composer(ada))
    other = open_page()
    other.goto(composer(ada))
    other.fill("#body", "From the other window")
    saved(other)

    page.fill("#body", "From this window")
    expect(page.locator("#conflict-title")).to_have_text("This draft was changed in another window.")
    expect(page.locator("#conflict")).to_contain_text("From the other window")
    expect(page.locator("#body")).to_have_value("From this window")
    assert stored(vera, Draft)[0].body == "From the other window"

    page.click("#keep-mine")
    expect(page.locator("#conflict-title")).to_have_count(0)
    saved(page)
    assert stored(vera, Draft)[0].body == "From this window"


def test_a_lost_connection_is_told_and_the_text_is_saved_when_it_is_back(page, ada, problems):
    page.goto(composer(ada))
    page.context.set_offline(True)
    page.fill("#body", "Written in a tunnel")
    expect(page.locator("#saved")).to_contain_text("no connection")

    page.context.set_offline(False)
    saved(page)
    problems.clear()  # the lost requests


def test_marking_as_sent_keeps_the_text_and_moves_the_card(page, ada, vera):
    page.goto(composer(ada))
    page.fill("#body", "As I wrote it")
    page.select_option("#channel", "linkedin")
    expect(page.locator("#subject-part label")).to_have_count(0)
    page.click("#mark-sent")
    expect(page).to_have_url(re.compile(rf"/contacts/{ada.id}$"))
    expect(page.locator("#notices")).to_contain_text("Kept as sent. Ada Byron is now in Requested.")

    [message] = stored(vera, Message)
    assert (message.body, message.subject, message.channel.value) == ("As I wrote it", "", "linkedin")
    page.locator("#notices").get_by_role("button", name="Undo").click()
    expect(page.locator("#notices")).to_contain_text("Undone.")
    page.goto(composer(ada))
    expect(page.locator("#body")).to_have_value("As I wrote it")
    assert stored(vera, Contact)[0].stage is Stage.IDENTIFIED


def test_a_thank_you_asks_for_one_sentence_first(phone, vera, account):
    with vera():
        ada = make_contact("Ada Byron", stage=Stage.MET, at=NOON, address_as="Ada")
    phone.goto(composer(ada, "thank_you"))
    phone.fill("#learned", "most of the day is listening")
    phone.tap("#keep-learned")

    expect(phone.locator("#questions")).to_be_hidden()
    expect(phone.locator("#body")).to_have_value(re.compile("most of the day is listening"))
    phone.tap("#mark-sent")
    expect(phone.locator("#notices")).to_contain_text("Ada Byron is now in Thanked.")


def test_everything_works_without_javascript(open_page, ada, vera):
    page = open_page(java_script_enabled=False)
    page.goto(composer(ada))
    expect(page.locator("#copy")).to_be_hidden()
    page.fill("#body", "My own words")
    page.fill("#found_text", "your article")
    page.click("#keep-found_text")
    expect(page.locator("#body")).to_have_value("My own words")
    page.select_option("#language", "fr")
    page.click("#change")
    expect(page.locator("#subject")).to_have_value("15 minutes pour mieux connaître votre travail ?")
    page.fill("#subject", "Un mot")
    page.click("#mark-sent")
    expect(page.locator("#notices")).to_contain_text("Kept as sent.")

    [message] = stored(vera, Message)
    assert (message.subject, message.body, message.language) == ("Un mot", "My own words", "fr")


def test_the_pages_are_accessible_and_fit_a_narrow_screen(open_page, ada, vera):
    page = open_page(color_scheme="dark", viewport={"width": 320, "height": 700})
    with vera():
        long = make_contact("Tomasz von und zu Wolkenstein-Rodenegg-Unterschleißheim the Younger " * 2)
    page.goto(composer(ada))
    page.fill("#body", "Mine")
    saved(page)
    for path in (composer(ada), composer(long), composer(long, "thank_you"), "/drafts"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        found = Axe().run(page)
        assert found.violations_count == 0, (path, found.generate_report())

"""What only a browser can prove about people: finding while typing, editing in place, forms that open in place."""

import re

import pytest
from factories import make_contact, make_contacts
from playwright.sync_api import expect

from infoview import clock
from infoview.accounts.actions import edit_profile
from infoview.board.actions import move
from infoview.db import db, transaction
from infoview.models import Contact, Stage
from infoview.people.actions import add_contact

pytestmark = pytest.mark.browser


@pytest.fixture
def ada(vera):
    with vera(), transaction():
        return add_contact(
            full_name="Ada Byron", title="Analyst", organization="Babbage & Co", stage=Stage.REQUESTED, at=clock.now()
        )


def test_people_are_found_while_typing_and_the_address_says_so(vera, ada, page):
    with vera():
        make_contacts("Mary Somerville", "Joan Clarke")
    page.goto("/people")

    page.get_by_role("searchbox").press_sequentially("babb", delay=30)

    expect(page.locator(".person-name")).to_have_text(["Ada Byron"])
    expect(page).to_have_url(re.compile("q=babb"))
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.get_by_role("searchbox").fill("")
    expect(page.locator(".person-name")).to_have_count(3)


def test_a_filter_works_as_soon_as_it_is_chosen(vera, ada, page):
    with vera():
        make_contact("Mary Somerville")
    page.goto("/people")

    page.get_by_label("Stage", exact=True).first.select_option("none")

    expect(page.locator(".person-name")).to_have_text(["Mary Somerville"])


def test_many_are_picked_and_put_on_the_board_and_back(vera, page):
    with vera():
        make_contacts("Ada", "Mary", "Joan")
    page.goto("/people")

    page.get_by_label("Pick Ada").check()
    page.get_by_label("Pick Mary").check()
    expect(page.locator("#bulk-count")).to_have_text("With the 2 you picked")
    page.get_by_role("button", name="Put on the board").click()

    expect(page.locator(".notice")).to_contain_text("2 people are now in Identified.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#totals")).to_have_text("3 people, 0 of them on the board")


def test_a_line_is_understood_while_it_is_typed_and_corrections_stay(vera, page):
    with vera():
        make_contact("Mary Somerville")
    page.goto("/contacts/new")

    page.get_by_label("Who?").press_sequentially("Ada Byron, analyst at Babb", delay=15)
    expect(page.get_by_label("Organization")).to_have_value("Babb")
    page.get_by_label("Title").fill("Poet")
    page.get_by_label("Who?").press("End")
    page.get_by_label("Who?").press_sequentially("age, via Mary", delay=15)
    expect(page.get_by_label("Organization")).to_have_value("Babbage")
    expect(page.get_by_label("Named by", exact=True)).to_have_value("Mary Somerville")
    expect(page.get_by_label("Title")).to_have_value("Poet")
    page.get_by_role("button", name="Add", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Ada Byron")
    expect(page.locator(".contact-role")).to_contain_text("Poet")


def test_a_fact_is_changed_in_place(ada, page):
    page.goto(f"/contacts/{ada.id}")

    page.get_by_role("link", name="Edit: Title").click()
    field = page.get_by_role("textbox", name="Title")
    expect(field).to_be_focused()
    field.fill("Countess")
    field.press("Enter")

    expect(page.locator("#fact-title .fact-values")).to_have_text("Countess")
    expect(page.locator(".contact-role")).to_contain_text("Countess")
    expect(page.locator("#timeline")).to_contain_text("Analyst → Countess")
    expect(page.get_by_role("link", name="Edit: Title")).to_be_focused()
    page.locator(".notice").get_by_role("button", name="Undo").click()
    expect(page.locator(".contact-role")).to_contain_text("Analyst")


def test_two_returns_add_someone_from_one_line(ada, page):
    page.goto("/contacts/new")

    page.get_by_label("Who?").fill("Joan Clarke, codebreaker at Bletchley")
    page.get_by_label("Who?").press("Enter")
    expect(page.get_by_role("button", name="Add", exact=True)).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Joan Clarke")


def test_a_form_opened_in_place_takes_the_focus(ada, page):
    page.goto(f"/contacts/{ada.id}")

    page.locator("#facts-missing").get_by_role("link", name="Place").click()
    expect(page.get_by_role("textbox", name="Place")).to_be_focused()
    page.get_by_role("link", name="We talked").first.click()
    expect(page.get_by_label("What did you learn?")).to_be_focused()


def test_a_fact_that_is_refused_stays_as_typed_and_can_be_left(ada, page):
    page.goto(f"/contacts/{ada.id}")

    page.locator("#facts-missing").get_by_role("link", name="E-mail").click()
    page.get_by_label("E-mail 1").fill("ada@")
    page.locator("#fact-emails-save").click()
    expect(page.locator("#fact-emails")).to_contain_text("does not look like an e-mail address")
    expect(page.get_by_label("E-mail 1")).to_have_value("ada@")
    page.locator("#fact-emails-cancel").click()

    expect(page.locator("#fact-emails")).to_be_hidden()


def test_an_organization_is_picked_while_typing(ada, page):
    page.goto("/contacts/new")

    page.get_by_label("Organization").press_sequentially("babb", delay=30)

    expect(page.locator("#organization-names option")).to_have_attribute("value", "Babbage & Co")


def test_an_answer_is_written_down_with_one_click_and_asks_until_when_if_it_is_later(ada, page):
    page.goto(f"/contacts/{ada.id}")

    page.locator("#said-later").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Pause Ada Byron")
    page.goto(f"/contacts/{ada.id}")
    expect(page.locator("#timeline")).to_contain_text("They answered: later")
    expect(page.locator("#next-step")).to_contain_text("Asked for later")
    expect(page.get_by_role("link", name="Pause until a day")).to_be_visible()


def test_a_talk_is_written_down_in_place(vera, ada, phone):
    phone.goto(f"/contacts/{ada.id}")

    phone.get_by_role("link", name="We talked").first.click()
    phone.get_by_label("What did you learn?").fill("Looms are programs.")
    phone.get_by_role("button", name="Keep", exact=True).click()

    expect(phone.locator("#timeline")).to_contain_text("Looms are programs.")
    with vera():
        assert db.get_row(Contact, ada.id).stage is Stage.MET


def test_without_javascript_every_form_opens_as_a_page(ada, open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/contacts/new")
    page.get_by_label("Who?").fill("Joan Clarke, codebreaker at Bletchley")
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Joan Clarke")

    page.get_by_role("link", name="Edit: Title").click()
    page.get_by_label("Title").fill("Cryptanalyst")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".contact-role")).to_contain_text("Cryptanalyst")

    page.get_by_role("link", name="They answered").click()
    page.get_by_role("button", name="Yes").click()
    expect(page.locator("#timeline")).to_contain_text("They answered: yes")

    page.get_by_role("link", name="Close", exact=True).click()
    page.get_by_label("No reply").check()
    page.get_by_role("button", name="Close", exact=True).first.click()
    expect(page.locator("#next-step")).to_contain_text("Closed")


@pytest.mark.parametrize(
    "path", ["/people", "/contacts/new", "/contacts/1", "/contacts/1/edit", "/careers", "/first-steps"]
)
def test_nothing_scrolls_sideways_on_the_narrowest_phone(ada, open_page, path):
    page = open_page(viewport={"width": 320, "height": 640})
    page.goto(path)

    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_move_is_undone_from_the_timeline_after_a_reload_in_french_too(vera, ada, account, page):
    with vera(), transaction():
        edit_profile(account.id, {"language": "fr"})
    with vera(), transaction():
        move(db.get_row(Contact, ada.id), to=Stage.THANKED, before=None, at=clock.now())
    page.goto(f"/contacts/{ada.id}")
    page.reload()

    page.locator("#timeline form[action*='/undo'] button").first.click()

    expect(page.locator("#notices .notice")).to_be_visible()
    with vera():
        assert db.get_row(Contact, ada.id).stage is not Stage.THANKED

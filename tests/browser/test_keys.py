import re
from datetime import timedelta

from factories import make_contact
from playwright.sync_api import expect

from infoview import clock
from infoview.accounts.actions import edit_profile
from infoview.db import transaction
from infoview.models import Stage


def test_a_question_mark_lists_the_keys(page):
    page.goto("/people")

    page.keyboard.press("?")

    expect(page.locator("#keys")).to_contain_text("Go to the board")
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()


def test_keys_go_to_places_and_to_the_search(page):
    page.goto("/people")

    page.keyboard.press("g")
    page.keyboard.press("b")

    page.wait_for_url("**/board", wait_until="load")
    page.keyboard.press("/")
    expect(page.locator("#board-q")).to_be_focused()


def test_arrows_save_nothing_until_save_is_pressed_and_a_key_undoes_it(page, vera):
    with vera():
        make_contact("Ada Byron", stage=Stage.IN_TOUCH, touch_on=clock.today("UTC") + timedelta(days=9))
    page.goto("/keep-in-touch")
    often = page.get_by_label("How often to be in touch with Ada Byron")

    often.focus()
    for _press in range(3):
        page.keyboard.press("ArrowDown")
    expect(often).not_to_have_value("")
    expect(page.locator(".notice")).to_have_count(0)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".notice")).to_contain_text("Next with Ada Byron")
    page.keyboard.press("u")

    expect(page.locator(".notice")).to_have_text("Undone.")
    expect(often).to_have_value("")
    expect(page.get_by_role("link", name="Write update , Ada Byron")).to_be_focused()


def test_keys_can_be_switched_off(page, vera, account):
    with vera(), transaction():
        edit_profile(account.id, {"single_keys": False})
    page.goto("/people")

    page.keyboard.press("n")
    page.keyboard.press("?")

    expect(page.locator("#keys")).to_be_hidden()
    expect(page).to_have_url(re.compile("/people$"))

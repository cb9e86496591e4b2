import re

from playwright.sync_api import expect

from infoview.accounts.actions import edit_profile
from infoview.db import transaction


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


def test_keys_can_be_switched_off(page, vera, account):
    with vera(), transaction():
        edit_profile(account.id, {"single_keys": False})
    page.goto("/people")

    page.keyboard.press("n")
    page.keyboard.press("?")

    expect(page.locator("#keys")).to_be_hidden()
    expect(page).to_have_url(re.compile("/people$"))

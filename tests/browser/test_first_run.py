"""From the printed code to a sent request and a thank-you, on the real server, as a newcomer goes."""

import re

import pytest
from linkedin_files import ADA, MARY, linkedin
from playwright.sync_api import expect
from real_server import running


@pytest.fixture
def newcomer(tmp_path, browser, problems):
    """Return a function that opens a newcomer's browser on a server just started, with the code it printed."""
    with running(tmp_path / "data") as (url, server):
        code = next(found[1] for line in server.stdout if (found := re.search(r"^Code: (\S+)", line)))
        contexts = []

        def open_page(**options):
            context = browser.new_context(base_url=url, timezone_id="Europe/Paris", **options)
            contexts.append(context)
            page = context.new_page()
            page.on("console", lambda m: m.type == "error" and problems.append(m.text))
            page.on("pageerror", lambda error: problems.append(str(error)))
            return page, code

        yield open_page
        for context in contexts:
            context.close()
    assert problems == []


def make_account(page, code):
    page.goto("/")
    page.fill("#code", code)
    page.fill("#name", "Vera Lindqvist")
    page.fill("#email", "vera@example.org")
    page.fill("#password", "seven quiet lanterns")
    page.click("#begin")


def test_a_newcomer_goes_from_the_code_to_a_thank_you(newcomer):
    page, code = newcomer(locale="en-GB", viewport={"width": 1440, "height": 900})
    make_account(page, code)
    page.fill("#exploring", "design for hospitals")
    page.fill("#person", "Joan Clarke, analyst at Babbage & Co")
    page.click("#begin")

    card = page.locator("#cards-identified .card")
    expect(card).to_contain_text("Joan Clarke")
    card.hover()
    card.get_by_role("link", name="Write request").click()
    expect(page.locator("#body")).to_have_value(re.compile("15 minutes"))
    page.get_by_role("button", name="Mark as sent").click()
    expect(page.locator("#notices .notice")).to_be_visible()
    page.goto("/board")
    expect(page.locator("#cards-requested .card")).to_contain_text("Asked today")

    page.locator("#cards-requested .card").hover()
    page.get_by_role("link", name="They answered").click()
    page.get_by_role("button", name="Yes").click()
    page.get_by_role("link", name="We talked").first.click()
    page.locator("textarea[name=learned]").fill("That most of the week is spent listening to nurses.")
    page.click("#small-save")
    page.get_by_role("link", name="Write thank-you").first.click()
    expect(page.locator("#body")).to_have_value(re.compile("listening to nurses"))
    page.get_by_role("button", name="Mark as sent").click()
    expect(page.locator("#notices .notice")).to_be_visible()

    page.goto("/board")
    expect(page.locator("#cards-thanked .card")).to_contain_text("Joan Clarke")


def test_a_newcomer_imports_their_connections_on_a_phone_and_asks_one(newcomer, tmp_path):
    page, code = newcomer(locale="fr-FR", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    file = tmp_path / "Connections.csv"
    file.write_bytes(linkedin(ADA, MARY))
    make_account(page, code)
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    page.click("#import")

    page.set_input_files("input[type=file]", file)
    page.locator("main form button.is-main").first.click()
    page.locator("main form[action$=confirm] button.is-main").first.click()
    page.goto("/people")
    page.locator("main").get_by_label("Ada Byron").check()
    page.locator(".bulk button").first.click()
    page.goto("/board")
    page.locator("#cards-identified .card-act").click()

    expect(page.locator("#body")).to_have_value(re.compile("15 minutes"))
    expect(page.locator("#body")).to_have_value(re.compile("^(Bonjour|Chère|Cher|Madame)"))
    page.locator("form[action$=sent] button, button[formaction$=sent]").first.click()
    expect(page.locator("#notices .notice")).to_be_visible()
    page.goto("/board#stage-requested")
    expect(page.locator("#cards-requested .card")).to_contain_text("Ada Byron")


def test_the_main_path_works_without_javascript(newcomer):
    page, code = newcomer(locale="en-GB", java_script_enabled=False)
    make_account(page, code)
    page.fill("#person", "Joan Clarke, analyst at Babbage & Co")
    page.click("#begin")

    page.locator(".card-act").first.click()
    page.get_by_role("button", name="Mark as sent").click()
    expect(page.locator("#notices .notice")).to_be_visible()
    page.goto("/board")

    expect(page.locator("#cards-requested .card")).to_contain_text("Joan Clarke")

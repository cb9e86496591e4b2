"""What only a browser can prove about templates: the preview while typing, facts put in by a click."""

import pytest
from factories import make_contact
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
COLD = "/templates/originals/en/email/request-cold-1"


@pytest.fixture
def ada(vera):
    with vera():
        make_contact("Ada Byron", address_as="Ms. Byron")


def test_the_preview_follows_what_is_typed_and_undo_brings_the_original_back(page, ada):
    page.goto("/templates")
    page.get_by_role("link", name="Wording 1").first.click()
    sheet = page.locator("#preview .sheet-text").first
    expect(sheet).to_contain_text("Dear Ms. Byron,")

    page.get_by_label("Message", exact=True).fill("Hello ")
    page.get_by_text("Whom you write to").click()
    page.get_by_role("button", name="{contact.name}").click()
    page.keyboard.type(", dear")
    expect(page.get_by_label("Message", exact=True)).to_have_value("Hello [[{contact.name}, dear]]")
    expect(sheet).to_have_text("Hello Ada Byron, dear")
    page.locator("#bare summary").click()
    page.get_by_label("Preview with").fill("Ad")
    expect(page.locator("#person-names option")).to_have_attribute("value", "Ada Byron")
    page.get_by_label("Preview with").fill("")
    expect(page.locator("#preview h3")).to_have_text("To somebody made up")
    expect(page.locator("#bare .sheet-text")).to_be_visible()  # stays open while the preview changes

    page.get_by_label("Message", exact=True).press("End")
    page.keyboard.type(" {nobody}")
    expect(page.locator("#preview .error")).to_contain_text("character 32: “{nobody}”")
    page.keyboard.press("Control+a")
    page.keyboard.type("Hello you")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Save")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".rows").first).to_contain_text("Changed by you")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Changed by you")).to_have_count(0)


def test_on_a_phone_nothing_moves_sideways_and_a_fact_is_put_in_by_a_tap(phone, ada):
    for path in ("/templates", COLD):
        phone.goto(path)
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390

    phone.get_by_label("Message", exact=True).fill("")
    phone.get_by_text("What you ask for").tap()
    phone.get_by_role("button", name="{asked.minutes}").tap()

    expect(phone.get_by_label("Message", exact=True)).to_have_value("{asked.minutes}")
    expect(phone.locator("#preview .sheet-text").first).to_have_text("15")

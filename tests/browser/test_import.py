import pytest
from axe_playwright_python.sync_playwright import Axe
from factories import make_contact
from linkedin_files import ADA, MARY, linkedin, many
from playwright.sync_api import expect
from sqlalchemy import func, select

from infoview.db import db
from infoview.models import Contact

pytestmark = pytest.mark.browser
NOBODY = ("", "", "", "", "Nobody Ltd", "", "")


def choose(page, content, name="Connections.csv"):
    page.goto("/import")
    page.get_by_label("Choose your Connections.csv").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Read the file").click()


def count(vera):
    with vera():
        return db.session.scalar(select(func.count(Contact.id)))


def test_a_linkedin_file_is_imported_looked_at_and_undone(page, vera):
    choose(page, linkedin(ADA, MARY, NOBODY))
    expect(page.locator(".tallies")).to_contain_text("new people")
    expect(page.get_by_text("There is no name on this line.")).to_be_visible()
    assert count(vera) == 0

    page.get_by_role("button", name="Import 2 people").click()
    expect(page.get_by_text("2 people are now in People.")).to_be_visible()
    page.get_by_role("link", name="See them in People").click()
    expect(page.locator("#main")).to_contain_text("Mary Somerville")
    page.go_back()
    page.get_by_role("button", name="Undo this import").click()

    expect(page.get_by_text("2 people were taken out again.")).to_be_visible()
    assert count(vera) == 0


def test_a_file_is_imported_on_a_phone_without_javascript(open_page, vera):
    page = open_page(java_script_enabled=False, viewport={"width": 320, "height": 700})

    choose(page, linkedin(ADA, MARY))
    page.get_by_role("button", name="Import 2 people").click()

    expect(page.get_by_text("2 people are now in People.")).to_be_visible()
    assert count(vera) == 2


def test_somebody_perhaps_there_is_added_when_ticked_with_the_keyboard(page, vera):
    with vera():
        make_contact("Ada Byron")
    choose(page, linkedin(ADA, MARY))

    page.get_by_label("Add as new: Ada Byron").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Import 1 person and those ticked").click()

    expect(page.get_by_text("2 people are now in People.")).to_be_visible()
    assert count(vera) == 3


def test_columns_are_matched_by_hand(page, vera):
    choose(page, b"Who;Where\nAda Byron;London\nMary Somerville;Jedburgh\n", "people.csv")

    page.get_by_label("Who").select_option("Full name")
    page.get_by_label("Where").select_option("Place")
    page.get_by_role("button", name="Check what would happen").click()

    expect(page.get_by_role("button", name="Import 2 people")).to_be_visible()


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(page, tmp_path):
    (tmp_path / "large.csv").write_bytes(b"x" * (11 * 1024 * 1024))
    page.goto("/import")
    field = page.get_by_label("Choose your Connections.csv")

    field.set_input_files(tmp_path / "large.csv")
    page.get_by_role("button", name="Read the file").click()

    assert "larger than 10 MB" in field.evaluate("input => input.validationMessage")
    expect(page).to_have_url("/import")


def test_a_refused_file_is_explained_beside_its_field(page):
    choose(page, b"")

    expect(page.locator("#file-error")).to_have_text("This file is empty.")
    expect(page.locator("#file")).to_have_attribute("aria-describedby", "file-hint file-error")


def test_progress_is_shown_while_people_are_added_and_the_form_is_sent_once(page):
    choose(page, linkedin(ADA))
    posts = []
    page.on("request", lambda request: request.method == "POST" and posts.append(request.url))
    page.route("**/confirm", lambda route: route.fulfill(status=204))  # an answer that leaves the page as it is

    button = page.get_by_role("button", name="Import 1 person")
    button.click()
    expect(page.get_by_role("progressbar", name="Adding people")).to_be_visible()
    expect(button).to_have_attribute("aria-disabled", "true")
    button.click(force=True)

    assert len(posts) == 1


def test_every_page_of_an_import_is_accessible_and_fits(open_page, vera):
    page = open_page(color_scheme="dark", viewport={"width": 320, "height": 900})
    long = ("Anne-Sophie", "Lefèvre-Delacroix de la Tour", "", "x", "Institut " * 15, "Responsable " * 12, "yesterday")
    choose(page, b"")
    check(page)
    choose(page, b"Who;Where\nAda Byron;London\nMary Somerville;Jedburgh\n", "people.csv")
    check(page)
    choose(page, linkedin(ADA, MARY, long, NOBODY, ADA))
    check(page)
    page.get_by_role("button", name="Import 3 people and those ticked").click()
    expect(page.get_by_text("3 people are now in People.")).to_be_visible()
    check(page)
    choose(page, linkedin(ADA, MARY, long, NOBODY))
    check(page)
    page.goto("/import")
    check(page)


def check(page):
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")
    report = Axe().run(page)
    assert report.violations_count == 0, report.generate_report()


def test_a_tick_survives_turning_the_page(page, vera):
    choose(page, many(150))
    page.get_by_role("button", name="Import 150 people").click()
    choose(page, many(150))

    page.get_by_label("Add as new").first.check()
    page.get_by_role("button", name="Later lines").click()
    expect(page.get_by_text("Page 2 of 2")).to_be_visible()
    page.get_by_role("button", name="Earlier lines").click()

    expect(page.get_by_label("Add as new").first).to_be_checked()
    page.get_by_role("button", name="Import those ticked").click()
    expect(page.get_by_text("1 person is now in People.")).to_be_visible()
    assert count(vera) == 151

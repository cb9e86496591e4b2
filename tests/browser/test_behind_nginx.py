"""A day's work in a real browser, by https through nginx, under a path."""

import pytest
from factories import by_place
from linkedin_files import MARY, linkedin
from playwright.sync_api import expect
from proxy.hosted import FIRST, behind_nginx

from infoview.db import as_owner, db
from infoview.models import Account, Contact, Draft, Stage

pytestmark = pytest.mark.browser


@pytest.fixture
def hosted(tmp_path):
    with behind_nginx(tmp_path, "/infoview") as instance:
        yield instance


@pytest.fixture
def page(browser, hosted):
    """A browser that accepts the certificate of the test and reports every problem."""
    context = browser.new_context(
        base_url=f"{hosted.public}/",
        ignore_https_errors=True,
        viewport={"width": 1440, "height": 900},
        service_workers="block",  # which know no certificate that is accepted by hand
    )
    context.set_default_timeout(60_000)
    page, problems = context.new_page(), []
    page.on("console", lambda message: message.type == "error" and problems.append(message.text))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("requestfailed", lambda request: problems.append(f"{request.url} {request.failure}"))
    page.on("request", lambda request: request.url.startswith(f"{hosted.public}/") or problems.append(request.url))
    yield page
    context.close()
    assert problems == []


def test_signing_in_moving_a_card_writing_and_importing_work_under_a_path(page, hosted):
    ids = hosted.fill()
    ada, patience = f"#card-{ids['contact_id']}", 60_000

    page.goto("people")
    page.get_by_label("E-mail").fill(FIRST["email"])
    page.get_by_label("Password").fill(FIRST["password"])
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(f"{hosted.public}/people", timeout=patience)

    page.goto("board")
    page.locator(ada).hover()
    page.locator(f"{ada}-move").click()
    with page.expect_response(f"{hosted.public}/contacts/*/stage*"):
        page.get_by_role("menuitem", name="Thanked").click()
    expect(page.locator(f"#cards-thanked {ada}")).to_be_visible(timeout=patience)

    page.goto(f"contacts/{ids['contact_id']}/drafts/request")
    page.wait_for_load_state()
    page.fill("#body", "Dear Ada,\n\nmy own words")
    expect(page.locator("#saved")).to_have_text("Saved", timeout=patience)

    page.goto("import")
    page.wait_for_load_state()
    page.get_by_label("Choose your Connections.csv").set_input_files(
        {"name": "Connections.csv", "mimeType": "text/csv", "buffer": linkedin(("Jo", "Clarke", *MARY[2:]))}
    )
    page.get_by_role("button", name="Read the file").click()
    page.get_by_role("button", name="Import 1 person").click()
    expect(page.get_by_text("1 person is now in People.")).to_be_visible(timeout=patience)

    with hosted.app(), as_owner(db.session.query(Account).one()):
        assert [contact.full_name for contact in by_place(Stage.THANKED)] == ["Ada Byron"]
        assert "Dear Ada,\n\nmy own words" in {draft.body for draft in db.session.query(Draft)}
        assert db.session.query(Contact).filter_by(full_name="Jo Clarke").count() == 1

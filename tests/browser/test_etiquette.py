"""What the etiquette check shows beside a draft and behind its words, in a real browser."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from factories import make_contact
from playwright.sync_api import expect

from infoview.db import db, transaction
from infoview.models import Account, Stage
from infoview.models.contact import FoundBy

BODY = (
    "Dear Ms. Byron,\n\nI am looking for a job in your department, and I hope very much that you can help me with it. "
    "Could we talk for an hour about the "
    + "very " * 60
    + "long days of a "
    + "w" * 120
    + "?\n\n  - with a dash\n\nBest,\nVera\n"
)
SAME_LINES = """() => {
  const marks = document.getElementById("marks"), body = document.getElementById("body");
  const looks = (one) => {
    const style = getComputedStyle(one);
    return [style.font, style.letterSpacing, style.padding, one.clientWidth];
  };
  const lines = document.createRange();
  lines.selectNodeContents(marks);
  const height = lines.getBoundingClientRect().height;
  const kept = [body.style.cssText, body.value];
  body.value = body.value.trimEnd();
  body.style.cssText = "field-sizing: fixed; block-size: 0; min-block-size: 0; padding-block: 0";
  const typed = body.scrollHeight;
  [body.style.cssText, body.value] = kept;
  return {hidden: marks.hidden, lines: [height, typed], looks: [looks(marks), looks(body)]};
}"""


@pytest.fixture
def ada(vera, account):
    """A contact found by an article; Vera has said who she is."""
    with vera():
        contact = make_contact(
            "Ada Byron",
            stage=Stage.IDENTIFIED,
            address_as="Ms. Byron",
            found_by=FoundBy.ARTICLE,
            found_text="your article on night trains",
        )
        with transaction():
            owner = db.session.get_one(Account, account.id)
            owner.background, owner.exploring = "a biology teacher", "design for hospitals"
    return contact


def composer(contact, kind="request"):
    return f"/contacts/{contact.id}/drafts/{kind}"


def type_in(page, body):
    page.fill("#body", body)
    expect(page.locator("#saved")).to_have_text("Saved")


def assert_in_step(page):
    seen = page.evaluate(SAME_LINES)
    assert not seen["hidden"]
    assert seen["looks"][0] == seen["looks"][1]
    assert abs(seen["lines"][0] - seen["lines"][1]) < 12, seen  # a line is 28 high


def test_what_is_typed_is_judged_and_the_words_are_marked(page, ada):
    page.goto(composer(ada))
    expect(page.locator("#findings")).to_contain_text("Reads well")

    type_in(page, BODY)

    expect(page.locator("#finding-job")).to_contain_text("looking for a job")
    expect(page.locator("#marks mark").first).to_have_text("looking for a job")
    assert_in_step(page)
    page.locator("#body").press("End")
    page.locator("#body").press_sequentially("x")
    assert page.locator("#marks").evaluate("marks => marks.hidden || marks.textContent === body.value")


def test_the_marks_lie_exactly_behind_the_words(page, ada):
    page.goto(composer(ada))
    type_in(page, BODY)
    expect(page.locator("#marks mark").first).to_be_attached()

    for width, scheme in ((1440, "light"), (820, "dark"), (390, "light"), (320, "dark")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert_in_step(page)
        expect(page.locator("#body")).to_have_css("background-image", re.compile("^linear-gradient"))
        found = Axe().run(page).response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    page.locator("#body").evaluate("body => { body.style.blockSize = '12rem'; body.style.minBlockSize = '0'; }")
    page.locator("#body").evaluate("body => body.scrollTo(0, 120)")
    expect(page.locator("#marks")).to_have_js_property("scrollTop", 120)
    assert page.evaluate("() => marks.clientWidth === body.clientWidth")


def test_a_click_mends_the_text_and_the_keyboard_stays_on_the_page(page, ada):
    page.goto(composer(ada))
    type_in(
        page,
        "Dear Ms. Byron,\n\nCould we talk for 15 minutes? I would like to learn about your work.\n\nBest,\nVera Lind",
    )
    page.locator("#mend-found").focus()
    page.keyboard.press("Enter")

    expect(page.locator("#body")).to_have_value(
        "Dear Ms. Byron,\n\nI came across your name through your article on night trains. Could we talk for 15 minutes?"
        " I would like to learn about your work."
        "\n\nBest,\nVera Lind"
    )
    expect(page.locator("#findings")).to_contain_text("Reads well")
    expect(page.locator("body")).not_to_be_focused()


def test_without_scripts_the_findings_are_there_and_a_mend_is_a_button(open_page, ada):
    page = open_page(java_script_enabled=False)
    page.goto(composer(ada))
    page.fill("#body", "Dear Mr. Babbage,\n\nI saw your article.\n\nBest,\nVera")
    page.locator("#save-draft").click()
    expect(page.locator("#marks")).to_be_hidden()
    page.get_by_role("button", name="Put Ada").click()

    expect(page.locator("#body")).to_have_value("Dear Ms. Byron,\n\nI saw your article.\n\nBest,\nVera")

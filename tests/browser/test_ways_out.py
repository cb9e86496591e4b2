"""The ways out of the composer, each in a real browser."""

import email
import re
from email import policy
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from factories import make_contact
from playwright.sync_api import expect
from sqlalchemy import select

from infoview.db import db, transaction
from infoview.models import Contact, Draft, EmailAddress, Link, Mail, MailServer, Message, PhoneNumber, Stage
from infoview.models.mail import Security
from infoview.models.message import Channel

BODY = "Línea 1\nLínea <b>2</b> & more\n\nAdiós"


@pytest.fixture
def ada(vera):
    """A contact who can be reached in every way."""
    with vera():
        contact = make_contact("Ada Byron", stage=Stage.IDENTIFIED, address_as="Ms. Byron")
        with transaction():
            db.session.add(EmailAddress(contact_id=contact.id, address="ada@example.org", folded="ada@example.org"))
            db.session.add(PhoneNumber(contact_id=contact.id, number="+351 21 000"))
            url = "https://www.linkedin.com/in/ada"
            db.session.add(Link(contact_id=contact.id, url=url, folded="linkedin.com/in/ada"))
    return contact


def composer(contact, kind="request"):
    return f"/contacts/{contact.id}/drafts/{kind}"


def saved(page):
    expect(page.locator("#saved")).to_have_text("Saved")


def stored(vera, model):
    with vera():
        return list(db.session.scalars(select(model)))


def taken(page, name):
    """The address a link has at the moment it is taken."""
    page.locator(f"#out-{name}").dispatch_event("contextmenu")
    return page.locator(f"#out-{name}").get_attribute("href")


def test_the_links_carry_what_stands_on_the_sheet_now(page, ada):
    page.goto(composer(ada))
    page.fill("#subject", "Hello & good day + 100 %?")
    page.fill("#body", BODY)
    page.click("#out-more")
    lines = BODY.replace("\n", "\r\n")

    assert taken(page, "mail").startswith(
        "mailto:ada@example.org?subject=Hello%20%26%20good%20day%20%2B%20100%20%25%3F&"
    )
    assert parse_qs(urlsplit(taken(page, "mail")).query)["body"] == [lines]
    for name, subject in (
        ("gmail", "su"),
        ("outlook", "subject"),
        ("outlook-at-work", "subject"),
        ("yahoo", "subject"),
    ):
        values = parse_qs(urlsplit(taken(page, name)).query)
        assert (values["to"], values[subject], values["body"]) == (
            ["ada@example.org"], ["Hello & good day + 100 %?"], [lines],
        )  # fmt: skip
        assert page.locator(f"#out-{name}").get_attribute("target") == "_blank"


def test_the_ways_out_fit_on_every_screen(page, ada):
    page.goto(composer(ada))
    for width, height in ((390, 844), (820, 900), (1440, 768)):
        page.set_viewport_size({"width": width, "height": height})
        page.click("#out-more")
        expect(page.locator("#out-menu")).to_be_in_viewport(ratio=1)
        page.keyboard.press("Escape")


def test_a_text_too_long_for_a_mail_program_is_copied_and_that_is_said(open_page, ada):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(composer(ada))
    long = "A long story. " * 200
    page.fill("#body", long)
    page.click("#out-more")
    expect(page.locator("#mail-long")).to_be_hidden()

    assert unquote(taken(page, "mail")).endswith("?subject=" + page.locator("#subject").input_value())
    expect(page.locator("#mail-long")).to_contain_text("too long for that way, so it is copied")
    assert page.evaluate("navigator.clipboard.readText()") == long.strip()

    page.fill("#body", "Short")
    assert taken(page, "mail").endswith("&body=Short")
    expect(page.locator("#mail-long")).to_be_hidden()


RICH = """async () => {
  const [item] = await navigator.clipboard.read();
  const text = async (type) => item.types.includes(type) ? await (await item.getType(type)).text() : null;
  return [await text("text/html"), await text("text/plain")];
}"""


def test_the_text_is_copied_rich_and_plain(open_page, ada):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(composer(ada))
    page.fill("#body", BODY)

    page.get_by_role("button", name="Copy message", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(1)
    expect(page.locator("#copy")).to_have_text("Copied")
    html, plain = page.evaluate(RICH)
    assert "<p>Línea 1<br>Línea &lt;b&gt;2&lt;/b&gt; &amp; more</p><p>Adiós</p>" in html
    assert plain == BODY

    page.click("#out-more")
    page.click("#copy-plain")
    expect(page.locator("#copy-plain")).to_have_text("Copied")
    assert page.evaluate(RICH) == [None, BODY]


def test_the_text_can_be_copied_without_https(page, ada):
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(composer(ada))
    page.fill("#body", "Línea 1\nLínea 2")
    page.click("#copy")

    expect(page.locator("#copy")).to_have_text("Copied")
    page.fill("#subject", "")
    page.focus("#subject")
    page.keyboard.press("Control+V")
    expect(page.locator("#subject")).to_have_value(re.compile("Línea 1 ?Línea 2"))


def test_the_file_can_be_downloaded_while_writing_goes_on(page, ada):
    page.goto(composer(ada))
    page.fill("#body", BODY)
    page.click("#out-more")
    with page.expect_download() as download:
        page.click("#out-file")

    message = email.message_from_bytes(download.value.path().read_bytes(), policy=policy.default)
    assert download.value.suggested_filename == "Ada-Byron.eml"
    assert message.get_content().replace("\r\n", "\n").rstrip("\n") == BODY
    assert message["Message-ID"]
    page.locator("#body").press_sequentially(" and on")
    saved(page)


# Chromium without a screen has no share sheet: the page's own is stubbed, what it is given is real.
SHARES = "navigator.share = async (given) => { window.given = given; }"


def test_a_phone_shows_its_share_sheet(phone, ada):
    phone.goto(composer(ada))
    phone.tap("#out-more")
    expect(phone.locator("#share")).to_be_hidden()

    phone.add_init_script(SHARES)
    phone.goto(composer(ada))
    phone.fill("#body", BODY)
    phone.tap("#out-more")
    phone.tap("#share")
    assert phone.evaluate("window.given") == {"title": phone.locator("#subject").input_value(), "text": BODY}


def test_a_letter_is_saved_and_fits_one_page(page, ada):
    page.goto(composer(ada))
    page.select_option("#channel", "letter")
    expect(page.locator("#out-letter")).to_have_text("Print letter")
    page.locator("#body").press("Control+End")
    page.locator("#body").press_sequentially(" of Stockholm")
    page.click("#out-letter")

    expect(page.locator(".paper")).to_contain_text("of Stockholm")
    for paper in ("A4", "Letter"):
        sheets = page.pdf(format=paper)
        assert len(re.findall(rb"/Type\s*/Page\b", sheets)) == 1
    page.fill("#place", "Stockholm")
    page.press("#place", "Enter")
    expect(page.locator(".paper-day")).to_contain_text("Stockholm, ")


def test_a_note_for_linkedin_counts_as_linkedin_does(page, ada, vera):
    page.goto(composer(ada))
    page.select_option("#channel", "linkedin")
    expect(page.locator("#words")).to_have_text(re.compile(r"^\d+ of 200 characters$"))

    page.fill("#body", "👋 " + "x" * 197)
    expect(page.locator("#words")).to_have_text("200 of 200 characters")
    expect(page.locator("#words")).not_to_have_class(re.compile("is-over"))
    page.locator("#body").press_sequentially("y")
    expect(page.locator("#words")).to_have_class("is-over")
    saved(page)
    page.click("#out-more")
    expect(page.locator("#out-profile")).to_have_attribute("href", "https://www.linkedin.com/in/ada")
    expect(page.locator("#out-mail")).to_have_count(0)


def test_a_call_has_its_script_and_is_logged(phone, ada, vera):
    phone.goto(composer(ada))
    phone.select_option("#channel", "phone")
    expect(phone.locator("#script h2").first).to_be_visible()
    expect(phone.locator("#call")).to_have_attribute("href", "tel:%2B351%2021%20000")
    expect(phone.locator("#body")).to_be_hidden()

    phone.get_by_text("Change the script").tap()
    phone.fill("#body", "If they say no:\n“Thank you all the same.”")
    expect(phone.locator("#script h2")).to_have_text(["If they say no"])
    phone.tap("#log-call")
    expect(phone.locator("#notices")).to_contain_text("Ada Byron is now in Requested.")

    assert stored(vera, Message)[0].channel is Channel.PHONE


def test_a_message_is_sent_later_by_the_users_own_server(page, ada, vera):
    with vera(), transaction():
        access = {"port": 9, "security": Security.TLS, "sender": "vera@example.org", "created_at": ada.created_at}
        db.session.add(MailServer(host="127.0.0.1", **access))
    page.goto(composer(ada))
    page.fill("#body", "As I wrote it")
    saved(page)
    page.click("#out-more")
    page.click("#send-later")
    expect(page.locator("#send_at-error")).to_have_text("Choose a day and a time.")
    expect(page.locator("#send_at-error")).to_be_visible()
    expect(page.locator("#saved")).to_have_text("Saved")
    expect(page.locator("#problems")).to_have_count(0)

    page.fill("#send_at", "2199-05-31T09:30")
    page.click("#send-later")
    expect(page.get_by_text("It will be sent May 31, 2199")).to_be_visible()
    expect(page.locator("#letter")).to_contain_text("As I wrote it")
    expect(page.locator("#body")).to_have_count(0)
    assert [mail.due_at.isoformat() for mail in stored(vera, Mail)] == ["2199-05-31T07:30:00+00:00"]


def test_nothing_goes_out_to_somebody_who_asked_for_that(page, ada, vera):
    page.goto(f"/contacts/{ada.id}")
    page.click("#leave-opt-out")
    expect(page.locator("#opted-out")).to_contain_text("asked not to be written to")
    page.goto(composer(ada))
    expect(page.locator("#out-menu")).to_have_count(0)

    page.click("#lift")
    expect(page.locator("#body")).to_be_visible()
    assert stored(vera, Contact)[0].opted_out_at is None
    assert stored(vera, Draft) == []

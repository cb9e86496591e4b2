"""Takes the pictures of the help within the app: parts of pages, each in light and in dark colours.

Their sizes stand in `templates/help/` as well: a test compares them.
"""

from base64 import b64decode
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, ViewportSize

STATIC = Path(__file__).parent.parent.parent / "static" / "help"
NARROW, WIDE = ViewportSize(width=820, height=1800), ViewportSize(width=1000, height=1800)  # nothing has to scroll
FULL, BOTH = 688, 868  # how wide the page is in these, with a little around it
AROUND = 12
SHARPNESS = 2
BOLD = """{greeting}

I came across your name in an article about your team, and would like to learn how you found your way into this work. \
I am also looking for a job in the field.

Could we talk some time, whenever it suits you?

With many thanks,
Vera Lindqvist"""


def take_all(page: Page, draft: str) -> None:
    """Take every picture. `draft` is the address of a request nobody has written on yet; it is left as it was."""
    page.set_viewport_size(NARROW)
    page.goto(draft)
    shoot(page, "draft", "#questions", (FULL, 616))
    page.click("#out-more")
    shoot(page, "ways", "#sheet .sheet-foot", (FULL, 572))
    take_check(page, draft)
    take_later(page, draft)


def write_boldly(page: Page, draft: str) -> None:
    """Write what a counsellor would have something to say about."""
    page.goto(draft)
    body = page.locator("#body")
    body.fill(BOLD.format(greeting=body.input_value().partition("\n")[0]))
    page.locator("#findings .is-advice").first.wait_for()
    page.locator("#marks mark").first.wait_for()
    body.blur()


def discard(page: Page, draft: str) -> None:
    """Leave no draft behind."""
    page.goto(draft)
    with page.expect_navigation():
        page.click("#discard")


def take_check(page: Page, draft: str) -> None:
    page.set_viewport_size(WIDE)
    write_boldly(page, draft)
    shoot(page, "check", "#findings", (BOTH, 400))
    discard(page, draft)


def set_up_mail_server(page: Page) -> None:
    """Name a mail server. Nobody calls it: nothing is due."""
    page.goto("/mail-server")
    for name, value in (("host", "smtp.example.org"), ("password", "nobody's password")):
        page.fill(f"[name={name}]", value)
    with page.expect_navigation():
        page.click("#save-server")


def take_later(page: Page, draft: str) -> None:
    page.set_viewport_size(NARROW)
    set_up_mail_server(page)
    page.goto(draft)
    page.click("#out-more")
    page.fill("#send_at", f"{next_tuesday()}T09:00")
    with page.expect_navigation():
        page.click("#send-later")
    page.goto(draft)
    shoot(page, "later", "main .page-head + .stack", (FULL, 262))
    with page.expect_navigation():
        page.click("[id$=-cancel]")
    discard(page, draft)
    page.goto("/mail-server")
    with page.expect_navigation():
        page.click("#remove-server")


def next_tuesday() -> date:
    tomorrow = datetime.now(ZoneInfo("Europe/London")).date() + timedelta(days=1)
    return tomorrow + timedelta(days=(1 - tomorrow.weekday()) % 7)


def shoot(page: Page, name: str, part: str, size: tuple[int, int]) -> None:
    """Keep what lies around and below the upper left corner of `part`, in both colours."""
    page.wait_for_load_state("networkidle")
    box = page.locator(part).first.bounding_box()
    assert box is not None
    corner = {"x": box["x"] - AROUND, "y": box["y"] - AROUND}
    clip = {**corner, "width": size[0], "height": size[1], "scale": SHARPNESS}
    chromium = page.context.new_cdp_session(page)
    for is_dark, suffix in ((False, ""), (True, "-dark")):
        page.emulate_media(color_scheme="dark" if is_dark else "light")
        page.wait_for_timeout(300)  # colours fade
        asked = {"format": "webp", "quality": 55, "clip": clip}
        taken = chromium.send("Page.captureScreenshot", asked)
        (STATIC / f"{name}{suffix}.webp").write_bytes(b64decode(taken["data"]))
    page.emulate_media(color_scheme=None)

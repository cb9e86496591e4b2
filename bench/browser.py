"""A board of 1,000 in Chromium: how soon it can be used, and how soon a drop shows."""

import os
import shutil

from bench.report import Report
from bench.server import Server

FLAGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
VISITS = 5
DROPS = 6
MOST_USABLE = 1000
USABLE = """() => new Promise((done) => requestAnimationFrame(() => setTimeout(() =>
  done(document.querySelector(".card")?.checkVisibility() && window.board ? performance.now() : Infinity))))"""
# Tells when a card was let go, and where it stood in the first frame after that.
WATCH = """
  addEventListener("dragend", (event) => {
    const letGo = performance.now();
    const card = event.target.closest(".card");
    requestAnimationFrame(() => setTimeout(() => {
      const seen = card.getBoundingClientRect();
      window.dropped = { took: performance.now() - letGo, stage: card.closest(".column").dataset.stage,
                         isShown: card.checkVisibility() && seen.height > 0 };
    }));
  }, true);
"""


def measure(report: Report, server: Server, token: str, cards: int) -> None:
    from playwright.sync_api import sync_playwright

    report.title(f"Chromium, a board of {cards:,}")
    found = os.environ.get("INFOVIEW_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=flags)
        context = browser.new_context(base_url=server.url, viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "infoview", "value": token, "url": server.url}])
        page = context.new_page()
        page.goto("/people")  # the browser itself has started; the board and its own files are still new to it
        page.add_init_script(WATCH)
        usable = []
        for _ in range(VISITS):
            page.goto("/board", wait_until="domcontentloaded")
            usable.append(page.evaluate(USABLE))
        report.note("usable after (first visit first)", ", ".join(f"{each:.0f}" for each in usable) + " ms")
        report.check("usable, slowest of the visits", max(usable), MOST_USABLE, "ms")
        _load_all(page)
        shown = page.locator(".card").count()
        dropped = [_drop(page, number) for number in range(DROPS)]
        took = ", ".join(f"{drop['took']:.0f}" for drop in dropped)
        report.note(f"drop to next frame, {shown:,} loaded", f"{took} ms")
        late = sum(not drop["isShown"] or drop["stage"] != drop["wanted"] for drop in dropped)
        report.check("drops not shown by the next frame", late, 0, f"of {DROPS}")
        browser.close()


def _load_all(page) -> None:
    """Scroll every column to its end, so that all of its cards are there."""
    for column in page.locator(".cards").all():
        while column.locator(".cards-more").count():
            column.evaluate("list => { list.scrollTop = list.scrollHeight; list.lastElementChild.scrollIntoView() }")
            page.wait_for_timeout(20)
    for column in page.locator(".cards").all():
        column.evaluate("list => { list.scrollTop = 0 }")
    page.wait_for_load_state("networkidle")


def _drop(page, number: int) -> dict[str, object]:
    """Drag the first card of one column into the next one, and tell what the next frame showed."""
    columns = page.locator(".column").all()
    left, reached = columns[number % 2], columns[number % 2 + 1]
    start = left.locator(".card").first.bounding_box()
    end = reached.locator(".card").first.bounding_box()
    page.evaluate("window.dropped = null")
    page.mouse.move(start["x"] + 30, start["y"] + start["height"] - 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 40, end["y"] + 4, steps=8)
    page.wait_for_timeout(60)
    page.mouse.move(end["x"] + 41, end["y"] + 5)
    page.wait_for_timeout(60)
    with page.expect_response("**/stage*"):
        page.mouse.up()
    page.wait_for_timeout(200)
    return {**page.evaluate("window.dropped"), "wanted": reached.get_attribute("data-stage")}

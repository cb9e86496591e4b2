"""A real Chromium on the real app. Every test here fails on a console error, a page error or a policy violation."""

import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import WSGIRequestHandler, make_server

from infoview import clock
from infoview.accounts import devices
from infoview.db import as_owner, db, transaction
from infoview.models import Account

FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
# Chromium logs an answer of 4xx as an error; for a form shown again that is as it should be.
EXPECTED = ("status of 422", "status of 409", "status of 401", "status of 404")
# Playwright is quicker than any hand: it would press a button before the page's scripts are there. A form then goes
# its way without them, which tests without JavaScript prove; here nothing can be pressed until the page has loaded.
NOTHING_PRESSED_BEFORE_LOADED = """
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("html { pointer-events: none !important }");
  document.adoptedStyleSheets.push(sheet);
  addEventListener("load", () => { document.adoptedStyleSheets = [] });
"""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start the system's own Chromium."""
    found = os.environ.get("INFOVIEW_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else list(FLAGS)
    return {**browser_type_launch_args, "args": flags, **({"executable_path": found} if found else {})}


class Quiet(WSGIRequestHandler):
    """A server that does not report each request, and waits for none that does not come."""

    timeout = 20

    def log(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def url(app: Flask) -> Iterator[str]:
    """The address of the running app."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    server.daemon_threads = False  # closing waits for a page's last save: it must not meet the next test's database
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def problems() -> list[str]:
    """What went wrong in the page; a test that breaks something on purpose empties it."""
    return []


@pytest.fixture
def open_page(browser: Browser, url: str, problems: list[str], app: Flask, account: Account) -> Iterator[Any]:
    """Return a function that opens a page of a new browser: signed in as Vera unless told otherwise."""
    contexts: list[BrowserContext] = []

    def open_page(*, signed_in: bool = True, **options: Any) -> Page:
        # A service worker fetches what a test means to hold up; only tests of it let one in.
        usual = {"locale": "en-GB", "timezone_id": "Europe/Paris", "service_workers": "block"}
        context = browser.new_context(base_url=url, **{**usual, **options})
        contexts.append(context)
        context.set_default_timeout(8000)
        if signed_in:
            context.add_cookies([{"name": "infoview", "value": _token(app, account), "url": url}])
        page = context.new_page()
        if options.get("java_script_enabled", True):
            page.add_init_script(NOTHING_PRESSED_BEFORE_LOADED)
        page.on("console", lambda m: m.type == "error" and problems.append(m.text))
        page.on("pageerror", lambda error: problems.append(str(error)))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [problem for problem in problems if not any(words in problem for words in EXPECTED)] == []


def _token(app: Flask, account: Account) -> str:
    with app.app_context(), transaction():
        return devices.sign_in(account, address="127.0.0.1", browser="Chromium", at=clock.now())


@pytest.fixture
def page(open_page: Any) -> Page:
    """Vera's browser on a laptop."""
    return open_page(viewport={"width": 1440, "height": 900})


@pytest.fixture
def phone(open_page: Any) -> Page:
    """Vera's browser on a phone."""
    return open_page(**PHONE)


@pytest.fixture
def vera(app: Flask, account: Account) -> Iterator[Any]:
    """Vera at work, for setting a scene: `with vera():`."""

    def at_work() -> AbstractContextManager[None]:
        return as_owner(account)

    with app.app_context():
        yield at_work
        db.session.remove()

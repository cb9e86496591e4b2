"""Takes the pictures of the README and of the help: starts infoview on sample data in a folder of its own, looks at it.

Run it with `./run pictures`. The pictures replace those beside this file and in `static/help/`.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import help_pictures
from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
BIN = Path(sys.executable).parent
EMAIL, PASSWORD = "vera@example.org", "seven quiet lanterns"
FLAGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
LAPTOP = {"viewport": {"width": 1440, "height": 900}}
DARK = {**LAPTOP, "color_scheme": "dark"}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}


@contextmanager
def running(environ: dict[str, str]) -> Iterator[str]:
    """The app, as ./run starts it."""
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "infoview:create_app()"],
        cwd=ROOT,
        env=environ,
        stdout=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{environ['PORT']}"
    try:
        for _ in range(200):
            try:
                urlopen(f"{url}/health").close()
                break
            except URLError:
                time.sleep(0.1)
        yield url
    finally:
        server.terminate()
        server.wait()


def infoview(environ: dict[str, str], *words: str, typed: str = "") -> None:
    subprocess.run([BIN / "infoview", *words], cwd=ROOT, env=environ, input=typed, text=True, check=True)


def sign_in(page: Page) -> None:
    page.goto("/sign-in")
    page.fill("[name=email]", EMAIL)
    page.fill("[name=password]", PASSWORD)
    page.locator("form button").last.click()
    page.wait_for_url(re.compile("/(board)?$"))


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def main() -> None:
    chromium = os.environ.get("INFOVIEW_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
    with tempfile.TemporaryDirectory() as data, sync_playwright() as driver:
        environ = {"PATH": os.environ["PATH"], "INFOVIEW_DATA": data, "PORT": free_port()}
        name = ["--name", "Vera Lindqvist", "--zone", "Europe/London", "--language", "en"]
        infoview(environ, "account", "add", EMAIL, *name, "--password-stdin", typed=PASSWORD)
        infoview(environ, "demo", "--for", EMAIL, "--contacts", "60")
        with running(environ) as url:
            browser = driver.chromium.launch(executable_path=chromium, args=flags)
            for options, names, suffix in (
                (LAPTOP, ("board", "contact", "request"), ""),
                (DARK, ("board",), "-dark"),
                (PHONE, ("board", "contact"), "-phone"),
            ):
                page = signed_in(browser, url, options)
                take_all(page, names, suffix)
                page.context.close()
            page = signed_in(browser, url, LAPTOP)
            help_pictures.take_all(page, first_request(page))
            page.context.close()
            take_sending(signed_in(browser, url, LAPTOP))
            browser.close()


def signed_in(browser: Browser, url: str, options: dict[str, Any]) -> Page:
    page = browser.new_context(base_url=url, locale="en-GB", timezone_id="Europe/London", **options).new_page()
    sign_in(page)
    return page


def take_all(page: Page, names: tuple[str, ...], suffix: str) -> None:
    page.goto("/board")
    contact = page.locator("#cards-thanked .card-name").first.get_attribute("href") or "/"
    links = {"board": "/board", "contact": contact, "request": first_request(page)}
    for name in names:
        page.goto(links[name])
        shoot(page, name + suffix)


def take_sending(page: Page) -> None:
    """Take a draft that a counsellor has something to say about, and the ways out with a mail server."""
    help_pictures.set_up_mail_server(page)
    draft = first_request(page)
    help_pictures.write_boldly(page, draft)
    shoot(page, "check")
    help_pictures.discard(page, draft)
    page.goto(draft)
    page.click("#out-more")
    shoot(page, "sending")


def first_request(page: Page) -> str:
    """Return the address of a request to the first person on the board who was not asked yet."""
    page.goto("/board")
    return page.locator("#cards-identified .card-act").first.get_attribute("href") or "/"


def shoot(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=HERE / f"{name}.png")


if __name__ == "__main__":
    main()

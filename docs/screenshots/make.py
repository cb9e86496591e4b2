"""Takes the pictures of the README: starts infoview on a folder of its own, fills it with sample data, looks at it.

Run it with `./run pictures`. The pictures replace those beside this file.
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
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
BIN = Path(sys.executable).parent
EMAIL, PASSWORD = "vera@example.org", "seven quiet lanterns"
FLAGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-sync"]
LAPTOP = {"viewport": {"width": 1440, "height": 900}}
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
            for options, names in (
                (LAPTOP, ("board", "contact", "request", "thank-you", "people")),
                ({**LAPTOP, "color_scheme": "dark"}, ("board",)),
                (PHONE, ("board", "contact")),
            ):
                context = browser.new_context(base_url=url, locale="en-GB", timezone_id="Europe/London", **options)
                take_all(
                    context.new_page(),
                    names,
                    "-dark" if "color_scheme" in options else "-phone" if options is PHONE else "",
                )
                context.close()
            browser.close()


def take_all(page: Page, names: tuple[str, ...], suffix: str) -> None:
    sign_in(page)
    page.goto("/board")
    links = {
        "board": "/board",
        "people": "/people",
        "contact": page.locator("#cards-thanked .card-name").first.get_attribute("href"),
        "request": page.locator("#cards-identified .card-act").first.get_attribute("href"),
        "thank-you": page.locator("#cards-met .card-act").first.get_attribute("href"),
    }
    for name in names:
        page.goto(links[name] or "/")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=HERE / f"{name}{suffix}.png")


if __name__ == "__main__":
    main()

"""Every page in a real browser: accessible in both themes, on a narrow phone, in both languages, without an error."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from every_page import address, make_everything, rules

from infoview.accounts.actions import edit_profile
from infoview.db import transaction

SKIPPED = {"static", "health.check", "accounts.welcome", "people.names", "careers.names", "organizations.names"}
STANDARDS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONTRAST = {"type": "rule", "values": ["color-contrast"]}


@pytest.fixture
def addresses(app, account, vera):
    """The address of every page."""
    with vera():
        ids = make_everything(account)
    return sorted({address(rule, ids) for rule in rules(app, "GET") if rule.endpoint not in SKIPPED})


LAPTOP = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize("half", [0, 1])
@pytest.mark.parametrize("device", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_every_page_is_accessible_in_light_and_dark(open_page, addresses, device, half):
    page = open_page(reduced_motion="reduce", **device)
    axe = Axe().axe_script
    found = []
    for path in addresses[half::2]:
        page.emulate_media(color_scheme="light")
        page.goto(path)
        page.evaluate(axe)
        found += violations(page, STANDARDS)
        if device is LAPTOP:  # the colours are the same on a phone
            page.emulate_media(color_scheme="dark")
            found += violations(page, CONTRAST)

    assert not found, "\n".join(found)


def violations(page, rules):
    """What axe finds on the page, each with its place."""
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", rules)
    return [f"{page.url} {v['id']} {node['html'][:150]}" for v in found["violations"] for node in v["nodes"]]


def test_every_page_fits_a_narrow_phone_in_french(open_page, addresses, account, vera):
    """Its words are the longer ones. In English the pages of `test_hostile_text.py` are as narrow."""
    with vera(), transaction():
        edit_profile(account.id, {"language": "fr"})
    page = open_page(viewport={"width": 320, "height": 700}, has_touch=True, is_mobile=True)
    wide = {}
    for path in addresses:
        page.goto(path)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[path] = width
        assert page.locator("html").get_attribute("lang") == "fr"

    assert wide == {}

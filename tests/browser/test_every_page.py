"""Every page in a real browser: accessible in both themes and languages, on a laptop and a narrow phone, no error."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from every_page import address, make_everything, rules

from infoview.accounts.actions import edit_profile
from infoview.db import transaction

SKIPPED = {
    "static",
    "health.check",
    "invitations.download",
    "at_hand.worker",
    "calendar.feed",
    "accounts.welcome",
    "people.names",
    "careers.names",
    "organizations.names",
}
STANDARDS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def addresses(app, account, vera):
    """The address of every page."""
    with vera():
        ids = make_everything(account)
    return sorted({address(rule, ids) for rule in rules(app, "GET") if rule.endpoint not in SKIPPED})


LAPTOP = {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"}
# So tall that the bar at the bottom lies over nothing: axe does not scroll.
NARROW = {"viewport": {"width": 320, "height": 3000}, "has_touch": True, "is_mobile": True, "color_scheme": "dark"}


@pytest.mark.parametrize("half", [0, 1])
def test_every_page_is_accessible_on_a_laptop_in_light_colours(open_page, addresses, half):
    page = with_axe(open_page(reduced_motion="reduce", **LAPTOP))
    found = []
    for number, path in enumerate(addresses[half::2]):
        page.goto(path)
        found += violations(page, has_slow_rules=number % 2 == 0)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("half", [0, 1])
def test_every_page_is_accessible_and_fits_on_a_narrow_phone_in_dark_colours_and_in_french(
    open_page, addresses, account, vera, half
):
    """The words are the longer ones. In English the pages of `test_hostile_text.py` are as narrow."""
    with vera(), transaction():
        edit_profile(account.id, {"language": "fr"})
    page = with_axe(open_page(reduced_motion="reduce", **NARROW))
    found, wide = [], {}
    for number, path in enumerate(addresses[half::2]):
        page.goto(path)
        assert page.locator("html").get_attribute("lang") == "fr"
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[path] = width
        found += violations(page, has_slow_rules=number % 2 == 1)

    assert wide == {}
    assert not found, "\n".join(found)


def with_axe(page):
    """Have axe on every page that is opened: sent to each anew it would take as long as the page itself."""
    page.add_init_script(Axe().axe_script)
    return page


# They take axe three times as long as all the rest. So each page is looked at for these on one of the two screens: both
# themes are made of the same few colours, and the parts of pages are the same on many.
SLOW = ("color-contrast", "target-size")


def violations(page, *, has_slow_rules):
    """What axe finds on the page, each with its place."""
    options = {
        "runOnly": STANDARDS,
        "resultTypes": ["violations"],
        "rules": {rule: {"enabled": has_slow_rules} for rule in SLOW},
    }
    found = page.evaluate("async options => (await axe.run(document, options)).violations", options)
    return [f"{page.url} {v['id']} {node['html'][:150]}" for v in found for node in v["nodes"]]

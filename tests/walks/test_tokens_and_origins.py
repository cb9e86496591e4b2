"""Every change there is, asked for without a token, with somebody else's, or from another origin."""

import re

import pytest
from conftest import settings_for
from every_page import address, rules
from plain_browser import Client
from whole_database import changed, whole_database

from infoview import create_app

ELSEWHERE = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": ""},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {"Origin": "https://elsewhere.example.org"},
    {"Origin": "http://localhost:8001"},
    {"Origin": "https://localhost"},
    {"Origin": "http://localhost.example.org"},
    {"Origin": "null"},
    {"Origin": ""},
)


def every_post(walk):
    """Each address that takes a form, with a form that would be accepted."""
    return [(rule, address(rule, walk.ids), walk.found.fitting(rule.endpoint)) for rule in rules(walk.app, "POST")]


def expired_token(app):
    """A token of a browser that has lost its cookies."""
    return app.test_client().token()


def test_without_a_token_of_this_very_session_nothing_changes(app, vera, otto, keeper):
    second = app.test_client()
    second.sign_in("vera@example.org")
    keeper.rows = whole_database(app)
    browser = vera.browser()
    tokens = {
        "none": "",
        "nonsense": "x.y.z",
        "cut short": browser.token()[:-1],
        "of another session of the same account": second.token(),
        "of another account": otto.browser().token(),
        "of a stranger": expired_token(app),
    }
    for rule, path, typed in every_post(vera):
        for whose, token in tokens.items():
            answer = browser.post(path, typed, token=token)
            assert answer.status_code == 400, (rule, whose)

    assert changed(keeper.rows, whole_database(app)) == []


def test_a_token_in_a_header_must_be_of_this_session_too(app, vera, otto, keeper):
    browser = vera.browser()
    for rule, path, typed in every_post(vera):
        answer = browser.open(path, method="POST", data=typed, headers={"X-CSRFToken": otto.browser().token()})
        assert answer.status_code == 400, rule

    assert changed(keeper.rows, whole_database(app)) == []


def test_a_form_from_another_origin_changes_nothing(app, vera, keeper):
    browser = vera.browser()
    for rule, path, typed in every_post(vera):
        for headers in ELSEWHERE:
            assert browser.post(path, typed, headers=headers).status_code == 403, (rule, headers)

    assert changed(keeper.rows, whole_database(app)) == []


@pytest.mark.parametrize("url", ["http://tracker.example.org", "https://tracker.example.org/infoview"])
def test_behind_a_public_address_only_that_origin_may_send_forms(app, folder, account, url):
    app = create_app(settings_for(folder, INFOVIEW_URL=url))
    app.test_client_class = Client
    at_home = {"base_url": url}
    browser = app.test_client()
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/sign-in", **at_home).text)[1]
    typed = {"email": account.email, "password": "seven quiet lanterns", "csrf_token": token}
    assert browser.open("/sign-in", method="POST", data=typed, **at_home).status_code == 303
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/profile", **at_home).text)[1]

    for rule in rules(app, "POST"):
        path = re.sub(r"<[^>]+>", "1", rule.rule)
        for headers in (*ELSEWHERE, {"Origin": "http://evil.tracker.example.org"}):
            sent = browser.open(path, method="POST", data={"csrf_token": token}, headers=headers, **at_home)
            assert sent.status_code == 403, (rule, headers)
    ours = {"Origin": url.removesuffix("/infoview")}
    for headers in (ours, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {}):
        sent = browser.open("/theme", method="POST", data={"csrf_token": token}, headers=headers, **at_home)
        assert sent.status_code == 303, headers


def test_a_page_asked_for_from_another_site_is_shown_and_changes_nothing(app, vera, keeper):
    browser = vera.browser()
    for rule in rules(app, "GET"):
        statuses = []
        for method in ("GET", "HEAD"):
            with browser.open(address(rule, vera.ids), method=method, headers=ELSEWHERE[0]) as answer:
                statuses.append(answer.status_code)
        assert statuses in ([200, 200], [303, 303]) or rule.endpoint == "accounts.welcome", rule
        assert browser.open(address(rule, vera.ids), method="OPTIONS").status_code == 200, rule

    assert changed(keeper.rows, whole_database(app)) == []

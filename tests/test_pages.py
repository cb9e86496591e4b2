"""What every page has in common, walked from the app itself: new ones are covered without anyone remembering."""

import re

import pytest
from every_page import WORDS, address, make_everything, rules

from infoview.db import as_owner

NOT_A_PAGE = {"static", "accounts.welcome"}


@pytest.fixture
def ids(app, account):
    """Rows of every kind, all Vera's."""
    with app.app_context(), as_owner(account):
        return make_everything(account)


@pytest.mark.parametrize("nonsense", ["0", "999999", "9" * 19, "9" * 400, "-1", "abc", "%00", "1.5", "٣"])
def test_an_id_of_nonsense_is_not_there(app, client, ids, nonsense):
    for method in ("GET", "POST"):
        for rule in rules(app, method, with_ids=True):
            nowhere = address(rule, dict.fromkeys(rule.arguments - WORDS.keys(), nonsense))
            ask = client.get if method == "GET" else client.post
            assert ask(nowhere).status_code == 404, (method, nowhere)


def test_every_page_opens(app, client, ids):
    for rule in rules(app, "GET"):
        if rule.endpoint not in NOT_A_PAGE:
            assert client.get(address(rule, ids)).status_code in (200, 303), rule


def test_every_answer_carries_the_policy(app, client, ids):
    for path in ("/board", "/nowhere", "/static/css/tokens.css", "/health"):
        with client.get(path) as answer:
            headers = answer.headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'"), path
        assert headers["X-Content-Type-Options"] == "nosniff", path


def test_no_page_shows_an_id_twice(app, client, ids):
    for rule in rules(app, "GET"):
        if rule.endpoint in NOT_A_PAGE:
            continue
        found = re.findall(r'\sid="([^"]*)"', client.get(address(rule, ids)).text)
        assert len(found) == len(set(found)), (rule, sorted({id for id in found if found.count(id) > 1}))

"""Every route there is, asked by a browser that is not signed in, in every way a browser can ask."""

import pytest
from every_page import address, rules
from walking import SECRET
from whole_database import changed, whole_database

PUBLIC = {
    *("accounts.welcome", "accounts.sign_in", "accounts.choose_theme", "health.check", "static"),
    *("at_hand.offline", "at_hand.worker", "calendar.feed"),
}
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


def every_rule(app):
    return list(app.url_map.iter_rules())


def test_the_public_routes_are_these_and_no_more(app):
    open_to_all = {
        endpoint
        for endpoint, view in app.view_functions.items()
        if getattr(view, "is_public", False) or endpoint == "static"
    }

    assert open_to_all == PUBLIC


@pytest.mark.parametrize("method", METHODS)
def test_a_stranger_is_asked_to_sign_in_and_changes_nothing(app, stranger, vera, secrets_of_vera, keeper, method):
    for rule in every_rule(app):
        if rule.endpoint in PUBLIC and method in rule.methods:
            continue
        answer = stranger.open(address(rule, secrets_of_vera), method=method, data=vera.found.fitting(rule.endpoint))
        if method in ("GET", "HEAD", "OPTIONS"):
            assert answer.status_code == 303, rule
            assert answer.location.startswith("/sign-in"), rule
        else:
            assert answer.status_code == 401, rule
        assert SECRET not in answer.text + str(answer.headers), rule

    assert changed(keeper.rows, whole_database(app)) == []


def test_a_stranger_with_a_token_of_their_own_is_a_stranger_still(app, stranger, vera, secrets_of_vera, keeper):
    for rule in rules(app, "POST"):
        if rule.endpoint in PUBLIC:
            continue
        for partial in (False, True):
            typed = vera.found.fitting(rule.endpoint)
            answer = stranger.post(address(rule, secrets_of_vera), typed, partial=partial)
            assert answer.status_code == 401, rule
            assert SECRET not in answer.text, rule

    assert changed(keeper.rows, whole_database(app)) == []


def test_public_routes_tell_a_stranger_nothing_and_change_nothing(app, stranger, secrets_of_vera, keeper):
    for rule in every_rule(app):
        for method in METHODS if rule.endpoint in PUBLIC else ():
            send = {"token": stranger.token()} if method == "POST" else {}
            ask = stranger.post if method == "POST" else lambda path, m=method: stranger.open(path, method=m)
            with ask(address(rule, secrets_of_vera), **send) as answer:
                assert answer.status_code < 500, (rule, method)
                assert SECRET not in answer.text, (rule, method)

    assert changed(keeper.rows, whole_database(app)) == []


def test_an_address_that_is_not_there_looks_to_a_stranger_like_any_other(stranger, secrets_of_vera):
    assert stranger.get("/nowhere").status_code == stranger.get("/contacts/7777").status_code == 303
    assert stranger.get("/contacts/123456789").status_code == 303
    assert stranger.post("/nowhere").status_code == stranger.post("/contacts/7777/delete").status_code == 401

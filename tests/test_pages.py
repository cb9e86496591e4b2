"""Every route there is, walked from the app itself: new ones are covered without anyone remembering."""

import re

import pytest
from every_page import WORDS, address, make_everything, rules
from sqlalchemy import select

from infoview.db import as_owner, db
from infoview.models import Base, Owned


@pytest.fixture
def ids(app, account):
    """One row of every kind, all Vera's."""
    with app.app_context(), as_owner(account):
        return make_everything(account)


def everything(app, account):
    """All of an account's rows, to see whether anything changed."""
    with app.app_context(), as_owner(account):
        tables = [mapper.class_ for mapper in Base.registry.mappers if issubclass(mapper.class_, Owned)]
        return {
            model.__tablename__: [
                tuple(row)
                for row in db.session.execute(
                    select(*model.__table__.columns.values()).select_from(model).order_by(model.id),
                    execution_options={"include_deleted": True},
                )
            ]
            for model in tables
            if model.__tablename__ != "once_keys"
        }


def test_every_page_asks_a_stranger_to_sign_in(app, stranger, ids):
    public = {"accounts.welcome", "accounts.sign_in", "health.check", "static"}
    for rule in rules(app, "GET"):
        if rule.endpoint in public:
            continue
        answer = stranger.get(address(rule, ids))
        assert answer.status_code == 303, rule
        assert answer.location.startswith("/sign-in"), rule


def test_no_post_of_a_stranger_changes_anything(app, stranger, ids, account):
    before = everything(app, account)
    for rule in rules(app, "POST"):
        if rule.endpoint in {"accounts.welcome", "accounts.sign_in", "accounts.choose_theme"}:
            continue
        assert stranger.post(address(rule, ids)).status_code == 401, rule

    assert everything(app, account) == before


def test_every_post_without_a_token_is_refused(app, client, ids, account):
    before = everything(app, account)
    for rule in rules(app, "POST"):
        assert client.post(address(rule, ids), token="").status_code == 400, rule
        assert client.post(address(rule, ids), token="x.y.z").status_code == 400, rule

    assert everything(app, account) == before


def test_a_token_of_another_browser_is_refused(app, client, other_client, ids):
    token = other_client.token()

    assert client.post(f"/contacts/{ids['contact_id']}/stage", {"stage": "met"}, token=token).status_code == 400


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example.org"}])
def test_a_post_from_another_site_is_refused(client, ids, headers):
    answer = client.post(f"/contacts/{ids['contact_id']}/stage", {"stage": "thanked"}, headers=headers)

    assert answer.status_code == 403


def test_another_accounts_ids_are_not_there_and_change_nothing(app, other_client, ids, account):
    before = everything(app, account)
    for method in ("GET", "POST"):
        for rule in rules(app, method, with_ids=True):
            ask = other_client.get if method == "GET" else other_client.post
            assert ask(address(rule, ids)).status_code == 404, (method, rule)

    assert everything(app, account) == before


@pytest.mark.parametrize("nonsense", ["0", "999999", "9" * 19, "9" * 400, "-1", "abc", "%00", "1.5", "٣"])
def test_an_id_of_nonsense_is_not_there(app, client, ids, nonsense):
    for method in ("GET", "POST"):
        for rule in rules(app, method, with_ids=True):
            path = re.sub(r"<int:\w+>|<batch>", nonsense, rule.rule)
            path = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: WORDS.get(found[1], "x"), path)
            ask = client.get if method == "GET" else client.post
            assert ask(path).status_code == 404, (method, path)


def test_every_page_opens(app, client, ids):
    for rule in rules(app, "GET"):
        if rule.endpoint in {"static", "accounts.welcome"}:
            continue
        answer = client.get(address(rule, ids))
        assert answer.status_code in (200, 303), rule


def test_every_answer_carries_the_policy(app, client, ids):
    for path in ("/board", "/nowhere", "/static/css/tokens.css", "/health"):
        with client.get(path) as answer:
            headers = answer.headers
        assert headers["Content-Security-Policy"].startswith("default-src 'none'"), path
        assert headers["X-Content-Type-Options"] == "nosniff", path


def test_no_page_shows_an_id_twice(app, client, ids):
    for rule in rules(app, "GET"):
        if rule.endpoint in {"static", "accounts.welcome"}:
            continue
        found = re.findall(r'\sid="([^"]*)"', client.get(address(rule, ids)).text)
        assert len(found) == len(set(found)), (rule, sorted({id for id in found if found.count(id) > 1}))

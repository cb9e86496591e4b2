"""Every route there is, walked from the app itself: new ones are covered without anyone remembering."""

import re

import pytest
from factories import NOON, make_contact
from sqlalchemy import select

from infoview.accounts import devices
from infoview.db import as_owner, db, transaction
from infoview.models import (
    Base,
    Career,
    Change,
    Contact,
    Draft,
    Import,
    Meeting,
    Message,
    Note,
    Organization,
    Owned,
    Stage,
    Tag,
)
from infoview.models.importing import ImportKind, ImportState
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Channel, Direction, MessageKind

# A rule with one of these names is filled with the id of a row of that kind.
KINDS = {
    "contact_id": Contact,
    "career_id": Career,
    "organization_id": Organization,
    "note_id": Note,
    "message_id": Message,
    "meeting_id": Meeting,
    "draft_id": Draft,
    "import_id": Import,
    "tag_id": Tag,
    "device_id": None,
}
WORDS = {"stage": "met", "kind": "request", "name": "title", "batch": "0" * 16, "filename": "css/tokens.css"}


def rules(app, method, *, with_ids=None):
    """Every rule of the app that answers `method`; with or without ids in it if asked."""
    found = []
    for rule in app.url_map.iter_rules():
        has_ids = bool(rule.arguments & set(KINDS) or "batch" in rule.arguments)
        if method in (rule.methods or ()) and with_ids in (None, has_ids):
            found.append(rule)
    return found


def address(app, rule, ids):
    """The address of a rule filled with ids by kind."""
    values = {name: ids.get(name, WORDS.get(name, "1")) for name in rule.arguments}
    with app.test_request_context():
        return app.url_map.bind("localhost").build(rule.endpoint, values, method=next(iter(rule.methods or ())))


@pytest.fixture
def ids(app, account):
    """One row of every kind, all Vera's."""
    with app.app_context(), as_owner(account):
        ada = make_contact("Ada Byron", stage=Stage.MET)
        with transaction():
            rows = {
                "career_id": Career(name="Law", folded="law", created_at=NOON),
                "organization_id": Organization(name="Babbage", folded="babbage", created_at=NOON),
                "tag_id": Tag(name="Lisbon", folded="lisbon"),
                "note_id": Note(contact_id=ada.id, day=NOON.date(), body="A note", created_at=NOON),
                "meeting_id": Meeting(
                    contact_id=ada.id, day=NOON.date(), zone="UTC", status=MeetingStatus.HELD, created_at=NOON
                ),
                "message_id": Message(
                    contact_id=ada.id,
                    direction=Direction.OUT,
                    kind=MessageKind.REQUEST,
                    channel=Channel.EMAIL,
                    sent_at=NOON,
                    created_at=NOON,
                ),
                "draft_id": Draft(contact_id=ada.id, kind=MessageKind.REQUEST, saved_at=NOON, created_at=NOON),
                "import_id": Import(
                    kind=ImportKind.CSV, content=b"Name\nAda", state=ImportState.UPLOADED, created_at=NOON
                ),
            }
            db.session.add_all(rows.values())
            db.session.flush()
            found = {name: row.id for name, row in rows.items()} | {"contact_id": ada.id}
        found["device_id"] = devices.find(devices_token(account), at=NOON).device_id
        found["batch"] = db.session.scalar(select(Change.batch).limit(1))
        return found


def devices_token(account):
    """A device of Vera's beside her browser."""
    with transaction():
        return devices.sign_in(account, address="127.0.0.1", browser="Firefox", at=NOON)


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
        answer = stranger.get(address(app, rule, ids))
        assert answer.status_code == 303, rule
        assert answer.location.startswith("/sign-in"), rule


def test_no_post_of_a_stranger_changes_anything(app, stranger, ids, account):
    before = everything(app, account)
    for rule in rules(app, "POST"):
        if rule.endpoint in {"accounts.welcome", "accounts.sign_in", "accounts.choose_theme"}:
            continue
        assert stranger.post(address(app, rule, ids)).status_code == 401, rule

    assert everything(app, account) == before


def test_every_post_without_a_token_is_refused(app, client, ids, account):
    before = everything(app, account)
    for rule in rules(app, "POST"):
        assert client.post(address(app, rule, ids), token="").status_code == 400, rule
        assert client.post(address(app, rule, ids), token="x.y.z").status_code == 400, rule

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
            assert ask(address(app, rule, ids)).status_code == 404, (method, rule)

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
        answer = client.get(address(app, rule, {**ids, "kind": "request"}))
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
        found = re.findall(r'\sid="([^"]*)"', client.get(address(app, rule, ids)).text)
        assert len(found) == len(set(found)), (rule, sorted({id for id in found if found.count(id) > 1}))

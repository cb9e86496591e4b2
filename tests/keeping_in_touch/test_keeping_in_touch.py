"""Staying in touch: who comes next, how often, and logging that it happened."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from factories import NOON, make_contact

from infoview.db import as_owner, db
from infoview.models import Contact, Message, Stage
from infoview.models.message import Direction
from infoview.today.queries import step_of

TODAY = date(2026, 6, 15)


@pytest.fixture(autouse=True)
def noon():
    """It is noon in June."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def people(app, account):
    """Ada is late, Grace comes in July, Jane next year, Mary was never met."""
    with app.app_context(), as_owner(account):
        return {
            "ada": make_contact("Ada Byron", stage=Stage.IN_TOUCH, at=datetime(2025, 9, 1, tzinfo=UTC)).id,
            "grace": make_contact("Grace Hopper", stage=Stage.IN_TOUCH, touch_on=date(2026, 7, 8)).id,
            "jane": make_contact("Jane Marcet", stage=Stage.THANKED, touch_on=date(2027, 3, 1)).id,
            "mary": make_contact("Mary Somerville", stage=Stage.IDENTIFIED).id,
        }


def names(page):
    return re.findall(r'class="row-name"[^>]*>([^<]+)<', page)


def step(app, account, contact_id):
    with app.app_context(), as_owner(account):
        return step_of(db.session.get_one(Contact, contact_id), now=NOON)


@pytest.mark.usefixtures("people")
def test_the_page_shows_who_is_late_and_whose_day_comes_in_three_months(client):
    page = client.get("/keep-in-touch").text

    assert names(page) == ["Ada Byron", "Grace Hopper"]
    assert page.index("Now") < page.index("Ada Byron") < page.index("July 2026") < page.index("Grace Hopper")


def test_a_page_without_anybody_says_who_will_appear_there(client):
    assert "appears here when their time comes" in client.get("/keep-in-touch").text


@pytest.mark.parametrize(("how", "direction"), [("met", Direction.OUT), ("wrote", Direction.IN)])
def test_a_word_in_passing_is_logged_in_one_tap_and_time_counts_from_it(app, account, client, people, how, direction):
    assert step(app, account, people["ada"]).words == "Last contact 9 months ago"

    answer = client.post(f"/contacts/{people['ada']}/touch", {"how": how, "next": "/keep-in-touch"})

    assert answer.headers["Location"] == "/keep-in-touch"
    due = step(app, account, people["ada"]).due
    assert timedelta() <= due - date(2026, 12, 15) <= timedelta(days=7)
    assert "Ada Byron" not in names(client.get("/keep-in-touch").text)
    with app.app_context(), as_owner(account):
        kept = db.session.query(Message).one()
        assert (kept.direction, kept.answer, kept.sent_at) == (direction, None, NOON)


def test_a_touch_that_was_logged_can_be_undone(app, account, client, people):
    client.post(f"/contacts/{people['ada']}/touch", {"how": "met"})
    page = client.get(f"/contacts/{people['ada']}").text
    assert "Met in passing" in page

    client.post(re.search(r'action="(/undo/[^"]+|[^"]*undo[^"]*)"', page)[1], {"next": "/keep-in-touch"})

    assert step(app, account, people["ada"]).words == "Last contact 9 months ago"


def test_the_page_of_a_contact_offers_both_once_they_were_thanked(client, people):
    assert 'id="log-met"' in client.get(f"/contacts/{people['grace']}").text
    assert 'id="log-met"' not in client.get(f"/contacts/{people['mary']}").text


def test_how_often_is_set_in_place_and_as_usual_goes_by_the_warmth(app, account, client, people):
    path = f"/contacts/{people['ada']}/cadence"

    client.post(path, {"months": "24"})
    longer = step(app, account, people["ada"])
    client.post(path, {"months": ""})

    assert longer.due > TODAY
    with app.app_context(), as_owner(account):
        ada = db.session.get_one(Contact, people["ada"])
        assert (ada.touch_months, ada.warmth) == (None, None)
    assert "As usual: every 6 months" in client.get(path).text


def test_setting_how_often_leaves_a_day_that_was_chosen(app, account, client, people):
    client.post(f"/contacts/{people['grace']}/cadence", {"months": "12"}, partial=True)
    assert step(app, account, people["grace"]).due == date(2026, 7, 8)

    client.post(f"/contacts/{people['grace']}/cadence", {"months": "12", "on": ""})
    assert step(app, account, people["grace"]).due > date(2027, 1, 1)


def test_setting_how_often_tells_the_next_day_with_the_name(client, people):
    client.post(f"/contacts/{people['grace']}/cadence", {"months": "12"})

    assert "Next with Grace Hopper: July 8." in client.get("/keep-in-touch").text


@pytest.mark.usefixtures("people")
def test_only_whose_day_has_come_is_pressing(client):
    assert re.findall(r'class="step ?([\w-]*)">([^<]+)', client.get("/keep-in-touch").text) == [
        ("is-soon", "Last contact 9 months ago"),
        ("", "July 8"),
    ]


def test_a_change_in_place_is_answered_with_the_list(client, people):
    answer = client.post(f"/contacts/{people['ada']}/cadence?page=1", {"months": "18"}, partial=True)

    assert 'hx-target="#coming"' in answer.text
    assert names(answer.text) == ["Grace Hopper"]


@pytest.mark.parametrize("path", ["touch", "cadence"])
@pytest.mark.parametrize("typed", [{"how": "danced", "months": "1001"}, {"how": "", "months": "x"}])
def test_nonsense_is_refused_and_keeps_nothing(app, client, people, path, typed):
    answer = client.post(f"/contacts/{people['ada']}/{path}", typed)

    assert answer.status_code in (409, 422)
    with app.app_context():
        assert db.session.connection().exec_driver_sql("select count(*) from messages").scalar() == 0

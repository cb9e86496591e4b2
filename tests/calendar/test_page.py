"""The calendar page: the days of a month or a week, with meetings and what falls due."""

import re
from datetime import date, time, timedelta

import pytest
import time_machine
from factories import NOON, make_contact

from infoview.calendar import spans
from infoview.db import as_owner, db, transaction
from infoview.models import Meeting, Stage
from infoview.models.meeting import MeetingStatus

TODAY = date(2026, 6, 15)


@pytest.fixture(autouse=True)
def noon():
    """It is noon in June."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def life(app, account):
    """Vera meets Ada late one evening in Toronto, and is to write to Grace in July."""
    with app.app_context(), as_owner(account):
        ada = make_contact("Ada Byron", stage=Stage.REQUESTED)
        make_contact("Grace Hopper", stage=Stage.IN_TOUCH, touch_on=date(2026, 7, 8))
        usual = {"contact_id": ada.id, "minutes": 20, "created_at": NOON}
        with transaction():
            late = {"day": date(2026, 6, 30), "start": time(20), "zone": "America/Toronto"}
            db.session.add(Meeting(status=MeetingStatus.PROPOSED, **late, **usual))
            db.session.add(Meeting(status=MeetingStatus.CANCELLED, day=TODAY, zone="UTC", **usual))


def items(page):
    """Return what stands on which day."""
    days = re.findall(r'<li class="day[^>]*id="day-([\d-]+)"(.*?)(?=<li class="day[ "]|</ol>)', page, re.S)
    shown = {day: re.findall(r'id="item-[^>]*>(.*?)</a>', part, re.S) for day, part in days}
    return {day: [" ".join(re.sub("<[^>]+>", " ", each).split()) for each in found] for day, found in shown.items()}


def on(page, day):
    return items(page)[day]


@pytest.mark.usefixtures("life")
def test_a_month_shows_meetings_by_the_users_clocks_and_what_falls_due(client):
    page = client.get("/calendar?day=2026-07-15").text

    assert "July 2026" in page
    assert on(page, "2026-07-01") == ["2:00 AM Ada Byron (not agreed yet)"]
    assert on(page, "2026-07-08") == ["Write to Grace Hopper again"]
    assert sum(map(len, items(page).values())) == 2


def test_a_month_is_whole_weeks_from_monday_with_today_marked(client):
    page = client.get("/calendar").text

    days = list(items(page))
    assert (days[0], days[-1], len(days)) == ("2026-06-01", "2026-07-05", 35)
    assert re.findall(r'id="day-([\d-]+)" aria-current="date"', page) == ["2026-06-15"]
    assert "Nothing falls on these days" in page


@pytest.mark.usefixtures("life")
def test_a_week_shows_its_seven_days(client):
    page = client.get("/calendar?view=week&day=2026-07-08").text

    assert "Monday, July 6 to Sunday, July 12" in page
    assert len(items(page)) == 7
    assert on(page, "2026-07-08") == ["Write to Grace Hopper again"]


@pytest.mark.parametrize("view", ["month", "week"])
def test_one_leafs_to_the_span_before_and_after_and_back_to_today(client, view):
    page = client.get(f"/calendar?view={view}").text

    there = [link.replace("&amp;", "&") for link in re.findall(r'id="calendar-\w+" href="([^"]+)"', page)]
    days = [link.partition("day=")[2] for link in there]
    wanted = {"month": ["2026-05-31", "", "2026-07-01"], "week": ["2026-06-08", "", "2026-06-22"]}[view]
    assert days[:3] == wanted
    assert all(client.get(link).status_code == 200 for link in there)


@pytest.mark.parametrize(
    ("view", "day", "before", "after"),
    [
        ("month", "1900-01-15", False, True),
        ("month", "2200-12-31", True, False),
        ("week", "1900-01-01", False, True),
        ("week", "2200-12-31", True, False),
        ("month", "2026-06-15", True, True),
    ],
)
def test_the_calendar_ends_where_days_do(client, view, day, before, after):
    span = spans.span(view, day, today=TODAY)

    assert (span.before is not None, span.after is not None) == (before, after)
    assert client.get(f"/calendar?view={view}&day={day}").status_code == 200


def test_a_list_of_days_begins_at_today_unless_the_earlier_ones_are_asked_for(app, account, client):
    with app.app_context(), as_owner(account):
        make_contact("Ada Byron", stage=Stage.IN_TOUCH, touch_on=date(2026, 6, 9))

    page = client.get("/calendar").text
    assert "is-folded" in page
    assert re.findall(r'is-past[^"]*" id="day-([\d-]+)"', page)[-1] == "2026-06-14"
    everything = client.get(re.search(r'id="calendar-earlier" href="([^"]+)"', page)[1].replace("&amp;", "&")).text
    assert "is-folded" not in everything
    assert "is-folded" not in client.get("/calendar?day=2026-05-04").text


@pytest.mark.parametrize("day", ["", "x", "1899-12-31", "2201-01-01", "2026-02-30", "0" * 300, "2026-W25-1\0"])
def test_an_address_that_names_no_day_shows_today(client, day):
    assert "June 2026" in client.get("/calendar", query_string={"day": day, "view": "year"}).text


def test_a_full_day_shows_the_first_and_says_how_many_more(app, account, client):
    with app.app_context(), as_owner(account):
        for number in range(7):
            make_contact(f"Person {number}", stage=Stage.IN_TOUCH, touch_on=TODAY + timedelta(days=2))

    page = client.get("/calendar").text

    assert len(on(page, "2026-06-17")) == spans.MOST_ON_A_DAY["month"]
    assert "3 more" in page
    assert len(on(client.get("/calendar?view=week").text, "2026-06-17")) == 7

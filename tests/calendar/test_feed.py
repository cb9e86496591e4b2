"""The calendar feed: what it holds, who may read it, and that its address can be changed."""

import re
from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
import time_machine
import vobject
from factories import NOON, make_contact

from infoview.calendar.feeding import actions
from infoview.calendar.feeding.text import folded
from infoview.calendar.kinds import KINDS
from infoview.db import as_owner, db, transaction
from infoview.models import Contact, Meeting, Stage
from infoview.models.meeting import MeetingMode, MeetingStatus
from infoview.models.notification import Feed

TODAY = date(2026, 6, 15)


@pytest.fixture(autouse=True)
def noon():
    """It is noon in June."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def make_feed(app, account):
    """Return a function that opens Vera's feed and returns its path."""

    def make(*, shows_names=True, kinds=tuple(KINDS)):
        with app.app_context(), transaction():
            token, feed = actions.make_address(account.id, at=NOON)
            actions.choose(feed, shows_names=shows_names, kinds=kinds)
        return f"/calendar/{token}.ics"

    return make


@pytest.fixture
def life(app, account):
    """Vera meets Ada on Thursday, and is to write to Grace in July."""
    with app.app_context(), as_owner(account):
        ada = make_contact("Ada Byron", stage=Stage.REQUESTED)
        make_contact("Grace; Hopper, again", stage=Stage.IN_TOUCH, touch_on=date(2026, 7, 8))
        meet(ada, day=date(2026, 6, 18), start=time(14), mode=MeetingMode.COFFEE, place="Café, upstairs")


def meet(contact, **facts):
    usual = {"zone": "Europe/Paris", "status": MeetingStatus.AGREED, "minutes": 20, "created_at": NOON}
    with transaction():
        meeting = Meeting(contact_id=contact.id, **{**usual, **facts})
        db.session.add(meeting)
    return meeting


def events(text):
    return {str(event["summary"]): event for event in icalendar.Calendar.from_ical(text).walk("VEVENT")}


@pytest.mark.usefixtures("life")
def test_a_calendar_reads_meetings_with_zone_and_alarm_and_what_is_due_as_whole_days(stranger, make_feed):
    answer = stranger.get(make_feed())

    found = events(answer.text)
    assert set(found) == {"Conversation with Ada Byron", "Write to Grace; Hopper, again again"}
    meeting, due = found.values()
    assert meeting.decoded("dtstart").astimezone(UTC) == datetime(2026, 6, 18, 12, tzinfo=UTC)
    assert meeting["dtstart"].params["tzid"] == "Europe/Paris"
    assert (meeting["location"], meeting.walk("VALARM")[0].decoded("trigger")) == (
        "Café, upstairs",
        -timedelta(hours=1),
    )
    assert (due.decoded("dtstart"), due.decoded("dtend")) == (date(2026, 7, 8), date(2026, 7, 9))
    assert due["transp"] == "TRANSPARENT"
    assert re.fullmatch(r"http://localhost/contacts/\d+", due["url"])


@pytest.mark.usefixtures("life")
def test_another_library_reads_the_same_instants_by_the_zone_in_the_feed_itself(stranger, make_feed):
    vars(vobject.icalendar)["__tzidMap"].clear()
    calendar = vobject.readOne(stranger.get(make_feed()).text)

    begins = [event.dtstart.value for event in calendar.vevent_list]
    assert begins[0].astimezone(UTC) == datetime(2026, 6, 18, 12, tzinfo=UTC)
    assert begins[1] == date(2026, 7, 8)


@pytest.mark.usefixtures("life")
def test_a_feed_that_says_only_busy_names_nobody_and_no_place(stranger, make_feed):
    text = stranger.get(make_feed(shows_names=False)).text

    assert set(events(text)) == {"Busy", "1 thing is due"}
    assert not re.search("Ada|Byron|Grace|Hopper|Café|coffee|contacts", text, re.I)


@pytest.mark.usefixtures("life")
@pytest.mark.parametrize(("kinds", "left"), [(("meetings",), "Conversation"), (("touch",), "Write to"), ((), "")])
def test_a_feed_holds_the_kinds_that_were_chosen(stranger, make_feed, kinds, left):
    found = events(stranger.get(make_feed(kinds=kinds)).text)

    assert [title for title in found if not title.startswith(left or "-")] == []
    assert len(found) == len(kinds)


def test_a_meeting_that_was_called_off_or_waits_for_its_day_is_not_in_the_feed(app, account, stranger, make_feed):
    with app.app_context(), as_owner(account):
        ada = make_contact("Ada Byron", stage=Stage.REQUESTED)
        for status in MeetingStatus:
            meet(ada, day=TODAY, start=time(9), status=status)
        gone = make_contact("Jane Marcet", stage=Stage.REQUESTED)
        meet(gone, day=TODAY)
        with transaction():
            db.session.get_one(Contact, gone.id).deleted_at = NOON

    text = stranger.get(make_feed(kinds=["meetings"])).text

    calendar = icalendar.Calendar.from_ical(text)
    assert sorted(str(event["status"]) for event in calendar.walk("VEVENT")) == ["CONFIRMED", "CONFIRMED", "TENTATIVE"]


@pytest.mark.usefixtures("life")
def test_a_feed_is_sent_again_only_when_something_in_it_has_changed(app, account, stranger, make_feed):
    path = make_feed()
    first = stranger.get(path)
    known = {"If-None-Match": first.headers["ETag"]}

    with time_machine.travel(NOON + timedelta(hours=30), tick=False):
        unchanged = stranger.get(path, headers=known)
    with app.app_context(), as_owner(account), transaction():
        db.session.query(Meeting).one().start = time(15)
    changed = stranger.get(path, headers=known)

    assert (unchanged.status_code, unchanged.data) == (304, b"")
    assert changed.status_code == 200
    assert events(changed.text)["Conversation with Ada Byron"]["sequence"] == 1


def test_a_feed_sets_no_cookie_is_kept_by_nobody_on_the_way_and_stands_in_no_log(stranger, make_feed, caplog):
    path = make_feed()
    answer = stranger.get(path)

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Set-Cookie" not in answer.headers
    assert path not in caplog.text


@pytest.mark.usefixtures("life")
def test_a_feed_is_its_accounts_whoever_reads_it(other_client, make_feed):
    assert "Ada Byron" in other_client.get(make_feed()).text


def test_an_address_that_is_nobodys_is_not_there(stranger, make_feed):
    path = make_feed()

    for wrong in ("/calendar/x.ics", path.replace(".ics", "x.ics"), path[:-6] + ".ics"):
        assert stranger.get(wrong).status_code == 404


def test_only_the_hash_of_an_address_is_kept_and_it_is_long_enough(app, client):
    page = client.post("/calendar/feed", {"shows": "busy", "kinds": "meetings"}).text

    token = shown_token(page)
    assert len(token) * 6 >= 128
    with app.app_context():
        feed = db.session.query(Feed).one()
        assert token not in {str(value) for value in vars(feed).values()}
        assert (feed.shows_names, feed.kinds) == (False, "meetings")
    assert token not in client.get("/calendar/feed").text


def test_names_are_what_a_feed_shows_unless_busy_is_chosen_and_its_address_can_be_copied(client):
    page = client.get("/calendar/feed").text
    assert re.findall(r'checked [^>]*value="(names|busy)"', page) == ["names"]

    made = client.post("/calendar/feed", {"shows": "busy", "kinds": "meetings"}).text

    assert re.search(
        r'<textarea[^>]*id="feed-url"[^>]* readonly[^>]*>http://localhost/calendar/[\w-]+\.ics</textarea>', made
    )
    assert 'data-copies="feed-url"' in made


def test_a_new_address_ends_the_old_one_at_once_and_keeps_what_was_chosen(app, client, stranger):
    old = shown_token(client.post("/calendar/feed", {"shows": "names", "kinds": "touch"}).text)

    new = shown_token(client.post("/calendar/feed/new").text)

    assert stranger.get(f"/calendar/{old}.ics").status_code == 404
    assert stranger.get(f"/calendar/{new}.ics").status_code == 200
    with app.app_context():
        assert db.session.query(Feed).one().kinds == "touch"


def test_a_form_sent_twice_makes_one_address(client, stranger):
    once = re.search(r'name="once" value="([^"]+)"', client.get("/calendar/feed").text)[1]
    form = {"shows": "names", "kinds": "touch", "once": once}
    token = shown_token(client.post("/calendar/feed", form).text)

    again = client.post("/calendar/feed", form)

    assert again.headers["Location"] == "/calendar/feed"
    assert stranger.get(f"/calendar/{token}.ics").status_code == 200


def test_what_a_feed_holds_can_be_changed_without_a_new_address(client, stranger):
    path = f"/calendar/{shown_token(client.post('/calendar/feed', {'shows': 'names', 'kinds': 'touch'}).text)}.ics"

    answer = client.post("/calendar/feed", {"shows": "busy", "kinds": "meetings"})

    assert answer.status_code == 303
    assert stranger.get(path).status_code == 200
    assert re.search(r'checked [^>]*value="busy"', client.get("/calendar/feed").text)


def test_a_closed_feed_is_not_there(client, stranger):
    path = f"/calendar/{shown_token(client.post('/calendar/feed', {'shows': 'names', 'kinds': 'touch'}).text)}.ics"

    client.post("/calendar/feed/close")

    assert stranger.get(path).status_code == 404
    assert "Make the address" in client.get("/calendar/feed").text


def test_the_page_says_when_the_feed_was_read_last(client, stranger):
    path = f"/calendar/{shown_token(client.post('/calendar/feed', {'shows': 'names', 'kinds': 'touch'}).text)}.ics"
    assert "No calendar has read it yet" in client.get("/calendar/feed").text

    stranger.get(path)

    with time_machine.travel(NOON + timedelta(hours=3), tick=False):
        assert "Last read 3 hours ago" in client.get("/calendar/feed").text


@pytest.mark.parametrize("name", ["X" * 200, "é" * 120, "日本" * 60, "a;b,c\\n", "\N{GRINNING FACE}" * 50])
def test_no_name_breaks_a_line_of_the_feed(app, account, stranger, make_feed, name):
    with app.app_context(), as_owner(account):
        make_contact(name, stage=Stage.IN_TOUCH, touch_on=TODAY + timedelta(days=3))

    text = stranger.get(make_feed()).data

    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    assert list(events(text)) == [f"Write to {name} again"]


def test_a_long_line_is_folded_at_75_octets_and_no_letter_is_cut():
    for letters in ("é" * 100, "a" * 75, "a" * 76, "日" * 60):
        pieces = folded(letters).split("\r\n ")

        assert "".join(pieces) == letters
        assert all(len(piece.encode()) <= 75 - bool(place) for place, piece in enumerate(pieces))


def shown_token(page):
    return re.search(r"/calendar/([\w-]+)\.ics", page)[1]

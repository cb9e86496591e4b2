"""Agreeing on a conversation: what becomes of a meeting, of its card, and of what is said about it."""

import re
from datetime import date, time, timedelta

import pytest
import time_machine
from factories import NOON, make_contact
from sqlalchemy import select

from infoview.db import as_owner, db, transaction
from infoview.errors import Invalid, Refused, Stale
from infoview.free_times import actions as free_times
from infoview.ledger import actions as ledger
from infoview.meetings import actions, queries, reopening, words
from infoview.models import Advice, Contact, Debrief, Meeting, MeetingQuestion, Stage
from infoview.models.meeting import MeetingMode, MeetingStatus
from infoview.safekeeping.actions import undo

TODAY, LATER = NOON.date(), NOON.date() + timedelta(days=3)


@pytest.fixture
def ada(owner):
    return make_contact("Ada Byron", stage=Stage.REQUESTED)


def agreed(contact, **facts):
    with transaction():
        given = {"day": LATER, "start": time(14), "zone": "UTC", "at": NOON, **facts}
        return actions.agree(db.get_row(Contact, contact.id), **given)


def changed(meeting, verb, *given, **facts):
    with transaction() as batch:
        verb(db.get_row(Meeting, meeting.id), *given, at=NOON, **facts)
    return batch.id


@pytest.mark.parametrize(("mode", "minutes"), [(MeetingMode.PHONE, 15), (MeetingMode.COFFEE, 20), (None, None)])
def test_a_meeting_is_as_long_as_such_meetings_usually_are_if_nothing_is_said(ada, mode, minutes):
    assert agreed(ada, mode=mode, minutes=None).minutes == minutes


def test_minutes_that_are_said_stay(ada):
    assert agreed(ada, mode=MeetingMode.PHONE, minutes=40).minutes == 40


def test_a_second_meeting_is_possible_once_the_first_is_held_or_if_it_is_asked_for(ada):
    first = agreed(ada)
    assert agreed(ada, place="Engine room").id == first.id
    assert agreed(ada, is_another=True).id != first.id
    for each in queries.waiting(ada.id):
        changed(each, actions.begin)
        changed(each, actions.end)

    assert agreed(ada).id != first.id
    assert len(list(db.session.scalars(select(Meeting)))) == 3


def test_each_change_that_calendars_see_counts_and_no_other(ada):
    meeting = agreed(ada)
    assert meeting.sequence == 0
    numbers = []

    for facts in ({"place": "Engine room"}, {"place": "Engine room"}, {"minutes": 30}, {"link": "https://example.org"}):
        changed(meeting, actions.edit_meeting, day=LATER, version=meeting.version, **facts)
        numbers.append(meeting.sequence)
    changed(meeting, actions.edit_meeting, day=LATER, version=meeting.version, learned="A lot.")
    numbers.append(meeting.sequence)
    changed(meeting, actions.set_status, MeetingStatus.CANCELLED)

    assert [*numbers, meeting.sequence] == [1, 1, 2, 3, 3, 4]


def test_an_undone_change_is_one_more_change_to_calendars(ada):
    meeting = agreed(ada)
    batch = changed(meeting, actions.set_status, MeetingStatus.CANCELLED)

    with transaction():
        undo(batch, at=NOON)

    assert (meeting.status, meeting.sequence) == (MeetingStatus.AGREED, 2)


def test_a_meeting_begun_and_ended_was_held_when_its_clock_ran(ada):
    meeting = agreed(ada, day=LATER)
    with transaction():
        row = db.get_row(Meeting, meeting.id)
        actions.begin(row, at=NOON)
        actions.begin(row, at=NOON + timedelta(minutes=9))
        actions.end(row, at=NOON + timedelta(minutes=25))

    assert (meeting.status, meeting.day, meeting.start) == (MeetingStatus.HELD, TODAY, time(12))
    assert (meeting.started_at, meeting.ends_at) == (NOON, NOON + timedelta(minutes=25))
    assert db.get_row(Contact, ada.id).stage is Stage.MET


def test_somebody_on_the_phone_now_gets_one_meeting_however_often_it_is_said(owner):
    ada = make_contact("Ada Byron")
    with transaction():
        first = actions.start_now(db.get_row(Contact, ada.id), zone="Europe/Paris", at=NOON)
    with transaction():
        again = actions.start_now(db.get_row(Contact, ada.id), zone="Europe/Paris", at=NOON + timedelta(minutes=1))

    assert again.id == first.id
    assert (first.day, first.start, first.minutes, first.started_at) == (TODAY, time(14), 15, NOON)
    assert db.get_row(Contact, ada.id).stage is Stage.REQUESTED


@pytest.mark.parametrize("status", [MeetingStatus.HELD, MeetingStatus.NO_SHOW])
def test_nothing_is_over_before_it_has_begun(ada, status):
    meeting = agreed(ada)

    with pytest.raises(Refused):
        changed(meeting, actions.set_status, status)


def test_a_meeting_that_was_moved_is_agreed_on_anew_by_its_new_day(client, ada):
    meeting = agreed(ada)
    changed(meeting, actions.set_status, MeetingStatus.MOVED)
    assert "open" in client.get(f"/meetings/{meeting.id}").text.split('id="change"')[1][:10]

    client.post(f"/meetings/{meeting.id}", {"day": "2199-07-02", "status": "agreed", "version": str(meeting.version)})

    db.session.expire_all()
    assert (meeting.status, meeting.day, meeting.sequence) == (MeetingStatus.AGREED, date(2199, 7, 2), 2)


def test_a_day_that_is_over_can_stay_while_the_place_is_corrected_but_not_be_chosen(ada):
    meeting = agreed(ada, day=TODAY)
    tomorrow = {"at": NOON + timedelta(days=1), "version": 1}

    with pytest.raises(Invalid), transaction():
        actions.edit_meeting(db.get_row(Meeting, meeting.id), day=TODAY - timedelta(days=1), **tomorrow)
    with transaction():
        actions.edit_meeting(db.get_row(Meeting, meeting.id), day=TODAY, place="Engine room", **tomorrow)

    assert meeting.place == "Engine room"


def test_agreeing_anew_makes_an_open_page_of_the_meeting_stale(ada):
    meeting = agreed(ada)
    agreed(ada, place="Engine room")

    with pytest.raises(Stale):
        changed(meeting, actions.edit_meeting, day=LATER, version=1)


def test_a_stale_page_keeps_what_was_typed_and_shows_what_is_stored(client, ada):
    meeting = agreed(ada, place="Café")

    answer = client.post(f"/meetings/{meeting.id}", {"day": "2199-07-02", "place": "Library", "version": "7"})

    assert answer.status_code == 409
    assert 'value="Library"' in answer.text
    assert "Café" in answer.text


def test_a_form_that_is_older_than_the_meeting_that_waits_does_not_replace_it_unseen(client, ada):
    address, thursday = f"/contacts/{ada.id}/agreed", {"day": "2199-07-04", "place": "Café"}
    client.post(address, thursday)

    answer = client.post(address, {"day": "2199-07-05", "place": "Library"})

    db.session.expire_all()
    [stored] = queries.waiting(ada.id)
    assert (answer.status_code, stored.day, stored.place) == (409, date(2199, 7, 4), "Café")
    assert 'value="Library"' in answer.text
    assert "Café" in answer.text.split('id="stored"')[1].split("</div>")[0]
    shown = {name: re.search(rf'name="{name}" value="(\d+)"', answer.text)[1] for name in ("waiting", "version")}
    again = {"day": "2199-07-05", "place": "Library", **shown}
    assert client.post(address, again).status_code == 303
    assert client.post(address, {**again, "place": "Park"}).status_code == 409
    db.session.expire_all()
    assert (stored.day, stored.place) == (date(2199, 7, 5), "Library")


# --- in both zones ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "start", "zone", "said"),
    [
        (date(2026, 7, 2), time(9), "America/New_York", "Thursday, July 2 at 3:00 PM (9:00 AM in New York)"),
        # Clocks in New York go back a week after those in Paris.
        (date(2026, 10, 28), time(9), "America/New_York", "Wednesday, October 28 at 2:00 PM (9:00 AM in New York)"),
        (date(2026, 7, 31), time(23, 30), "Europe/Paris", "Friday, July 31 at 11:30 PM (5:30 PM in New York)"),
        (
            date(2026, 7, 31),
            time(20),
            "America/New_York",
            "Saturday, August 1 at 2:00 AM (Friday at 8:00 PM in New York)",
        ),
    ],
)
def test_a_time_is_said_as_the_user_has_it_and_as_they_have_it(owner, day, start, zone, said):
    ada = make_contact("Ada Byron", zone="America/New_York")
    meeting = agreed(ada, day=day, start=start, zone=zone)

    shown = words.when(meeting, db.get_row(Contact, ada.id), zone="Europe/Paris", now=NOON)

    assert shown.replace("\u202f", " ") == said


def test_the_night_in_which_clocks_go_back_makes_no_meeting_longer(ada):
    meeting = agreed(ada, day=date(2026, 10, 25), start=time(2, 45), zone="Europe/Paris", minutes=30)

    assert meeting.ends_at - meeting.starts_at == timedelta(minutes=30)


def test_a_zone_chosen_for_a_meeting_is_taken_for_theirs_if_that_is_not_known(client, app, account):
    with app.app_context(), as_owner(account):
        ada = make_contact("Ada Byron")

    client.post(f"/contacts/{ada.id}/agreed", {"day": "2199-07-01", "start": "09:00", "zone": "Asia/Tokyo"})

    with app.app_context(), as_owner(account):
        assert db.get_row(Contact, ada.id).zone == "Asia/Tokyo"
    assert "in Tokyo)" in client.get(f"/contacts/{ada.id}").text


@pytest.mark.parametrize(
    "field", [{"zone": "Atlantis"}, {"link": "javascript:alert(1)"}, {"minutes": "0"}, {"day": ""}]
)
def test_what_cannot_be_is_refused_beside_its_field(client, app, account, field):
    with app.app_context(), as_owner(account):
        ada = make_contact("Ada Byron")

    answer = client.post(f"/contacts/{ada.id}/agreed", {"day": "2199-07-01", "place": "Engine room", **field})

    assert answer.status_code == 422
    assert "Engine room" in answer.text


# --- the pages -------------------------------------------------------------------------------------------------------


def test_a_meeting_that_waits_is_shown_instead_of_the_empty_form_and_can_be_confirmed(client, app, account):
    with app.app_context(), as_owner(account):
        ada = make_contact("Ada Byron", stage=Stage.REQUESTED)
    assert "When do you talk with Ada Byron?" in client.get(f"/contacts/{ada.id}/agreed").text

    client.post(f"/contacts/{ada.id}/agreed", {"day": "2199-07-01", "start": "14:00", "place": "Engine room"})

    assert client.get(f"/contacts/{ada.id}/agreed").headers["Location"] == "/meetings/1"
    assert "Engine room" in client.get("/meetings/1").text
    assert "Write confirmation" in client.get(f"/contacts/{ada.id}").text


def test_one_of_the_times_they_were_offered_is_taken_with_one_click_and_frees_the_others(client, app, account):
    with app.app_context(), as_owner(account), time_machine.travel(NOON, tick=False):
        ada = make_contact("Ada Byron", stage=Stage.REQUESTED)
        with transaction():
            free_times.mark([LATER], [time(9), time(16)], minutes=30, zone="Europe/Paris", at=NOON)
            free_times.offer_next(db.get_row(Contact, ada.id), count=2, at=NOON)
    with time_machine.travel(NOON, tick=False):
        page = client.get(f"/contacts/{ada.id}/agreed").text
        chosen = client.get(re.findall(r'id="offered-\d+" href="([^"]+)"', page)[1]).text
        assert re.search(r'name="start"[^>]*value="16:00"', chosen)

        client.post(f"/contacts/{ada.id}/agreed", {"day": str(LATER), "start": "16:00", "minutes": "30"})

        assert "free again" in client.get(f"/contacts/{ada.id}").text


def test_one_click_gives_a_meeting_its_status_and_can_be_undone(client, ada):
    meeting = agreed(ada, status=MeetingStatus.PROPOSED)

    answer = client.post(f"/meetings/{meeting.id}/status", {"status": "agreed"})

    db.session.expire_all()
    assert (answer.status_code, meeting.status) == (303, MeetingStatus.AGREED)
    assert "Undo</button>" in client.get(f"/meetings/{meeting.id}").text


def test_a_held_meeting_is_to_come_again_by_one_click_until_something_is_written_up(client, ada):
    meeting = agreed(ada)
    with transaction():
        row = db.get_row(Meeting, meeting.id)
        actions.begin(row, at=NOON)
        actions.end(row, at=NOON + timedelta(minutes=9))
    assert "It is still to come" in client.get(f"/meetings/{meeting.id}").text

    client.post(f"/meetings/{meeting.id}/status", {"status": "agreed"})

    db.session.expire_all()
    assert (meeting.status, meeting.started_at, meeting.ended_at) == (MeetingStatus.AGREED, None, None)
    assert db.get_row(Contact, ada.id).stage is Stage.REQUESTED
    client.post(re.search(r'"(/changes/\w+/undo)"', client.get(f"/meetings/{meeting.id}").text)[1])
    db.session.expire_all()
    assert (meeting.status, meeting.started_at) == (MeetingStatus.HELD, NOON)
    assert db.get_row(Contact, ada.id).stage is Stage.MET


@pytest.mark.parametrize("written", ["learned", "answer", "advice", "impressions", "fit_values"])
def test_what_was_written_up_stays_of_a_held_meeting(client, ada, written):
    with transaction():
        held = actions.hold(db.get_row(Contact, ada.id), day=TODAY, zone="UTC", at=NOON)
        advice = ledger.add(Advice, held, body="Read Babbage", at=NOON)
        assert reopening.is_written(held)
        ledger.remove(advice, at=NOON)
        debrief = Debrief(meeting_id=held.id, created_at=NOON)
        db.session.add(debrief)
        assert not reopening.is_written(held)
        if written == "answer":
            db.session.add(MeetingQuestion(meeting_id=held.id, text="Why?", answer="No.", created_at=NOON))
        elif written == "advice":
            ledger.add(Advice, held, body="Read Babbage", at=NOON)
        elif written == "learned":
            held.learned = "Looms are programs."
        else:
            setattr(debrief, written, 3 if written == "fit_values" else "Calm.")

    assert "It is still to come" not in client.get(f"/meetings/{held.id}").text
    assert client.post(f"/meetings/{held.id}/status", {"status": "agreed"}).status_code == 409


@pytest.mark.parametrize("status", ["", "done", "HELD"])
def test_a_status_there_is_not_is_refused(client, ada, status):
    meeting = agreed(ada)

    assert client.post(f"/meetings/{meeting.id}/status", {"status": status}).status_code == 422


@pytest.mark.parametrize("status", list(MeetingStatus))
def test_the_page_of_a_meeting_offers_what_may_become_of_it(client, ada, status):
    meeting = agreed(ada, day=TODAY - timedelta(days=30), at=NOON - timedelta(days=40))
    with transaction():
        db.get_row(Meeting, meeting.id).status = status

    page = client.get(f"/meetings/{meeting.id}").text

    assert all(f'id="status-{each.status}"' in page for each in words.changes(meeting, now=NOON))
    assert f'value="{status.value}">' not in page.split('id="status"')[1].split("</form>")[0]


@pytest.mark.parametrize("what", ["prepare", "questions", "live"])
def test_a_contact_leads_on_to_the_meeting_that_is_next(client, ada, what):
    agreed(ada)
    with transaction():
        actions.hold(db.get_row(Contact, ada.id), day=TODAY, zone="UTC", at=NOON)
    with time_machine.travel(NOON, tick=False):
        second = agreed(ada)

        answer = client.get(f"/contacts/{ada.id}/meeting/{what}")

    assert answer.headers["Location"] == f"/meetings/{second.id}/{what}"


def test_a_contact_leads_on_to_write_up_the_meeting_that_was_last(client, ada):
    assert client.get(f"/contacts/{ada.id}/meeting/debrief").headers["Location"].endswith("/talked")
    assert client.get(f"/contacts/{ada.id}/meeting/prepare").headers["Location"].endswith("/agreed")
    with transaction():
        held = actions.hold(db.get_row(Contact, ada.id), day=TODAY, zone="UTC", at=NOON)
    agreed(ada, day=date(2199, 1, 1))

    assert client.get(f"/contacts/{ada.id}/meeting/debrief").headers["Location"] == f"/meetings/{held.id}/debrief"
    assert client.get(f"/contacts/{ada.id}/meeting/diary").status_code == 404


def test_somebody_elses_meeting_is_not_there(client, ada):
    assert client.get("/meetings/99").status_code == 404
    assert client.post("/meetings/99/status", {"status": "held"}).status_code == 404

"""The page of free times, and what the composer offers: as a browser without JavaScript sees it."""

import html
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta

import pytest
from composer_page import fields, url
from factories import make_contacts

from infoview import clock
from infoview.db import as_owner, db, transaction
from infoview.errors import Invalid
from infoview.free_times import actions, queries
from infoview.models import Contact, FreeSlot, Meeting
from infoview.models.contact import FoundBy
from infoview.models.meeting import MeetingStatus

ZONE = "Europe/Paris"


@pytest.fixture
def work(app, account):
    """Ada in London and Mary, and three free times in the week to come."""
    with app.app_context(), as_owner(account):
        facts = {"found_by": FoundBy.ARTICLE, "found_text": "your article on night trains"}
        ada, mary = make_contacts("Ada Byron", "Mary Somerville", **facts)
        with transaction():
            db.get_row(Contact, ada.id).zone = "Europe/London"
            days = [day(2), day(3), day(4)]
            actions.mark(days, [time(10)], minutes=30, zone=ZONE, at=clock.now())
        ids = list(db.session.query(FreeSlot.id).order_by(FreeSlot.day))
    return ada, mary, [row.id for row in ids]


def day(number):
    return clock.today(ZONE) + timedelta(days=number)


def text_of(page):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text)))


def body_of(client, contact, kind="request"):
    return fields(client.get(url(contact, kind)).text)["body"].replace("\u00a0", " ")


def offered(client, contact, offer="next", **more):
    page = fields(client.get(url(contact)).text)
    return client.post(
        url(contact), {name: value for name, value in page.items() if name != "slots"} | {"offer": offer, **more}
    )


def test_times_are_marked_on_several_days_at_once_and_undone_at_once(client):
    typed = {"days": [day(1).isoformat(), day(2).isoformat()], "starts": "9:00, 14:30", "minutes": "20"}

    answer = client.post("/free-times", typed)
    page = client.get(answer.location)

    assert answer.status_code == 303
    assert "4 free times are added." in page.text
    assert page.text.count("Offered to nobody yet") == 4
    assert "All times are yours, in Paris." in page.text
    client.post(re.search(r'"(/changes/\w+/undo)"', page.text)[1])
    assert "Offered to nobody yet" not in client.get("/free-times").text


def test_what_was_typed_stays_beside_what_is_wrong(client):
    answer = client.post("/free-times", {"day": day(1).isoformat(), "starts": "noonish <b>", "minutes": "20"})

    assert answer.status_code == 422
    assert "“noonish &lt;b&gt;” is not a time." in answer.text
    assert 'value="noonish &lt;b&gt;"' in answer.text


def test_the_phrase_is_kept_and_said_when_no_time_is_offered(client, work):
    ada, _mary, _slots = work
    wrong = client.post("/free-times/phrase", {"phrase": "I am free in the mornings"})
    client.post("/free-times/phrase", {"phrase": "on weekdays before 10"})

    assert wrong.status_code == 422
    assert "Leave out the beginning" in wrong.text
    assert "I am usually free on weekdays before 10, but you choose the hour." in body_of(client, ada)


def test_one_click_offers_the_next_three_in_the_readers_time(client, work):
    ada, _mary, _slots = work

    offered(client, ada)

    words = body_of(client, ada)
    assert f"perhaps on {day(2):%A} {day(2).day} {day(2):%B} at 9:00, " in words
    assert " at 9:00 (London time)?" in words
    assert "whatever hour suits you" not in words
    assert "Ada Byron" in client.get("/free-times").text


def test_those_that_are_ticked_are_offered_and_released_again(client, work):
    ada, _mary, slots = work

    offered(client, ada, "chosen", slots=[slots[1]])
    assert f"{day(3):%A} {day(3).day} {day(3):%B} at 9:00 (London time)" in body_of(client, ada)

    offered(client, ada, "none")
    assert "London time" not in body_of(client, ada)


def test_what_another_tab_has_offered_meanwhile_is_refused_and_the_text_stays(client, work):
    ada, mary, slots = work
    offered(client, ada, "chosen", slots=[slots[0]])

    answer = offered(client, mary, "chosen", slots=slots[:2], body="Dear Mary,\r\n\r\nmy own words")

    assert answer.status_code == 422
    assert "One of these times is offered to Ada Byron." in answer.text
    assert "my own words" in answer.text
    assert "at 10:00" not in body_of(client, mary)


def test_of_two_tabs_at_the_same_moment_one_gets_the_time(app, account, work):
    ada, mary, slots = work

    def take(contact):
        with app.app_context(), as_owner(account):
            try:
                with transaction():
                    return actions.offer(db.get_row(Contact, contact.id), slots, at=clock.now())
            except Invalid:
                return 0

    with ThreadPoolExecutor(2) as tabs:
        taken = list(tabs.map(take, [ada, mary]))

    assert sorted(taken) == [0, 3]
    with app.app_context(), as_owner(account):
        assert len({slot.contact_id for slot in queries.to_come(clock.now())}) == 1


def test_a_text_that_does_not_name_what_is_offered_says_so(client, work):
    ada, _mary, _slots = work
    client.post(url(ada), fields(client.get(url(ada)).text) | {"body": "Dear Ada,\r\n\r\nmy own words"})

    offered(client, ada)

    assert "The text does not name them yet." in client.get(url(ada)).text
    assert "my own words" in body_of(client, ada)


def test_a_proposal_says_the_times_in_french_as_letters_write_them(app, account, client, work):
    ada, _mary, _slots = work
    with app.app_context(), as_owner(account), transaction():
        db.get_row(Contact, ada.id).language = "fr"
    offered(client, ada)

    assert "à 9 h (heure de Londres)" in body_of(client, ada, "confirmation")


def test_who_is_closed_gives_the_times_back_and_the_notice_says_so(client, work):
    ada, _mary, _slots = work
    offered(client, ada)

    answer = client.post(f"/contacts/{ada.id}/close", {"reason": "declined"})

    assert "The 3 times you had offered them are free again." in client.get(answer.location).text


def test_a_time_is_released_and_deleted_by_hand(client, work):
    ada, _mary, slots = work
    offered(client, ada)

    client.post(f"/free-times/{slots[0]}/release")
    client.post(f"/free-times/{slots[1]}/delete")

    page = text_of(client.get("/free-times"))
    assert page.count("Offered to Ada Byron") == 1
    assert page.count("Offered to nobody yet") == 1


def test_the_times_of_another_account_are_not_there(client, other_client, work):
    ada, _mary, slots = work

    assert other_client.post(f"/free-times/{slots[0]}/delete").status_code == 404
    assert offered(client, ada, "chosen", slots=["99999"]).status_code == 404
    assert offered(client, ada, "chosen", slots=["x"]).status_code == 404


def test_a_contacts_zone_is_a_fact_that_can_be_changed(client, work):
    ada, _mary, _slots = work
    page = client.get(f"/contacts/{ada.id}/edit").text

    assert '<option value="Europe/London" selected>London</option>' in page
    client.post(f"/contacts/{ada.id}/edit", {"full_name": "Ada Byron", "version": "1", "zone": "Asia/Tokyo"})
    shown = client.get(f"/contacts/{ada.id}").text
    assert "Tokyo" in shown
    assert "there now." in shown
    wrong = client.post(f"/contacts/{ada.id}/edit", {"full_name": "Ada Byron", "version": "2", "zone": "Mars/Olympus"})
    assert (wrong.status_code, "Choose one of the time zones offered." in wrong.text) == (422, True)


def test_a_confirmation_says_the_agreed_time_as_the_readers_clock_shows_it(app, account, client, work):
    ada, _mary, _slots = work
    with app.app_context(), as_owner(account), transaction():
        facts = {"zone": ZONE, "status": MeetingStatus.AGREED, "created_at": clock.now()}
        db.session.add(Meeting(contact_id=ada.id, day=day(5), start=time(0, 30), minutes=20, **facts))

    words = body_of(client, ada, "confirmation")

    assert f"{day(4):%A} {day(4).day} {day(4):%B} at 23:30 (London time)" in words

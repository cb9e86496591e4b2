"""Today as a page: what it shows, where its acts lead, and what becomes of a row that is set aside."""

import html
import re
from contextlib import contextmanager
from datetime import timedelta

import pytest
import time_machine
from factories import NOON, make_contact, make_contacts
from sqlalchemy import select

from infoview.db import as_owner, db, transaction
from infoview.models import Contact, Meeting, Message, Promise, Reminder, SetAside, Stage
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Channel, Direction, MessageKind
from infoview.today import acts, next_step
from infoview.today.next_step import WRITES

DAY = timedelta(days=1)
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def vera(app, account):
    """Vera at work, for setting a scene before a page is fetched."""

    @contextmanager
    def at_work():
        with app.app_context(), as_owner(account):
            yield

    return at_work


def asked(contact, *, days):
    with transaction():
        sent = {"direction": Direction.OUT, "kind": MessageKind.REQUEST, "channel": Channel.EMAIL}
        db.session.add(Message(contact_id=contact.id, sent_at=NOON - days * DAY, created_at=NOON, **sent))


def rows(page):
    """Name, what is due, and where the act of each row leads."""
    found = re.findall(
        r'<a class="row-name"[^>]*>(.*?)</a>.*?<p class="step[^>]*>(.*?)</p>.*?due-act"[^>]* href="(.*?)"', page, re.S
    )
    return [tuple(html.unescape(text).strip() for text in row) for row in found]


def fields(page, name):
    """The form of the first row about somebody, as a browser posts it: where to, and its fields."""
    part = page[page.index(f">{name}</a>") :]
    action = re.search(r'action="(/today/\d+/set-aside)"', part)[1]
    hidden = re.findall(r'type="hidden" name="(rule|subject|fact)" value="(.*?)"', part)[:3]
    return action, {key: html.unescape(value) for key, value in hidden}


def undo(client, page):
    client.post(re.search(r'action="(/changes/\w+/undo)"', page)[1], {"next": "/today"})


def test_today_shows_what_is_due_with_the_page_its_act_leads_to(client, vera):
    with vera():
        ada, _jane = make_contacts("Ada Byron", "Jane Marcet", stage=Stage.REQUESTED)
        asked(ada, days=8)
        with transaction():
            db.session.add(Reminder(contact_id=ada.id, body="Send the article", due_on=TODAY, created_at=NOON))

    page = client.get("/today").text

    assert ("Ada Byron", "No answer for 8 days", f"/contacts/{ada.id}/drafts/nudge") in rows(page)
    assert any(row[1].endswith("Send the article") for row in rows(page))
    assert "Jane Marcet" not in page
    assert 'data-due="2"' in page


def test_the_front_page_is_today_once_anything_is_due_and_the_board_before(client, vera):
    with vera():
        ada = make_contact("Ada Byron", stage=Stage.REQUESTED)

    assert 'id="board"' in client.get("/").text
    with vera():
        asked(ada, days=8)

    answer = client.get("/")
    assert (answer.status_code, answer.location) == (303, "/today")


def test_nothing_due_is_said_kindly_with_what_comes_next(client, vera):
    with vera():
        make_contact("Mary Somerville")

    page = client.get("/today").text

    assert "Nothing is due" in page
    assert "You are up to date" in page


@pytest.mark.parametrize(
    ("choice", "back_on", "words"),
    [
        ({"until": "tomorrow"}, TODAY + DAY, "You will see this again tomorrow."),
        ({"until": "next-week"}, TODAY + 7 * DAY, "You will see this again June 22."),
        ({"until": "day", "day": "2026-06-18"}, TODAY + 3 * DAY, "You will see this again Thursday."),
    ],
)
def test_what_is_set_aside_leaves_the_list_until_its_day_and_comes_back_when_undone(
    client, vera, choice, back_on, words
):
    with vera():
        asked(make_contact("Ada Byron", stage=Stage.REQUESTED), days=8)
    place, step = fields(client.get("/today").text, "Ada Byron")

    answer = client.post(place, {**step, **choice})
    page = client.get("/today").text

    assert answer.location == "/today"
    assert words in page
    assert rows(page) == []
    with vera():
        assert [row.until for row in db.session.scalars(select(SetAside))] == [back_on]
    undo(client, page)
    assert len(rows(client.get("/today").text)) == 1


def test_what_was_put_off_until_a_day_is_back_on_that_day(client, vera):
    with vera():
        asked(make_contact("Ada Byron", stage=Stage.REQUESTED), days=8)
    place, step = fields(client.get("/today").text, "Ada Byron")
    for choice in ("next-week", "tomorrow"):
        client.post(place, {**step, "until": choice})

    with vera():
        assert [row.until for row in db.session.scalars(select(SetAside))] == [TODAY + DAY]
    with time_machine.travel(NOON + DAY, tick=False):
        assert len(rows(client.get("/today").text)) == 1


@pytest.mark.parametrize(
    ("rule", "words", "stage"),
    [
        ("nudge", "Nudged Ada Byron.", Stage.REQUESTED),
        ("thank", "Thanked Ada Byron.", Stage.THANKED),
        ("touch", "Kept: you wrote to Ada Byron.", Stage.IN_TOUCH),
    ],
)
def test_who_says_they_have_written_finds_it_in_the_history_the_card_moved_and_can_undo_it(
    client, vera, rule, words, stage
):
    before = {"thank": Stage.MET, "touch": Stage.THANKED}.get(rule, stage)
    with vera():
        ada = make_contact("Ada Byron", stage=before)
        if rule == "nudge":
            asked(ada, days=8)
        with transaction():
            db.get_row(Contact, ada.id).stage_at = NOON - (400 * DAY if rule == "touch" else 2 * DAY)
    place, step = fields(client.get("/today").text, "Ada Byron")

    client.post(place, {**step, "until": "done"})
    page = client.get("/today").text
    client.post(place, {**step, "until": "done"})

    assert words in page
    assert rows(page) == []
    with vera():
        sent = db.session.scalars(select(Message).where(Message.channel == Channel.OTHER)).all()
        assert [(one.kind, one.sent_at) for one in sent] == [(WRITES[rule], NOON)]
        assert db.get_row(Contact, ada.id).stage is stage
        assert db.session.scalars(select(SetAside)).all() == []
    undo(client, page)
    assert len(rows(client.get("/today").text)) == 1
    with vera():
        assert db.get_row(Contact, ada.id).stage is before


def test_what_waits_for_an_answer_can_be_put_off_but_is_not_done(client, vera):
    with vera():
        ada = make_contact("Ada Byron", stage=Stage.REQUESTED)
        asked(ada, days=8)
        with transaction():
            told = {"direction": Direction.IN, "kind": MessageKind.REPLY, "channel": Channel.EMAIL}
            db.session.add(Message(contact_id=ada.id, sent_at=NOON - DAY, created_at=NOON, **told))
    page = client.get("/today").text
    place, step = fields(page, "Ada Byron")

    assert 'value="done"' not in page and 'value="tomorrow"' in page
    assert client.post(place, {**step, "until": "done"}).status_code == 422
    assert len(rows(client.get("/today").text)) == 1


def test_who_puts_off_again_did_so_then_and_not_the_first_time(client, vera):
    with vera():
        asked(make_contact("Ada Byron", stage=Stage.REQUESTED), days=8)
    place, step = fields(client.get("/today").text, "Ada Byron")
    client.post(place, {**step, "until": "tomorrow"})
    with time_machine.travel(NOON + DAY, tick=False):
        client.post(place, {**step, "until": "tomorrow"})

    with vera():
        assert [(row.until, row.created_at) for row in db.session.scalars(select(SetAside))] == [
            (TODAY + 2 * DAY, NOON + DAY)
        ]


def test_a_new_account_is_shown_how_to_begin(client):
    page = client.get("/today").text

    assert "Begin with one person" in page
    assert 'href="/contacts/new"' in page[page.index('id="today"') :]


@pytest.mark.parametrize("day", ["2026-06-15", "2020-01-01", "", "soon"])
def test_nothing_is_put_off_to_a_day_that_is_not_to_come(client, vera, day):
    with vera():
        asked(make_contact("Ada Byron", stage=Stage.REQUESTED), days=8)
    place, step = fields(client.get("/today").text, "Ada Byron")

    answer = client.post(place, {**step, "until": "day", "day": day})

    assert answer.status_code == 422
    assert re.search(r'<p class="error" id="due-\d+-nudge-problem">\w', answer.text)
    assert answer.text.count("popover>") < client.get("/today").text.count("popover>")  # it stands open
    assert len(rows(client.get("/today").text)) == 1


def test_a_promise_and_a_reminder_that_are_done_are_settled_where_they_stand(client, vera):
    with vera():
        ada = make_contact("Ada Byron", stage=Stage.THANKED)
        with transaction():
            meeting = Meeting(
                contact_id=ada.id, day=TODAY - 9 * DAY, zone="UTC", status=MeetingStatus.HELD, created_at=NOON
            )
            db.session.add(meeting)
            db.session.flush()
            promise = Promise(contact_id=ada.id, meeting_id=meeting.id, body="Send notes", due_on=TODAY)
            reminder = Reminder(contact_id=ada.id, body="Send the article", due_on=TODAY, created_at=NOON)
            db.session.add_all([promise, reminder])
    for subject in (f"promise {promise.id}", f"reminder {reminder.id}"):
        answer = client.post(
            f"/today/{ada.id}/set-aside", {"rule": subject.split()[0], "subject": subject, "until": "done"}
        )
        assert answer.status_code == 303

    with vera():
        assert db.session.get(Promise, promise.id).done_at == NOON
        assert db.session.get(Reminder, reminder.id).done_at == NOON
        assert db.session.scalars(select(SetAside)).all() == []


def test_a_line_about_somebody_else_is_not_settled(client, vera):
    with vera():
        ada, mary = make_contacts("Ada Byron", "Mary Somerville")
        with transaction():
            reminder = Reminder(contact_id=mary.id, body="Send the article", due_on=TODAY, created_at=NOON)
            db.session.add(reminder)
    for subject in (f"reminder {reminder.id}", "reminder x", f"promise {10**20}"):
        step = {"rule": "reminder", "subject": subject, "until": "done"}
        assert client.post(f"/today/{ada.id}/set-aside", step).status_code == 404


def test_an_act_answers_htmx_with_the_list_and_how_many_are_left(client, vera):
    with vera():
        for name in ("Ada Byron", "Mary Somerville"):
            asked(make_contact(name, stage=Stage.REQUESTED), days=8)
    place, step = fields(client.get("/today").text, "Ada Byron")

    answer = client.post(place, {**step, "until": "done"}, partial=True).text

    assert [row[0] for row in rows(answer)] == ["Mary Somerville"]
    assert 'data-due="1"' in answer
    assert "Undo" in answer


def test_a_group_shows_its_first_rows_and_the_others_when_asked(client, vera):
    with vera():
        for contact in make_contacts(*(f"Person {n:02}" for n in range(23)), stage=Stage.REQUESTED):
            asked(contact, days=8)

    few, all_of_them = client.get("/today").text, client.get("/today?all=1").text

    assert (len(rows(few)), len(rows(all_of_them))) == (20, 23)
    assert "Show 3 more" in few
    place, first = re.search(r'href="(/today\?all=1)#(due-[^"]+)">Show 3 more', few).groups()
    assert f'id="{first}"' not in few
    assert f'id="{first}"' in client.get(place).text
    assert "/set-aside?all=1" in all_of_them


def test_a_list_and_a_card_offer_the_same_act_for_the_same_rule(app):
    with app.test_request_context():
        table = acts.of_list()
        step = next_step.Step("meets", "", subject="meeting 7")

        assert acts.by_rule().items() <= table.items()
        assert acts.path(3, step, acts.of(step, table)) == "meetings/7/prepare"
        assert acts.path(3, next_step.Step("mail", "", subject="mail 9"), table["mail"]) == "outbox/9"
        asks = next_step.Step("ask-another", "", who=(5, "Jane Marcet"))
        assert acts.path(3, asks, acts.of(asks, table)) == "contacts/5/drafts/request"

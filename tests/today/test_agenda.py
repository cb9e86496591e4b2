"""All that is due, of everybody, from the rows as they are stored; and that the board says the same."""

from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from factories import NOON, make_contact, make_contacts
from sqlalchemy import event, select

from infoview.accounts.actions import edit_profile
from infoview.board.forms import Filters
from infoview.board.queries import columns
from infoview.db import as_owner, db, transaction
from infoview.models import (
    Account,
    Advice,
    Career,
    Contact,
    Debrief,
    Draft,
    Lead,
    Mail,
    Meeting,
    MeetingQuestion,
    Message,
    Promise,
    Reminder,
    SetAside,
    Share,
    Stage,
)
from infoview.models.mail import MailState
from infoview.models.meeting import MeetingStatus
from infoview.models.message import Answer, Channel, Direction, MessageKind
from infoview.today.actions import mark_done
from infoview.today.agenda import agenda, days, due_count
from infoview.today.next_step import WRITES
from infoview.today.queries import FACT_COLUMNS, steps

DAY, HOUR, TODAY = timedelta(days=1), timedelta(hours=1), NOON.date()


@pytest.fixture(autouse=True)
def _at_noon(app):
    with app.test_request_context(), time_machine.travel(NOON, tick=False):
        yield


def store(*rows):
    with transaction():
        db.session.add_all(rows)


def said(contact, kind, ago, direction=Direction.OUT, answer=None):
    return Message(
        contact_id=contact.id,
        direction=direction,
        kind=kind,
        channel=Channel.EMAIL,
        answer=answer,
        sent_at=NOON - ago,
        created_at=NOON,
    )


def meeting(contact, day, status=MeetingStatus.AGREED, **more):
    return Meeting(contact_id=contact.id, day=day, zone="UTC", status=status, created_at=NOON - DAY, **more)


def mail(contact, state):
    texts = {"address": "a@example.org", "subject": "", "body": "Hello", "header_id": "1@example.org"}
    times = {"due_at": NOON, "changed_at": NOON, "created_at": NOON}
    return Mail(contact_id=contact.id, kind=MessageKind.UPDATE, state=state, **texts, **times)


def reminder(contact, body, day, **more):
    return Reminder(contact_id=contact.id, body=body, due_on=day, created_at=NOON, **more)


def put_off(contact, row, until=None):
    rule, subject, fact = row.step.key
    place = {"contact_id": contact.id, "rule": rule, "subject": subject, "fact": fact}
    return SetAside(**place, until=until, created_at=NOON)


def shown(now=NOON):
    """What Today shows: of each group the names with the rules."""
    db.session.expire_all()
    return {group.name: [(row.name, row.step.rule) for row in group.rows] for group in agenda(now).groups}


def make_everybody():
    """One of each, in the order of their names."""
    ada, bess, carl, dora, emil, fay = make_contacts(
        "Ada", "Bess", "Carl", "Dora", "Emil", "Fay", stage=Stage.REQUESTED
    )
    gwen, hans = make_contacts("Gwen", "Hans", stage=Stage.MET)
    iris, jack = make_contacts("Iris", "Jack", stage=Stage.IN_TOUCH)
    kate, liam, nora = make_contact("Kate"), make_contact("Liam", stage=Stage.IDENTIFIED), make_contact("Nora")
    max_ = make_contact("Max", stage=Stage.REQUESTED)
    paul = make_contact("Paul", stage=Stage.MET)
    rosa = make_contact("Rosa", closed_at=NOON)
    held = meeting(gwen, TODAY - DAY, MeetingStatus.HELD, debriefed_at=NOON)
    met = meeting(iris, TODAY - 200 * DAY, MeetingStatus.HELD, debriefed_at=NOON)
    with transaction():
        paul.paused_at, paul.paused_until = NOON - 9 * DAY, TODAY
    unwritten = meeting(hans, TODAY - 4 * DAY, MeetingStatus.HELD, started_at=NOON - 4 * DAY, ended_at=NOON - 4 * DAY)
    store(held, met, unwritten, soon := meeting(fay, TODAY + DAY), meeting(carl, TODAY + 9 * DAY))
    store(
        *(said(who, MessageKind.REQUEST, 20 * DAY) for who in (ada, bess, carl, dora, emil, fay)),
        said(max_, MessageKind.REQUEST, 2 * DAY),
        said(bess, MessageKind.REPLY, DAY, Direction.IN, Answer.NO),
        said(dora, MessageKind.NUDGE, 9 * DAY),
        said(emil, MessageKind.REPLY, DAY, Direction.IN),
        said(fay, MessageKind.CONFIRMATION, HOUR),
        *(MeetingQuestion(meeting_id=soon.id, text=text, created_at=NOON) for text in "abcd"),
        said(iris, MessageKind.THANK_YOU, 199 * DAY),
        said(jack, MessageKind.UPDATE, DAY),
        Promise(contact_id=jack.id, meeting_id=met.id, body="Send the article", due_on=TODAY - DAY),
        Lead(contact_id=jack.id, meeting_id=met.id, body="A post", due_on=TODAY),
        Advice(contact_id=iris.id, meeting_id=met.id, body="Read Babbage", done_at=NOON - DAY),
        reminder(kate, "Ask for the address", TODAY),
        reminder(rosa, "Say hello", TODAY - DAY),
        reminder(rosa, "Later", TODAY + DAY),
        reminder(rosa, "Done", TODAY, done_at=NOON),
        Draft(contact_id=liam.id, kind=MessageKind.REQUEST, saved_at=NOON - 3 * DAY, created_at=NOON),
        mail(nora, MailState.UNKNOWN),
    )
    return {who.full_name: who for who in (ada, iris, jack, kate, paul)}


EVERYTHING = {
    "now": [
        ("Rosa", "reminder"),
        ("Jack", "promise"),
        ("Dora", "ask-another"),
        ("Hans", "thank"),
        ("Nora", "mail"),
    ],
    "today": [
        ("Emil", "answered"),
        ("Hans", "write-up"),
        ("Ada", "nudge"),
        ("Iris", "touch"),
        ("Jack", "lead"),
        ("Kate", "reminder"),
        ("Paul", "paused-until"),
        ("Gwen", "thank"),
    ],
    "coming": [("Fay", "meets")],
    "open": [("Bess", "said-no"), ("Liam", "draft")],
}


def test_all_that_is_due_stands_in_groups_the_most_pressing_first(owner):
    make_everybody()

    found = shown()

    assert {name: sorted(rows) for name, rows in found.items()} == {n: sorted(rows) for n, rows in EVERYTHING.items()}
    assert due_count(NOON) == agenda(NOON).count == sum(map(len, EVERYTHING.values()))


def test_board_cards_and_today_take_the_same_steps(owner):
    make_everybody()

    cards = {card.id: card for column in columns(Filters(), now=NOON) for card in column.cards}
    next_steps = steps(db.session.execute(select(Contact.id, *FACT_COLUMNS)).all(), now=NOON)
    first = {}
    for row in (row for group in agenda(NOON).groups for row in group.rows):
        first.setdefault(row.contact_id, []).append(row.step)

    for contact_id, due in first.items():
        assert next_steps[contact_id].key in {step.key for step in due}
        if contact_id in cards:
            assert (cards[contact_id].step, cards[contact_id].urgency) in {(s.words, s.urgency.value) for s in due}
    for contact_id in next_steps.keys() - first.keys():
        assert next_steps[contact_id] is None or next_steps[contact_id].urgency.value == ""


def test_what_the_calendar_shows_from_today_on_is_due_in_today_on_its_day(owner):
    make_everybody()

    coming = days(NOON, TODAY + DAY, TODAY + 210 * DAY)

    assert {each.step.rule for each in coming} >= {"reminder", "touch", "thank"}
    assert (TODAY + 5 * DAY, "Max", "nudge") in [(each.day, each.name, each.step.rule) for each in coming]
    for each in coming[:40]:
        then = datetime.combine(each.day, NOON.time(), UTC) + 9 * HOUR
        due = [row.step for group in agenda(then).groups for row in group.rows if row.contact_id == each.contact_id]
        assert each.step.key in {step.key for step in due}


def test_days_hold_what_is_overdue_where_it_was_due_and_no_meetings(owner):
    make_everybody()

    past = [(each.day, each.name, each.step.rule) for each in days(NOON, TODAY - 9 * DAY, TODAY)]

    assert (TODAY - DAY, "Jack", "promise") in past
    assert (TODAY - DAY, "Rosa", "reminder") in past
    assert (TODAY, "Paul", "paused-until") in past
    assert past == sorted(past)
    assert not {"meets", "confirm", "prepare"} & {each.step.rule for each in days(NOON, TODAY, TODAY + 30 * DAY)}
    assert [each.step.words for each in days(NOON, TODAY + DAY, TODAY + DAY) if each.name == "Rosa"] == ["Later"]


def test_what_is_put_off_leaves_board_and_today_and_comes_back_on_its_day(owner):
    kate = make_everybody()["Kate"]
    [row] = [row for group in agenda(NOON).groups for row in group.rows if row.name == "Kate"]

    store(put_off(kate, row, until=TODAY + 2 * DAY))

    assert ("Kate", "reminder") not in shown()["today"]
    assert ("Kate", "reminder") in shown(NOON + 2 * DAY)["now"]
    assert [each.day for each in days(NOON, TODAY, TODAY + 9 * DAY) if each.name == "Kate"] == [TODAY + 2 * DAY]


@pytest.mark.parametrize(("name", "then"), [("Ada", "asked"), ("Iris", "touch")])
def test_what_was_done_by_other_means_counts_as_done_and_the_clocks_go_on(owner, name, then):
    contact = make_everybody()[name]
    [row] = [row for group in agenda(NOON).groups for row in group.rows if row.name == name]
    rule, subject, fact = row.step.key

    for _twice in range(2):
        with transaction():
            mark_done(db.get_row(Contact, contact.id), rule=rule, subject=subject, fact=fact, at=NOON)
    written = db.session.scalars(select(Message).where(Message.sent_at == NOON, Message.channel == Channel.OTHER)).all()
    assert [message.kind for message in written] == [WRITES[rule]]

    assert name not in {found for rows in shown().values() for found, _rule in rows}
    step = steps(db.session.execute(select(Contact.id, *FACT_COLUMNS)).all(), now=NOON)[contact.id]
    assert step.rule == then
    later = NOON + 250 * DAY
    assert name in {found for rows in shown(later).values() for found, _rule in rows}


def test_in_a_group_meetings_of_the_next_day_come_first_then_what_follows_one_then_people_then_lines_and_drafts(owner):
    make_everybody()
    found = shown()

    assert found["now"] == [
        ("Hans", "thank"),
        ("Nora", "mail"),
        ("Dora", "ask-another"),
        ("Jack", "promise"),
        ("Rosa", "reminder"),
    ]
    assert [rule for _name, rule in found["today"]][:2] == ["write-up", "thank"]
    assert [rule for _name, rule in found["today"]][-2:] == ["lead", "reminder"]
    later = shown(NOON + 9 * HOUR)
    assert later["now"][0] == ("Fay", "meets")
    assert "coming" not in later


def test_a_line_that_waits_for_over_a_month_has_no_hurry_any_more_and_says_its_day(owner):
    ada = make_contact("Ada", stage=Stage.THANKED)
    store(reminder(ada, "Call", TODAY - 30 * DAY), reminder(ada, "Send the article", TODAY - 31 * DAY))

    assert shown() == {"now": [("Ada", "reminder")], "open": [("Ada", "reminder")]}
    [row] = agenda(NOON).groups[1].rows
    assert (row.step.words, row.step.urgency.value) == ("Send the article (for May 15)", "")
    store(put_off(ada, row, until=TODAY + DAY))
    assert shown(NOON + DAY)["open"] == [("Ada", "reminder"), ("Ada", "reminder")]


def test_a_mail_that_is_looked_at_later_hides_nothing_else_of_its_contact_and_another_try_is_another_mail(owner):
    ada = make_contact("Ada", stage=Stage.REQUESTED)
    store(said(ada, MessageKind.REQUEST, 20 * DAY), failed := mail(ada, MailState.FAILED))
    [row] = [row for group in agenda(NOON).groups for row in group.rows]
    assert row.step.rule == "mail"

    store(put_off(ada, row, until=TODAY + 9 * DAY))
    assert shown() == {"today": [("Ada", "nudge")]}

    with transaction():
        db.get_row(Mail, failed.id).changed_at = NOON + HOUR
    assert shown() == {"now": [("Ada", "mail")]}


def test_a_meeting_that_is_over_is_to_be_written_up_although_another_is_agreed_on(owner):
    ada = make_contact("Ada", stage=Stage.REQUESTED)
    store(over := meeting(ada, TODAY - DAY), meeting(ada, TODAY + DAY))

    rows = [row for group in agenda(NOON).groups for row in group.rows]

    assert {row.step.rule for row in rows} == {"write-up", "confirm", "prepare"}
    [write_up] = [row.step for row in rows if row.step.rule == "write-up"]
    assert (write_up.subject, write_up.due) == (f"meeting {over.id}", TODAY - DAY)
    assert [(each.day, each.step.rule) for each in days(NOON, TODAY - 9 * DAY, TODAY + 9 * DAY)] == [
        (TODAY - DAY, "write-up")
    ]


def test_what_was_put_off_about_a_meeting_comes_back_when_its_time_changes_and_not_when_the_zone_of_the_user_does(
    app, account, owner
):
    ada = make_contact("Ada", stage=Stage.REQUESTED)
    store(agreed := meeting(ada, TODAY + DAY, start=time(14)), held := make_held())
    for row in [row for group in agenda(NOON).groups for row in group.rows]:
        store(put_off(db.get_row(Contact, row.contact_id), row, until=TODAY + 9 * DAY))
    assert shown() == {}
    assert held.id

    with transaction():
        edit_profile(account.id, {"zone": "Pacific/Kiritimati"})
    with as_owner(db.session.get_one(Account, account.id)):
        assert shown() == {}
        with transaction():
            db.get_row(Meeting, agreed.id).start = time(15)
        assert {rule for rows in shown().values() for _name, rule in rows} == {"confirm", "prepare"}


def make_held():
    """A conversation of somebody who is to be thanked, late in the day."""
    gwen = make_contact("Gwen", stage=Stage.MET)
    return meeting(gwen, TODAY - DAY, MeetingStatus.HELD, start=time(23), started_at=NOON - DAY, ended_at=NOON - DAY)


def test_a_reason_to_write_again_is_their_advice_else_what_fits_of_the_things_to_share(owner):
    store(teaching := Career(name="Teaching", folded="teaching", created_at=NOON))
    about = {"stage": Stage.IN_TOUCH, "career_id": teaching.id}
    ada, bess, carl = make_contacts("Ada", "Bess", "Carl", **about, at=NOON - 300 * DAY)
    dora = make_contact("Dora", stage=Stage.IN_TOUCH, at=NOON - 300 * DAY, touch_on=TODAY)
    store(met := meeting(ada, TODAY - 300 * DAY, MeetingStatus.HELD), share := Share(body="A talk", created_at=NOON))
    of_ada, of_bess = ({"contact_id": who.id, "meeting_id": met.id} for who in (ada, bess))
    known = Advice(body="They know", done_at=NOON - 280 * DAY, **of_bess)
    news = Advice(body="Read  Babbage", done_at=NOON - DAY, **of_ada)
    with transaction():
        share.career_id = teaching.id
        written = said(bess, MessageKind.UPDATE, 250 * DAY), said(carl, MessageKind.UPDATE, 2 * DAY)
        db.session.add_all([known, news, *written])

    assert {row.name: row.why for group in agenda(NOON).groups for row in group.rows if row.step.rule == "touch"} == {
        "Ada": "You acted on their advice: Read Babbage",
        "Bess": "Something to share: A talk",
        "Dora": "You chose this day",
    }
    assert dora.touch_on == TODAY


def test_another_account_has_nothing_of_it_and_the_trash_nothing_due(app, account, other_account):
    with app.app_context(), as_owner(account):
        make_everybody()
    with app.app_context(), as_owner(other_account):
        assert (agenda(NOON).groups, days(NOON, TODAY - 99 * DAY, TODAY + 99 * DAY)) == ([], [])
    with app.app_context(), as_owner(account):
        with transaction():
            for row in db.session.query(Contact):
                row.deleted_at = NOON
        assert (agenda(NOON).count, days(NOON, TODAY - 99 * DAY, TODAY + 99 * DAY)) == (0, [])


def test_however_much_is_due_it_takes_seven_statements(owner):
    def count():
        seen = []

        def note(_connection, _cursor, statement, *_more):
            seen.extend([] if statement.startswith("BEGIN") else [statement])

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            agenda(NOON)
            found = len(seen)
            days(NOON, TODAY, TODAY + 99 * DAY)
            return found, len(seen) - found
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    make_everybody()
    few = count()
    make_everybody()

    assert count() == few == (7, 5)


def test_an_own_step_that_is_planned_is_not_due_before_its_day(owner):
    ada = make_contact("Ada", stage=Stage.THANKED)
    store(met := meeting(ada, TODAY - 2 * DAY, MeetingStatus.HELD, debriefed_at=NOON))
    store(Debrief(meeting_id=met.id, next_step="Visit the ward", next_step_on=TODAY + DAY, created_at=NOON))

    assert shown() == {}
    assert [each.step.rule for each in days(NOON, TODAY, TODAY + 9 * DAY)] == ["own-step"]
    assert shown(NOON + DAY) == {"today": [("Ada", "own-step")]}
